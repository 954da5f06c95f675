/**
 * Which block of one document is which of another one: by what is in them, and by ids where these are said.
 *
 * What is the same and there once in each is one block wherever it stands, so that what was moved stays what
 * it is. What lies between is paired in order: first what is the same, then what is like it.
 */

import type { BlockData, InnerData } from "../flow/data.ts";
import { isBlockId } from "../flow/id.ts";
import { heaviestRun } from "../flow/longest-run.ts";
import type { Run } from "../flow/reading.ts";
import { textBlockName } from "../flow/segment.ts";
import { sameValues, type Values } from "../flow/values.ts";
import { inOrder, keyOfValue } from "./plain-key.ts";
import { diffSequences } from "./sequence-diff.ts";
import { wordsOf } from "./units.ts";

/** Which block of a second document is which of a first. */
export interface Pairing {
  /** For each of the second the index of the one that it is in the first; -1 for a new one. */
  readonly indexes: Int32Array;
  /** For each of the second whether it says the same as that one. */
  readonly areSame: readonly boolean[];
}

/** So many comparisons of blocks are made to find those that are alike; of more in one place none are. */
const mostCompared = 200_000;

/** Two texts with less in common than this are two. */
const leastLikeness = 0.3;

/** Pairs `after` with `before`. Blocks of `after` that say an id are those with that id and no others. */
export function pairBlocks(
  before: readonly BlockData[],
  after: readonly BlockData[],
  byId: boolean,
): Pairing {
  const indexes = new Int32Array(after.length).fill(-1);
  const taken = new Uint8Array(before.length);
  const pair = (i: number, k: number): void => {
    indexes[k] = i;
    taken[i] = 1;
  };
  const says = (k: number): boolean => byId && isBlockId(after[k]!.id);
  if (byId) pairIds(before, after, pair);
  const [keys, newKeys] = [before.map(keyOf), after.map(keyOf)];
  const isOpen = (k: number): boolean => indexes[k] === -1 && !says(k);
  let start = 0;
  while (start < before.length && start < after.length && keys[start] === newKeys[start]) {
    if (!taken[start] && isOpen(start)) pair(start, start);
    start++;
  }
  for (let end = 1; end <= Math.min(before.length, after.length) - start; end++) {
    const [i, k] = [before.length - end, after.length - end];
    if (keys[i] !== newKeys[k]) break;
    if (!taken[i] && isOpen(k)) pair(i, k);
  }
  pairUnique(keys, newKeys, taken, isOpen, pair);
  for (const { from, to, newFrom, newTo } of gapsIn(indexes, before.length)) {
    const [ours, theirs] = [
      numbers(from, to).filter((i) => !taken[i]),
      numbers(newFrom, newTo).filter(isOpen),
    ];
    pairGap(before, after, keys, newKeys, ours, theirs, pair);
  }
  const areAlike = newKeys.map((key, k) => indexes[k]! >= 0 && keys[indexes[k]!] === key);
  return { indexes, areSame: areAlike };
}

type Pair = (i: number, k: number) => void;

function pairIds(before: readonly BlockData[], after: readonly BlockData[], pair: Pair): void {
  const byId = new Map(before.map(({ id, name }, i) => [id, { name, i }]));
  after.forEach(({ id, name }, k) => {
    const found = isBlockId(id) ? byId.get(id) : undefined;
    if (found === undefined || found.name !== name) return;
    byId.delete(id);
    pair(found.i, k);
  });
}

/** Whether two blocks say the same, wherever they stand. */
export function areSame(one: BlockData, other: BlockData): boolean {
  return one === other || keyOf(one) === keyOf(other);
}

/** What two blocks have in common if they say the same, wherever they stand. */
function keyOf({ name, attributes, runs, inners }: BlockData): string {
  return keyOfValue([name, inOrder(attributes, placeNames), runsKey(runs), inners.map(innerKey)]);
}

function innerKey(inner: InnerData): unknown {
  switch (inner.type) {
    case "cell":
      return [inner.name, inOrder(inner.attributes), inner.inners.map(innerKey)];
    case "flow":
      return inner.blocks.map(keyOf);
    case "tooDeep":
      return inner.type;
  }
}

const placeNames: readonly string[] = ["id", "joined", "from"];

function runsKey(runs: readonly Run[]): unknown[] {
  const parts: unknown[] = [];
  let formats: Values | undefined;
  for (const run of runs) {
    const goesOn = formats !== undefined && sameValues(formats, run.formats);
    if (!goesOn) parts.push(inOrder(run.formats));
    formats = run.formats;
    const last = parts.at(-1);
    if (run.type === "object") {
      const { name, attributes, value } = run.object;
      parts.push([name, inOrder(attributes), value]);
    } else if (goesOn && typeof last === "string") parts[parts.length - 1] = last + run.text;
    else parts.push(run.text);
  }
  return parts;
}

function pairUnique(
  keys: readonly string[],
  newKeys: readonly string[],
  taken: Uint8Array,
  isOpen: (k: number) => boolean,
  pair: Pair,
): void {
  const once = onlyIndexes(keys, (i) => !taken[i]);
  const newOnce = onlyIndexes(newKeys, isOpen);
  for (const [key, k] of newOnce) {
    const i = once.get(key);
    if (i !== undefined && i >= 0 && k >= 0) pair(i, k);
  }
}

