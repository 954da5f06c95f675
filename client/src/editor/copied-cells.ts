/** What is copied of the cells of a table. */

import {
  blocksFromNodes,
  newTable,
  nodesFromBlocks,
  type NewPlace,
  type Span,
} from "@coscribe/shared/schema";
import { Fragment, type Node } from "prosemirror-model";
import type { BarePlace, TableOnScreen } from "./table-on-screen.ts";

/** A table of these places, which fill a rectangle; of a single one what is in it. */
export function copiedCells(
  table: TableOnScreen,
  { top, left, bottom, right }: Span,
  places: readonly BarePlace[],
): Node[] | undefined {
  const [only] = places;
  if (only === undefined) return undefined;
  const inside = (place: BarePlace): Fragment => {
    const cells = table.placeNode(place).node.children;
    return cells.reduce((all, cell) => all.append(cell.content), Fragment.empty);
  };
  if (places.length === 1) return [...inside(only).content];
  const { columns, hasHeaderRow, hasHeaderColumn } = table.table.grid;
  const selected = columns.slice(left, right + 1);
  const copied = newTable({
    rows: bottom - top + 1,
    columns: selected.length,
    places: places.map((place): NewPlace => {
      const { row, column, rowSpan, columnSpan } = place;
      const blocks = blocksFromNodes(inside(place));
      return { row: row - top, column: column - left, rowSpan, columnSpan, blocks };
    }),
    hasHeaderRow: hasHeaderRow && top === 0 && bottom > 0,
    hasHeaderColumn: hasHeaderColumn && left === 0 && right > 0,
    widths: selected.map(({ width }) => width),
    aligns: selected.map(({ align }) => align),
  });
  return nodesFromBlocks(table.node.type.schema, [copied]);
}
