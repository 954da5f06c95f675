import { readLinkAddress } from "@coscribe/client/internal/ui/link/link-address";
import { describe, expect, it } from "vitest";

describe("the address of a link", () => {
  it.each([
    ["https://example.org/a?b#c", "https://example.org/a?b#c"],
    ["  example.org/page  ", "https://example.org/page"],
    ["münchen.example", "https://münchen.example"],
    ["localhost:1234/d/notes", "http://localhost:1234/d/notes"],
    ["ann@example.org", "mailto:ann@example.org"],
    ["mailto:ann@example.org", "mailto:ann@example.org"],
    ["/d/other-document", "/d/other-document"],
    ["#heading", "#heading"],
  ])("W12 %j leads to %j", (typed, href) => {
    expect(readLinkAddress(typed)).toEqual({ type: "address", href });
  });

  it.each([
    ["", "empty"],
    ["   ", "empty"],
    ["two words", "hasSpaces"],
    ["javascript:alert(1)", "unsafe"],
    ["data:text/html,x", "unsafe"],
    ["file:///etc/passwd", "unsafe"],
  ])("W12 %j is refused as %s", (typed, problem) => {
    expect(readLinkAddress(typed)).toEqual({ type: "problem", problem });
  });
});
