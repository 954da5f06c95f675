import { documentNameFromPath, documentNameToPath, parseDocumentName } from "@coscribe/shared";
import { describe, expect, it } from "vitest";

describe("document names", () => {
  it("P1 any Unicode text of 1 to 200 bytes is a name, and its path leads back to it", () => {
    for (const name of [
      "a",
      "constructor",
      "__proto__",
      "a/b c?#%",
      "日本語 🙂",
      "x".repeat(200),
    ]) {
      const parsed = parseDocumentName(name);
      expect(documentNameFromPath(`/${documentNameToPath(parsed)}?token=1`)).toBe(name);
    }
  });

  it.each([
    ["/", "empty"],
    ["/a%00b", "control character"],
    ["/a%c2%85b", "control character"],
    ["/%ff", "percent-encoded"],
    ["/%", "percent-encoded"],
    [`/${"x".repeat(201)}`, "201 bytes"],
    [`/${"%E2%82%AC".repeat(67)}`, "201 bytes"],
    ["/..", "only dots"],
    ["/a/%2e/b", "only dots"],
    ["no-slash", "no path"],
  ])("P1 the path %s is refused because it is %s", (path, reason) => {
    expect(() => documentNameFromPath(path)).toThrow(reason);
  });
});
