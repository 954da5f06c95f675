/** Tables of cells that say no place, as documents had them before there were rows and columns. */

import { documentSchema } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";

/** The cells of a table, row by row. */
export function cellsIn(table: Node): Node[] {
  const cells: Node[] = [];
  table.descendants((node) => {
    if (node.type.name === "cell") cells.push(node);
    return !["cell", "textblock"].includes(node.type.name);
  });
  return cells;
}

/** A table with these cells, each of which is a row. */
export function oldTable(...cells: readonly Node[]): Node {
  const { table, row, place } = documentSchema.nodes;
  const rows = cells.map((cell) => row!.create(null, place!.create(null, cell)));
  return table!.create(null, rows);
}
