/**
 * The text of a block as it is compared: letter by letter, in UTF-16 units as offsets count, an object being
 * one; and put together to words, so that what a person would call a change is found as one.
 */

import type { Run } from "../flow/reading.ts";
import { lengthOf } from "../flow/segment.ts";
import type { Values } from "../flow/values.ts";
import { inOrder, keyOfValue } from "./plain-key.ts";
import { diffSequences, type Hunk } from "./sequence-diff.ts";

/** See the head of this file. */
export interface Units {
  /** Each object is the letter that stands for one. */
  readonly text: string;
  readonly runs: readonly Run[];
  /** What stands at offsets where there is an object, to compare it by. */
  readonly objects: ReadonlyMap<number, string>;
}

/** The letter that Unicode has for an object in text. */
const objectLetter = "\ufffc";

/** Scripts without spaces by the letter, all others by the word. */
const words =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]\p{M}*|[\p{L}\p{M}\p{N}_]+|\s+|./gsu;

/** The units of runs. */
export function unitsOf(runs: readonly Run[]): Units {
  const objects = new Map<number, string>();
  let text = "";
  for (const run of runs) {
    if (run.type === "text") text += run.text;
    else {
      const { name, attributes, value } = run.object;
      objects.set(text.length, keyOfValue([name, inOrder(attributes), value]));
      text += objectLetter;
    }
  }
  return { text, runs, objects };
}

/** Whether two have the same letters and objects; formats do not count. */
export function areSameUnits(one: Units, other: Units): boolean {
  if (one.text !== other.text || one.objects.size !== other.objects.size) return false;
  return [...one.objects].every(([at, object]) => other.objects.get(at) === object);
}

/** The words of a text, for comparing how much two have in common. */
export function wordsOf(text: string): string[] {
  return text.match(words)?.filter((word) => word.trim() !== "") ?? [];
}

/** Where `b` is another than `a`, in units. */
export function diffUnits(a: Units, b: Units): Hunk[] {
  const [ours, theirs] = [tokensOf(a), tokensOf(b)];
  const hunks = diffSequences(
    ours.map(({ key }) => key),
    theirs.map(({ key }) => key),
  );
  const starts = (tokens: readonly Token[], at: number, { text }: Units): number =>
    tokens[at]?.at ?? text.length;
  return hunks.map(({ from, to, newFrom, newTo }) =>
    trimmed(a, b, {
      from: starts(ours, from, a),
      to: starts(ours, to, a),
      newFrom: starts(theirs, newFrom, b),
      newTo: starts(theirs, newTo, b),
    }),
  );
}

/** The runs of a part of a text. */
export function runsBetween(runs: readonly Run[], from: number, to: number): Run[] {
  const parts: Run[] = [];
  let at = 0;
  for (const run of runs) {
    const length = lengthOf(run);
    const [begin, end] = [Math.max(from - at, 0), Math.min(to - at, length)];
    if (begin < end)
      parts.push(run.type === "text" ? { ...run, text: run.text.slice(begin, end) } : run);
    at += length;
  }
  return parts;
}

/** A stretch of a text with one set of formats. */
export interface Formatted {
  readonly from: number;
  readonly to: number;
  readonly formats: Values;
}

/** The stretches of runs, in order. */
export function stretches(runs: readonly Run[]): Formatted[] {
  let at = 0;
  return runs.map((run) => {
    const from = at;
    at += lengthOf(run);
    return { from, to: at, formats: run.formats };
  });
}

interface Token {
  readonly key: string;
  readonly at: number;
}

function tokensOf({ text, objects }: Units): Token[] {
  return Array.from(text.matchAll(words), ({ 0: word, index }) => {
    return { key: objects.has(index) ? word + objects.get(index)! : word, at: index };
  });
}

/** What of a word is another, without what is the same at its ends. No letter is cut in two. */
function trimmed(a: Units, b: Units, { from, to, newFrom, newTo }: Hunk): Hunk {
  const isSame = (i: number, k: number): boolean =>
    a.text[i] === b.text[k] && a.objects.get(i) === b.objects.get(k);
  const isLetterCut = (i: number, k: number): boolean => isCut(a.text, i) || isCut(b.text, k);
  const most = Math.min(to - from, newTo - newFrom);
  let head = 0;
  while (head < most && isSame(from + head, newFrom + head)) head++;
  while (head > 0 && isLetterCut(from + head, newFrom + head)) head--;
  let tail = 0;
  while (tail < most - head && isSame(to - 1 - tail, newTo - 1 - tail)) tail++;
  while (tail > 0 && isLetterCut(to - tail, newTo - tail)) tail--;
  return { from: from + head, to: to - tail, newFrom: newFrom + head, newTo: newTo - tail };
}

/** Whether a place is within a letter: between the halves of one, or before a mark on it. */
function isCut(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code >= 0xdc00 && code < 0xe000) return true;
  return at > 0 && at < text.length && code >= 0x300 && /\p{M}|\u200d/u.test(text[at]!);
}
