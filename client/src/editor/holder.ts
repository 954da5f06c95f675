/** What holds blocks, one below the other: the document, and each cell of a table. */

import type { Node, ResolvedPos } from "prosemirror-model";

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
