/** Dividers: lines across the page, which hold nothing. */

import type { BlockData } from "../flow/data.ts";

/** Whether a block is a divider. One with something in it is no divider that could be shown. */
export function isDivider({ name, inners }: Pick<BlockData, "name" | "inners">): boolean {
  return name === "divider" && inners.length === 0;
}
