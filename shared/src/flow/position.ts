/**
 * Positions: a letter of a block as a person sees it, and the flat index at which Yjs has it.
 */

import type { Block, Entry, Flow, Run, Segment } from "./reading.ts";
import { lengthOf, textBlockName } from "./segment.ts";
import type { Values } from "./values.ts";

/** A place in a text block, before the letter at `offset`; at its end after the last. */
export interface Position {
  /** The id of the block. */
  readonly block: string;
  /** In UTF-16 units; an object counts as one. */
  readonly offset: number;
}

/** Where a position is in the text. */
export interface Place {
  readonly block: Block;
  readonly piece: Entry;
  /** Counted from the beginning of the piece's segment. */
  readonly at: number;
  /** What text inserted here takes on of itself, where that is known. */
  readonly formats: Values | undefined;
}

/** The block with this id. A caller's mistake throws: there is none. */
export function blockAt(flow: Flow, id: string): Block {
  const block = flow.blocks.find((one) => one.id === id);
  if (block === undefined) throw new RangeError(`there is no block ${JSON.stringify(id)}`);
  return block;
}

/** Few blocks are looked for one by one; for more a table of all is made first. */
const fewBlocks = 8;

/** Finds `count` blocks by their ids: see {@link blockAt}. */
export function blockFinder(flow: Flow, count: number): (id: string) => Block {
  if (count <= fewBlocks) return (id) => blockAt(flow, id);
  const byId = new Map(flow.blocks.map((block) => [block.id, block]));
  return (id) => byId.get(id) ?? blockAt(flow, id);
}

/** The text block with this id. A caller's mistake throws: there is none, or it is an object. */
export function textBlockAt(flow: Flow, id: string): Block {
  const block = blockAt(flow, id);
  if (block.name !== textBlockName) throw new RangeError(`the block ${id} is a ${block.name}`);
  return block;
}

/**
 * Where `position` is, after the letter before it; at the beginning of a block behind its marker.
 * A position within a letter of two units is before it, so that no letter is ever cut in two.
 */
export function placeOf(flow: Flow, position: Position): Place {
  const block = textBlockAt(flow, position.block);
  let left = offsetIn(block, position.offset);
  for (const piece of block.pieces) {
    if (left === 0) return beginningOf(block, piece);
    for (const chunk of piece.segment.chunks) {
      const length = lengthOf(chunk);
      if (left <= length) return { block, piece, at: chunk.at + left, formats: chunk.formats };
      left -= length;
    }
  }
  throw new RangeError(`the block ${block.id} is shorter than it says`);
}

/** `offset` if there is such a one in `block`; not within a letter of two units, but before it. */
export function offsetIn(block: Block, offset: number): number {
  if (!Number.isInteger(offset) || offset < 0 || offset > block.length) {
    throw new RangeError(`there is no offset ${offset} in a block of ${block.length}`);
  }
  let left = offset;
  for (const run of block.runs) {
    const length = lengthOf(run);
    if (left < length) return isWithinLetter(run, left) ? offset - 1 : offset;
    left -= length;
  }
  return offset;
}

/** The flat index of `position` in the text. */
export function indexOf(flow: Flow, position: Position): number {
  const { piece, at } = placeOf(flow, position);
  return startOf(flow, piece.segment) + at;
}

/** The position at a flat index, or the nearest to it; undefined if there is no text block. */
export function positionAt(flow: Flow, index: number): Position | undefined {
  let left = index;
  for (const segment of flow.segments) {
    // What is between two segments is the end of the first, where text would be inserted.
    if (left <= segment.size) return nearestTo(flow, segment, left);
    left -= segment.size;
  }
  throw new RangeError(`there is no index ${index} in the text`);
}

/**
 * The position that is so far from the beginning of `segment`. If that is in no text, the end of
 * the text block before it, or else the beginning of that after it.
 */
export function nearestTo(flow: Flow, segment: Segment, at: number): Position | undefined {
  const own = ownerOf(flow, segment);
  if (own !== undefined) return { block: own.id, offset: offsetOf(own, segment, at) };
  const place = flow.segments.indexOf(segment);
  for (const before of flow.segments.slice(0, place).toReversed()) {
    const block = ownerOf(flow, before);
    if (block !== undefined)
      return { block: block.id, offset: offsetOf(block, before, before.size) };
  }
  for (const after of flow.segments.slice(place)) {
    const block = ownerOf(flow, after);
    if (block !== undefined) return { block: block.id, offset: offsetOf(block, after, 0) };
  }
  return undefined;
}

/** The text block that shows what is in `segment`. */
function ownerOf({ blocks, segments, isSimple }: Flow, segment: Segment): Block | undefined {
  if (isSimple) {
    const block = blocks[segments.indexOf(segment) - 1];
    return block?.name === textBlockName ? block : undefined;
  }
  return blocks.find(({ name, pieces }) => {
    return name === textBlockName && pieces.some((piece) => piece.segment === segment);
  });
}

/** The offset in `block` of a place in one of its segments. */
function offsetOf(block: Block, segment: Segment, at: number): number {
  let offset = 0;
  for (const piece of block.pieces) {
    const isHere = piece.segment === segment;
    for (const chunk of piece.segment.chunks) {
      const length = lengthOf(chunk);
      offset += isHere ? Math.min(length, Math.max(0, at - chunk.at)) : length;
    }
    if (isHere) break;
  }
  return offset;
}

/** The flat index at which `segment` begins. */
export function startOf(flow: Flow, segment: Segment): number {
  let start = 0;
  for (const other of flow.segments) {
    if (other === segment) return start;
    start += other.size;
  }
  throw new RangeError("the segment is of another reading");
}

/** The flat index at which each segment begins, for those who need many. */
export function startsOf(flow: Flow): ReadonlyMap<Segment, number> {
  const starts = new Map<Segment, number>();
  let start = 0;
  for (const segment of flow.segments) {
    starts.set(segment, start);
    start += segment.size;
  }
  return starts;
}

/** A stretch of what a block shows that lies together in the text. */
export interface Stretch {
  readonly piece: Entry;
  /** Counted from the beginning of the piece's segment. */
  readonly at: number;
  readonly length: number;
}

/** The stretches of a block between two offsets in it. */
export function stretchesOf(block: Block, from: number, to: number): Stretch[] {
  const stretches: Stretch[] = [];
  let offset = 0;
  for (const piece of block.pieces) {
    for (const chunk of piece.segment.chunks) {
      const length = lengthOf(chunk);
      const skip = Math.max(0, from - offset);
      const size = Math.min(length, to - offset) - skip;
      if (size > 0) stretches.push({ piece, at: chunk.at + skip, length: size });
      offset += length;
    }
  }
  return stretches;
}

/** Behind the marker; in text that no marker begins, before its first letter. */
function beginningOf(block: Block, piece: Entry): Place {
  const { segment } = piece;
  if (block.isLoose) return { block, piece, at: segment.chunks[0]?.at ?? 0, formats: undefined };
  return { block, piece, at: 1, formats: segment.formatsBefore };
}

function isWithinLetter(run: Run, offset: number): boolean {
  if (run.type !== "text" || offset === 0) return false;
  return isHigh(run.text.charCodeAt(offset - 1)) && isLow(run.text.charCodeAt(offset));
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
