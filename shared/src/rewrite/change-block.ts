/**
 * What changes in a block that stays: attributes, letters and formats, each by itself, so that what others do
 * to it at the same time stays.
 */

import type { Block, Run } from "../flow/reading.ts";
import type { BlockData } from "../flow/data.ts";
import type { LetterChange } from "../flow/replace.ts";
import { lengthOf, placeAttributes } from "../flow/segment.ts";
import { sameValue, valuesOf, type Values } from "../flow/values.ts";
import type { Hunk } from "./sequence-diff.ts";
import { areSameUnits, diffUnits, runsBetween, stretches, unitsOf } from "./units.ts";

/** A value that a format of some letters gets; null takes it away. */
export interface Formatting {
  readonly begin: number;
  readonly end: number;
  readonly key: string;
  readonly value: unknown;
}

/** What changes in the text of a block, all by the offsets that it has now. */
export interface TextChange {
  readonly letters: readonly Omit<LetterChange, "block">[];
  readonly formats: readonly Formatting[];
}

/** The attributes of `now` that are others in `wanted` than in `said`; null takes one away. */
export function changedAttributes(now: Values, said: Values, wanted: Values): Values {
  const names = [...new Set([...Object.keys(said), ...Object.keys(wanted)])];
  return Object.fromEntries(
    names
      .filter((name) => !placeAttributes.includes(name))
      .filter((name) => !sameValue(said[name] ?? null, wanted[name] ?? null))
      .map((name) => [name, wanted[name] ?? null] as const)
      .filter(([name, value]) => !sameValue(now[name] ?? null, value)),
  );
}

/** What makes the text of `now` say what `wanted` does and `said` did not. */
export function changedText(now: Block, said: BlockData, wanted: BlockData): TextChange {
  const [live, old, next] = [unitsOf(now.runs), unitsOf(said.runs), unitsOf(wanted.runs)];
  const hunks = diffUnits(old, next);
  const unsaid = areSameUnits(live, old) ? [] : diffUnits(live, old);
  const edits = joined(hunks, unsaid);
  const hidden = hiddenFormats(now.runs, said.runs);
  const letters = edits.map((edit) => {
    const [begin, end] = placed(edit, unsaid);
    const kept = hidden(begin, end);
    const runs = runsBetween(wanted.runs, edit.newFrom, edit.newTo);
    return { begin, end, runs: runs.map((run) => withFormats(run, kept)) };
  });
  return { letters, formats: changedFormats(said.runs, wanted.runs, edits, unsaid) };
}

/**
 * What is to be done to letters, in offsets of what was said. Letters that the format has no words for go
 * together with what stands for them.
 */
function joined(hunks: readonly Hunk[], unsaid: readonly Hunk[]): Hunk[] {
  const edits: { from: number; to: number; first: Hunk; last: Hunk }[] = [];
  for (const hunk of hunks) {
    let edit = { from: hunk.from, to: hunk.to, first: hunk, last: hunk };
    for (const { newFrom, newTo } of unsaid) {
      if (newFrom < hunk.to && newTo > hunk.from) {
        edit.from = Math.min(edit.from, newFrom);
        edit.to = Math.max(edit.to, newTo);
      }
    }
    for (let last = edits.at(-1); last !== undefined && last.to >= edit.from; last = edits.at(-1)) {
      edits.pop();
      const [from, to] = [Math.min(last.from, edit.from), Math.max(last.to, edit.to)];
      edit = { from, to, first: last.first, last: edit.last };
    }
    edits.push(edit);
  }
  return edits.map(({ from, to, first, last }) => {
    const [newFrom, newTo] = [from + first.newFrom - first.from, to + last.newTo - last.to];
    return { from, to, newFrom, newTo };
  });
}

/** Where an edit is in the text as it is. */
function placed({ from, to }: Hunk, unsaid: readonly Hunk[]): [begin: number, end: number] {
  let [begin, end] = [from, to];
  for (const { from: at, to: until, newFrom, newTo } of unsaid) {
    const longer = until - at - (newTo - newFrom);
    if (newTo <= from) begin += longer;
    if (newTo < to || (newTo === to && newTo > newFrom && to > from)) end += longer;
  }
  return [begin, Math.max(begin, end)];
}

/**
 * The formats that letters have of which nothing was said, such as comments: what takes their place keeps
 * those that all of them have, and what is new between two has what both have.
 */
function hiddenFormats(
  now: readonly Run[],
  said: readonly Run[],
): (from: number, to: number) => Values {
  const known = new Set(said.flatMap(({ formats }) => Object.keys(formats)));
  const parts = stretches(now);
  return (from, to) => {
    const [begin, end] = from < to ? [from, to] : [from - 1, from + 1];
    const within = parts.filter((part) => part.from < end && part.to > begin);
    if (within.length === 0 || begin < 0 || end > (parts.at(-1)?.to ?? 0)) return valuesOf([]);
    const [first, ...others] = within;
    return valuesOf(
      Object.entries(first!.formats).filter(([key, value]) => {
        return !known.has(key) && others.every(({ formats }) => sameValue(formats[key], value));
      }),
    );
  };
}

function withFormats(run: Run, more: Values): Run {
  if (Object.keys(more).length === 0) return run;
  return { ...run, formats: valuesOf([...Object.entries(more), ...Object.entries(run.formats)]) };
}

/** What formats the letters get that stay. */
function changedFormats(
  said: readonly Run[],
  wanted: readonly Run[],
  edits: readonly Hunk[],
  unsaid: readonly Hunk[],
): Formatting[] {
  const changes: Formatting[] = [];
  const [ours, theirs] = [stretches(said), stretches(wanted)];
  const end = said.reduce((sum, run) => sum + lengthOf(run), 0);
  let [i, k] = [0, 0];
  const compare = (from: number, to: number, shift: number): void => {
    for (let at = from; at < to;) {
      while (ours[i]!.to <= at) i++;
      while (theirs[k]!.to <= at + shift) k++;
      const until = Math.min(to, ours[i]!.to, theirs[k]!.to - shift);
      for (const [key, value] of differences(ours[i]!.formats, theirs[k]!.formats)) {
        for (const [begin, stop] of saidParts(at, until, unsaid)) {
          changes.push({ begin, end: stop, key, value });
        }
      }
      at = until;
    }
  };
  let [from, newFrom] = [0, 0];
  for (const edit of edits) {
    compare(from, edit.from, newFrom - from);
    [from, newFrom] = [edit.to, edit.newTo];
  }
  compare(from, end, newFrom - from);
  return changes;
}

function differences(one: Values, other: Values): (readonly [key: string, value: unknown])[] {
  if (one === other) return [];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys
    .filter((key) => !sameValue(one[key], other[key]))
    .map((key) => [key, other[key] ?? null] as const);
}

/** A stretch of what was said as the stretches of the text that it is, without what has other letters there. */
function saidParts(
  from: number,
  to: number,
  unsaid: readonly Hunk[],
): (readonly [begin: number, end: number])[] {
  const parts: (readonly [number, number])[] = [];
  let at = from;
  let shift = 0;
  for (const hunk of unsaid) {
    if (hunk.newTo <= from) {
      shift = hunk.to - hunk.newTo;
      continue;
    }
    if (hunk.newFrom >= to) break;
    if (hunk.newFrom > at) parts.push([at + shift, hunk.newFrom + shift]);
    at = Math.max(at, hunk.newTo);
    shift = hunk.to - hunk.newTo;
  }
  if (at < to) parts.push([at + shift, to + shift]);
  return parts;
}
