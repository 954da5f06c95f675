/** Writes operations on a table into a document, for programs without an editor. */

import { addCell } from "../../flow/cell.ts";
import { newBlockId, type NewId } from "../../flow/id.ts";
import { blockAt } from "../../flow/position.ts";
import type { Block, Cell, Flow } from "../../flow/reading.ts";
import { setAttributes, setValues } from "../../flow/set.ts";
import type { Values } from "../../flow/values.ts";
import { write } from "../../flow/write.ts";
import { cellsOf } from "./cells.ts";
import type { TableChange } from "./change.ts";

/**
 * Writes a change into the table that is the block `id` of `flow`, as it was read last, all in one
 * transaction. Throws if there is no such block.
 */
export function writeTableChange(
  flow: Flow,
  id: string,
  { table, cells }: TableChange,
  newId: NewId = newBlockId,
): void {
  write(flow, () => {
    for (const { row, column, attributes } of cells) {
      setCellValues(flow, blockAt(flow, id), row, column, attributes);
    }
    setAttributes(flow, id, table, newId);
  });
}

/** The elements of the cells that belong into a place, in the order in which they are stored. */
export function cellElementsIn(block: Block, row: string, column: string): Cell["element"][] {
  return (cellsOf(block) ?? []).flatMap((cell) => {
    if (cell.row !== row || cell.column !== column) return [];
    const inner = block.inners[cell.index];
    return inner?.type === "cell" ? [inner.element] : [];
  });
}

/** Sets attributes of the first cell in a place, which is made if there is none; null is taken from all. */
function setCellValues(
  flow: Flow,
  block: Block,
  row: string,
  column: string,
  attributes: Values,
): void {
  const elements = cellElementsIn(block, row, column);
  const isSet = Object.values(attributes).some((value) => value !== null);
  const first = elements[0] ?? (isSet ? makeCell(flow, block.id, row, column) : undefined);
  if (first === undefined) return;
  setValues(first, attributes);
  const gone = Object.entries(attributes).filter(([, value]) => value === null);
  for (const other of elements.slice(1)) setValues(other, Object.fromEntries(gone));
}

/** Makes the cell of a place that has none. */
export function makeCell(flow: Flow, table: string, row: string, column: string): Cell["element"] {
  return addCell(flow, table, "cell", { row, col: column });
}
