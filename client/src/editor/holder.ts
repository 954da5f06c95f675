/** What holds blocks, one below the other: the document, and each cell of a table. */

import type { Node, ResolvedPos } from "prosemirror-model";

/** How many nodes deeper a cell lies than its table: rows and places are between. */
export const cellDepth = 3;

/** Whether `node` is a part of a table, which no block can lie in directly but in a cell. */
export function isTablePart(node: Node): boolean {
  return ["row", "place", "cell"].includes(node.type.name);
}

/** Whether `node` is a cell of a table. */
export function isCell(node: Node): boolean {
  return node.type.name === "cell";
}

/** The depth of the innermost holder around `$pos` that reaches to `to` as well; 0 is the document. */
export function holderDepth($pos: ResolvedPos, to: number = $pos.pos): number {
  let depth = $pos.sharedDepth(to);
  while (depth > 0 && !isCell($pos.node(depth))) depth--;
  return depth;
}
