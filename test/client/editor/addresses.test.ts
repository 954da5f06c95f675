/** Addresses in what people type. */

import { addressInWord } from "@coscribe/client/internal/editor/features/link/address";
import { describe, expect, it } from "vitest";

/** The part of `word` that is linked, and where it leads. */
function linked(word: string): [text: string, href: string] | undefined {
  const found = addressInWord(word);
  return found && [word.slice(found.start, found.end), found.href];
}

describe("an address in a word", () => {
  it.each([
    ["https://example.org", "https://example.org", "https://example.org"],
    ["www.example.org/a?b", "www.example.org/a?b", "https://www.example.org/a?b"],
    ["ann@example.org", "ann@example.org", "mailto:ann@example.org"],
    ["mailto:ann@example.org", "mailto:ann@example.org", "mailto:ann@example.org"],
    ["(https://example.org)", "https://example.org", "https://example.org"],
    ["(https://x.org/a_(b)).", "https://x.org/a_(b)", "https://x.org/a_(b)"],
    ["“www.example.org”,", "www.example.org", "https://www.example.org"],
    ["https://example.org/!?", "https://example.org/", "https://example.org/"],
    ["<ann@example.org>", "ann@example.org", "mailto:ann@example.org"],
  ])("E210 %s is linked as one means it", (word, text, href) => {
    expect(linked(word)).toEqual([text, href]);
  });

  it.each([
    "example.org",
    "www.",
    "www.example",
    "ann@example",
    "@ann",
    "a@b@c.org",
    "javascript:alert(1)",
    "https://",
    "ftp://x.org",
    "12:30",
  ])("E210 %s is text", (word) => {
    expect(linked(word)).toBeUndefined();
  });
});