/** The index of each key that is there once, and -1 for the others. */
function onlyIndexes(
  keys: readonly string[],
  counts: (i: number) => boolean,
): ReadonlyMap<string, number> {
  const indexes = new Map<string, number>();
  keys.forEach((key, i) => {
    if (counts(i)) indexes.set(key, indexes.has(key) ? -1 : i);
  });
  return indexes;
}

/** What lies between pairs that are in order, of both. */
function gapsIn(
  indexes: Int32Array,
  length: number,
): { from: number; to: number; newFrom: number; newTo: number }[] {
  const paired = numbers(0, indexes.length).filter((k) => indexes[k] !== -1);
  const kept = heaviestRun(
    paired.map((k) => indexes[k]!),
    () => 1,
  );
  const gaps: { from: number; to: number; newFrom: number; newTo: number }[] = [];
  let [from, newFrom] = [0, 0];
  const end = (to: number, newTo: number): void => {
    if (to > from && newTo > newFrom) gaps.push({ from, to, newFrom, newTo });
    [from, newFrom] = [to + 1, newTo + 1];
  };
  paired.forEach((k, n) => {
    if (kept.has(n)) end(indexes[k]!, k);
  });
  end(length, indexes.length);
  return gaps;
}

function pairGap(
  before: readonly BlockData[],
  after: readonly BlockData[],
  keys: readonly string[],
  newKeys: readonly string[],
  ours: readonly number[],
  theirs: readonly number[],
  pair: Pair,
): void {
  if (ours.length === 0 || theirs.length === 0) return;
  const hunks = diffSequences(
    ours.map((i) => keys[i]!),
    theirs.map((k) => newKeys[k]!),
  );
  let [at, newAt] = [0, 0];
  for (const { from, to, newFrom, newTo } of [
    ...hunks,
    { from: ours.length, to: ours.length, newFrom: theirs.length, newTo: theirs.length },
  ]) {
    while (at < from) pair(ours[at++]!, theirs[newAt++]!);
    pairAlike(before, after, ours.slice(from, to), theirs.slice(newFrom, newTo), pair);
    [at, newAt] = [to, newTo];
  }
}

/** Pairs in order those that are most alike. */
function pairAlike(
  before: readonly BlockData[],
  after: readonly BlockData[],
  ours: readonly number[],
  theirs: readonly number[],
  pair: Pair,
): void {
  const [n, m] = [ours.length, theirs.length];
  if (n === 0 || m === 0 || n * m > mostCompared) return;
  const [shapes, newShapes] = [
    ours.map((i) => shapeOf(before[i]!)),
    theirs.map((k) => shapeOf(after[k]!)),
  ];
  // One that stands in the place of one is that, however little is left of it.
  const least = n === 1 && m === 1 ? 0 : leastLikeness;
  const likeness = (i: number, k: number): number => {
    const like = likenessOf(shapes[i]!, newShapes[k]!);
    return like === undefined || like < least ? -1 : like + 0.01;
  };
  const width = m + 1;
  const best = new Float64Array((n + 1) * width);
  const pairs = new Float64Array(n * m);
  for (let i = n - 1; i >= 0; i--) {
    for (let k = m - 1; k >= 0; k--) {
      const like = likeness(i, k);
      pairs[i * m + k] = like;
      const without = Math.max(best[(i + 1) * width + k]!, best[i * width + k + 1]!);
      const withIt = like < 0 ? -1 : like + best[(i + 1) * width + k + 1]!;
      best[i * width + k] = Math.max(without, withIt);
    }
  }
  for (let [i, k] = [0, 0]; i < n && k < m;) {
    const like = pairs[i * m + k]!;
    const isPair = like >= 0 && best[i * width + k] === like + best[(i + 1) * width + k + 1]!;
    if (isPair) pair(ours[i++]!, theirs[k++]!);
    else if (best[i * width + k] === best[(i + 1) * width + k]) i++;
    else k++;
  }
}

/** What of a block is compared with others. */
interface Shape {
  readonly name: string;
  /** How often each word is in it. */
  readonly words: ReadonlyMap<string, number>;
  readonly count: number;
}

function shapeOf(block: BlockData): Shape {
  const words = new Map<string, number>();
  const all = wordsIn(block);
  for (const word of all) words.set(word, (words.get(word) ?? 0) + 1);
  return { name: block.name, words, count: all.length };
}

/** Of an object what its attributes say, and what is nested in it. */
function wordsIn({ name, attributes, runs, inners }: BlockData): string[] {
  const own =
    name === textBlockName
      ? runs.flatMap((run) => (run.type === "text" ? wordsOf(run.text) : [run.object.name]))
      : Object.entries(attributes)
          .filter(([key]) => !placeNames.includes(key))
          .map(keyOfValue);
  return [...own, ...inners.flatMap(wordsInside)];
}

function wordsInside(inner: InnerData): string[] {
  switch (inner.type) {
    case "cell":
      return inner.inners.flatMap(wordsInside);
    case "flow":
      return inner.blocks.flatMap(wordsIn);
    case "tooDeep":
      return [];
  }
}

/** The share of words that two have in common; undefined where one can never become the other. */
function likenessOf(one: Shape, other: Shape): number | undefined {
  if (one.name !== other.name) return undefined;
  if (one.count + other.count === 0) return 1;
  const [few, many] = one.words.size < other.words.size ? [one, other] : [other, one];
  let common = 0;
  for (const [word, count] of few.words) common += Math.min(count, many.words.get(word) ?? 0);
  return (2 * common) / (one.count + other.count);
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}
