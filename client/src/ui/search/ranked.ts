/** Finds what somebody means who types the beginning of a name, or a few letters of it. */

import { folded } from "./folded.ts";

/** Something that can be found. */
export interface Findable {
  readonly label: string;
  /** What it is called in another language; a little less likely to be meant. */
  readonly otherLabel?: string | undefined;
  /** More words by which it is found. */
  readonly keywords?: string | undefined;
}

/**
 * Those of `items` that `query` can mean, the likeliest first, and else in their order. Every one of
 * them for an empty query.
 */
export function ranked<Item extends Findable>(items: readonly Item[], query: string): Item[] {
  const wanted = folded(query).trim();
  if (wanted === "") return [...items];
  return items
    .map((item, index) => ({ item, index, score: scoreOf(item, wanted) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || a.index - b.index)
    .map(({ item }) => item);
}

/** 0 for what is not meant. */
function scoreOf({ label, otherLabel, keywords = "" }: Findable, wanted: string): number {
  const score = scoreOfName(label, keywords, wanted);
  if (otherLabel === undefined) return score;
  return Math.max(score, scoreOfName(otherLabel, "", wanted) - 0.5);
}

function scoreOfName(label: string, keywords: string, wanted: string): number {
  const name = folded(label);
  if (name.startsWith(wanted)) return 5;
  if (isInOrder(wordsOf(name), wordsOf(wanted))) return 4;
  const words = wordsOf(folded(keywords));
  if (words.some((word) => word.startsWith(wanted))) return 3;
  if (wordsOf(wanted).every((part) => [...wordsOf(name), ...words].some(begins(part)))) return 2;
  return isScattered(name, wanted) ? 1 : 0;
}

/** Whether each of `wanted` begins a word, one after the other: "head 2" means "heading 2". */
function isInOrder(words: readonly string[], wanted: readonly string[]): boolean {
  let next = 0;
  for (const part of wanted) {
    const found = words.slice(next).findIndex(begins(part));
    if (found < 0) return false;
    next += found + 1;
  }
  return true;
}

function begins(part: string): (word: string) => boolean {
  return (word) => word.startsWith(part);
}

/** Whether the letters stand in `name` in this order, the first at its beginning: "hd2". */
function isScattered(name: string, wanted: string): boolean {
  const letters = Array.from(wanted.replaceAll(/\s/g, ""));
  if (letters.length < 2 || !name.startsWith(letters[0]!)) return false;
  let at = 0;
  for (const letter of letters) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}
