/**
 * Finds words as they stand in the text.
 *
 * They become an expression of the browser's own, made of single letters only, which it goes through in
 * linear time. One that is written composed is found decomposed, and the other way round. Unless case
 * counts, signs that keyboards make in several shapes, and texts hold in others, are the same as well:
 * quotation marks, apostrophes, spaces.
 */

import type { FindQuery, Found, Matcher } from "./query.ts";
import { isWholeWord } from "../../words.ts";

const shapes = ["'‘’", '"“”„', " \u00A0\u202F"];

/** Finds `query.text`; see the head of this file. */
export function literalMatcher(query: FindQuery): Matcher {
  const { text, isCaseSensitive } = query;
  if (text === "") return { matchesIn: () => [] };
  const letters = Array.from(text.normalize("NFC"));
  const source = letters.map((letter) => sourceOf(letter, isCaseSensitive)).join("");
  const expression = new RegExp(source, isCaseSensitive ? "gu" : "giu");
  return { matchesIn: (within) => matchesIn(within, expression, query) };
}

function* matchesIn(text: string, shared: RegExp, query: FindQuery): Generator<Found> {
  // Of its own: another walk may go on in between.
  const expression = new RegExp(shared);
  for (;;) {
    const match = expression.exec(text);
    if (match === null) return;
    const found = { from: match.index, to: match.index + match[0].length, groups: [] };
    if (!query.isWholeWord || isWholeWord(text, found)) yield found;
    else expression.lastIndex = found.from + (text.codePointAt(found.from)! > 0xffff ? 2 : 1);
  }
}

function sourceOf(letter: string, isCaseSensitive: boolean): string {
  const shape = isCaseSensitive ? undefined : shapes.find((signs) => signs.includes(letter));
  if (shape !== undefined) return `[${shape}]`;
  const decomposed = letter.normalize("NFD");
  return decomposed === letter ? escaped(letter) : `(?:${letter}|${decomposed})`;
}

function escaped(letter: string): string {
  return letter.replace(/[\\^$.*+?()[\]{}|/]/u, String.raw`\$&`);
}
