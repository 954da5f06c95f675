/** What is copied within a cell of a table comes with the table around it, of which it is no part. */

import { Slice } from "prosemirror-model";
import { cellDepth } from "../holder.ts";

/** What was selected within one cell is its blocks, and not a table around them. */
export function outOfTables(slice: Slice): Slice {
  let { content, openStart, openEnd } = slice;
  if (content.firstChild?.type.name !== "table") return slice;
  for (let i = 0; i <= cellDepth; i++) {
    if (content.childCount !== 1 || openStart < 1 || openEnd < 1) return slice;
    ({ content } = content.firstChild!);
    openStart--;
    openEnd--;
  }
  return outOfTables(new Slice(content, openStart, openEnd));
}
