/** What lies between two positions, as a person sees it. */

import { blockAt, offsetIn, type Position } from "./position.ts";
import type { Block, Flow } from "./reading.ts";

/** A block, and the offsets in it between which it belongs to a range. */
export interface BlockRange {
  readonly block: Block;
  readonly begin: number;
  readonly end: number;
}

/** The blocks from one position to the other, in order. Throws if that comes before. */
export function rangeOf(flow: Flow, from: Position, to: Position): BlockRange[] {
  const first = flow.blocks.indexOf(blockAt(flow, from.block));
  const last = flow.blocks.indexOf(blockAt(flow, to.block));
  const begin = offsetIn(flow.blocks[first]!, from.offset);
  const end = offsetIn(flow.blocks[last]!, to.offset);
  if (last < first || (last === first && end < begin)) {
    throw new RangeError("a range ends before it begins");
  }
  return flow.blocks.slice(first, last + 1).map((block, i) => ({
    block,
    begin: i === 0 ? begin : 0,
    end: i === last - first ? end : block.length,
  }));
}
