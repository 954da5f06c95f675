/**
 * Which block after a change is which block before it.
 *
 * A paired block keeps its Yjs object, and with it whatever somebody else is typing in it at this
 * moment; an unpaired one is deleted, or created as a copy. So the pairing decides what a split, a
 * join or a move can cost others: the object stays with the part in which another person's caret
 * is, or else with the larger part.
 */

import { isPlaceholder } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import { keptWithin, type KeptRun } from "./kept-runs.ts";

/** A block and the position before it in its document. */
export interface PlacedBlock {
  readonly node: Node;
  readonly from: number;
}

/** Outweighs any amount of text. */
const caretWeight = 1e9;

/**
 * For each block of `after`, the index of the block of `before` that it is, or -1 for a new one.
 * Pairs never cross. `caretsOf` gives positions in the old document where others are working.
 */
export function pairBlocks(
  before: readonly PlacedBlock[],
  after: readonly PlacedBlock[],
  kept: readonly KeptRun[],
  caretsOf: () => readonly number[],
): number[] {
  if (before.length === 1 && after.length === 1 && canBeSame(before[0]!.node, after[0]!.node)) {
    return [0];
  }
  const carets = caretsOf();
  const moved = pairMoved(before, after, carets);
  if (moved !== undefined) return moved;
  const pairs = after.map(() => -1);
  const taken = new Set<number>();
  const overlaps = overlapsOf(before, after, kept, carets).toSorted((a, b) => b.weight - a.weight);
  for (const { old, fresh } of overlaps) {
    if (pairs[fresh] !== -1 || taken.has(old)) continue;
    if (!canBeSame(before[old]!.node, after[fresh]!.node)) continue;
    pairs[fresh] = old;
    taken.add(old);
  }
  pairRest(before, after, pairs);
  return pairs;
}

/** Some of the blocks went past the others, which is what moving blocks is: keeps the weightier. */
function pairMoved(
  before: readonly PlacedBlock[],
  after: readonly PlacedBlock[],
  carets: readonly number[],
): number[] | undefined {
  const count = before.length;
  const first = before.findIndex((block) => block.node === after[0]?.node);
  if (count !== after.length || first < 1) return undefined;
  if (after.some((block, i) => block.node !== before[(first + i) % count]!.node)) return undefined;
  const keepsEarlier = weigh(before.slice(0, first), carets) > weigh(before.slice(first), carets);
  return after.map((_, i) => (i < count - first === keepsEarlier ? -1 : (first + i) % count));
}

function weigh(blocks: readonly PlacedBlock[], carets: readonly number[]): number {
  const from = blocks[0]!.from;
  const size = blocks.reduce((sum, { node }) => sum + node.nodeSize, 0);
  const busy = carets.filter((at) => at > from && at < from + size).length;
  // What cannot be shown cannot always be copied whole, either.
  const placeholders = blocks.filter(({ node }) => isPlaceholder(node)).length;
  return (busy + placeholders) * caretWeight + size;
}

interface Overlap {
  readonly old: number;
  readonly fresh: number;
  weight: number;
}

/** How much of each old block is in each new one; both numbers only ever grow along the list. */
function overlapsOf(
  before: readonly PlacedBlock[],
  after: readonly PlacedBlock[],
  kept: readonly KeptRun[],
  carets: readonly number[],
): Overlap[] {
  const overlaps: Overlap[] = [];
  let old = 0;
  let fresh = 0;
  for (const run of clip(before, after, kept)) {
    for (let done = 0; done < run.length;) {
      const from = run.from + done;
      const to = run.to + done;
      while (endOf(before[old]!) <= from) old++;
      while (endOf(after[fresh]!) <= to) fresh++;
      const length = Math.min(
        run.length - done,
        endOf(before[old]!) - from,
        endOf(after[fresh]!) - to,
      );
      const busy = carets.some((at) => at >= from && at <= from + length);
      const weight = busy ? caretWeight + length : length;
      const last = overlaps.at(-1);
      if (last?.old === old && last.fresh === fresh) last.weight += weight;
      else overlaps.push({ old, fresh, weight });
      done += length;
    }
  }
  return overlaps;
}

function clip(
  before: readonly PlacedBlock[],
  after: readonly PlacedBlock[],
  kept: readonly KeptRun[],
): KeptRun[] {
  if (before.length === 0 || after.length === 0) return [];
  const from = before[0]!.from;
  const to = after[0]!.from;
  return keptWithin(kept, from, endOf(before.at(-1)!) - from, to, endOf(after.at(-1)!) - to);
}

/** Text blocks can turn into each other, as attributes and text; anything else is what it is. */
function canBeSame(before: Node, after: Node): boolean {
  return before.type === after.type && (before.isTextblock || before.eq(after));
}

function endOf(block: PlacedBlock): number {
  return block.from + block.node.nodeSize;
}

/** Blocks of which nothing was kept are still the same block when they stand in the same place. */
function pairRest(
  before: readonly PlacedBlock[],
  after: readonly PlacedBlock[],
  pairs: number[],
): void {
  let next = 0;
  let ahead = 0;
  for (let fresh = 0; fresh < after.length; fresh++) {
    if (pairs[fresh] !== -1) {
      next = pairs[fresh]! + 1;
      continue;
    }
    while (ahead < after.length && (ahead < fresh || pairs[ahead] === -1)) ahead++;
    const limit = pairs[ahead] ?? before.length;
    if (next < limit && canBeSame(before[next]!.node, after[fresh]!.node)) {
      pairs[fresh] = next++;
    }
  }
}
