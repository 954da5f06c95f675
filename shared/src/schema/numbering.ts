/**
 * The numbers of numbered lines.
 *
 * A line counts on from the numbered line before it at the same indentation, whatever lies deeper
 * between the two, or begins at the number that it says. Any other block at the same indentation or
 * less ends the count, and so does the edge of a frame.
 */

import type { BlockData } from "../flow/data.ts";
import { withValue } from "../flow/values.ts";
import { textblockAttrs, type TextblockAttrs, type WithAttrs } from "./textblock.ts";

/**
 * For each of `blocks` the number of a numbered line, and undefined for everything else. Linear in
 * the number of blocks.
 */
export function numbering(blocks: readonly WithAttrs[]): (number | undefined)[] {
  const count = counter();
  return blocks.map((block) => {
    const attrs = textblockAttrs(block);
    return count(attrs, attrs.start).number;
  });
}

/** `blocks` without the numbers that lines would have without saying so. */
export function withoutNeedlessStarts(blocks: readonly BlockData[]): BlockData[] {
  const count = counter();
  return blocks.map((block) => {
    const attrs = textblockAttrs({ attrs: block.attributes });
    const { natural, number } = count(attrs, attrs.start);
    if (attrs.start === null || number !== natural) return block;
    return { ...block, attributes: withValue(block.attributes, "start", null) };
  });
}

/** What a line is numbered, and what it would be if it said nothing. */
interface Count {
  readonly natural: number | undefined;
  readonly number: number | undefined;
}

/** Counts blocks that follow each other. */
function counter(): (attrs: TextblockAttrs, start: number | null) => Count {
  /** The last number at each indentation where counting goes on. */
  const counts: (number | undefined)[] = [];
  let around = "";
  return ({ kind, indent, frame }, start) => {
    if (frame !== around) counts.length = 0;
    around = frame;
    const natural = kind === "numbered" ? (counts[indent] ?? 0) + 1 : undefined;
    const number = natural === undefined ? undefined : (start ?? natural);
    counts.length = Math.min(counts.length, indent);
    if (number !== undefined) counts[indent] = number;
    return { natural, number };
  };
}
