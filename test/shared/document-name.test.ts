import {
  documentNameFromPath,
  documentNameToPath,
  parseDocumentName,
  ProtocolError,
  type DocumentName,
} from "@coscribe/shared";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** The name, if `text` is one. */
function nameOf(text: string): DocumentName | undefined {
  try {
    return parseDocumentName(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolError);
    return undefined;
  }
}

/** Text of what names and paths are made of, and of what they trip over. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc
    .array(
      fc.constantFrom("%", "%25", "%2", "%ff", "%C3", "%A4", "%2F", "/", ".", "ä", "4", "?", "#"),
    )
    .map((parts) => parts.join("")),
);

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
    [`/${"x".repeat(201)}`, "201 bytes"],
    [`/${"%E2%82%AC".repeat(67)}`, "201 bytes"],
    ["/..", "only dots"],
    ["/a/%2e/b", "only dots"],
    ["//a", "an empty part"],
    ["/a/", "an empty part"],
    ["/a//b", "an empty part"],
    ["/a%2F%2fb", "an empty part"],
    ["/%2F", "an empty part"],
    ["no-slash", "no path"],
  ])("P1 the path %s is refused because it is %s", (path, reason) => {
    expect(() => documentNameFromPath(path)).toThrow(reason);
  });

  it.each([
    ["/Sales%20100%", "Sales 100%"],
    ["/100%/%25/%zz", "100%/%/%zz"],
    ["/%ff", "%ff"],
    ["/%C3%A4%C3%", "ä%C3%"],
    ["/%C0%AE%C0%AE", "%C0%AE%C0%AE"],
    ["/%ED%A0%80", "%ED%A0%80"],
    ["/%F0%9F%99%82%F0%9F%99", "🙂%F0%9F%99"],
    ["/%2525", "%25"],
  ])("P90 in the path %s only what is percent-encoded UTF-8 is decoded: %s", (path, name) => {
    expect(documentNameFromPath(path)).toBe(name);
    expect(documentNameFromPath(`/${documentNameToPath(parseDocumentName(name))}`)).toBe(name);
  });

  it("P90 the path of every name leads back to it, also through a URL, and no path means two", () => {
    let names = 0;
    fc.assert(
      fc.property(anyText, (text) => {
        const name = nameOf(text);
        if (name === undefined) return;
        names++;
        const path = documentNameToPath(name);
        expect(documentNameFromPath(`/${path}`)).toBe(name);
        expect(documentNameFromPath(new URL(`ws://host/${path}?x#y`).pathname)).toBe(name);
      }),
      { numRuns: 2_000 },
    );
    expect(names).toBeGreaterThan(200);
  });

  it("P90 a path of any text is a name or is refused, and a name it gives has a path", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let name: DocumentName;
        try {
          name = documentNameFromPath(`/${text}`);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
          return;
        }
        expect(documentNameFromPath(`/${documentNameToPath(name)}`)).toBe(name);
      }),
      { numRuns: 2_000 },
    );
  });
});
