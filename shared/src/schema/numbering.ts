/**
 * The numbers of numbered lines.
 *
 * A line counts on from the numbered line before it at the same indentation, whatever lies deeper
 * between the two. Any other block at the same indentation or less ends the count.
 */

import { textblockAttrs, type WithAttrs } from "./textblock.ts";

/**
 * For each of `blocks` the ordinal of a numbered line, from 1, and undefined for everything else.
 * Linear in the number of blocks.
 */
export function numbering(blocks: readonly WithAttrs[]): (number | undefined)[] {
  /** The last ordinal at each indentation where counting goes on. */
  const counts: (number | undefined)[] = [];
  return blocks.map((block) => {
    const { kind, indent } = textblockAttrs(block);
    const ordinal = kind === "numbered" ? (counts[indent] ?? 0) + 1 : undefined;
    counts.length = Math.min(counts.length, indent);
    if (ordinal !== undefined) counts[indent] = ordinal;
    return ordinal;
  });
}
