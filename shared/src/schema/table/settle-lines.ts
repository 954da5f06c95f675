/** Rows and columns that only cells name, before these become empty. */

import { inOrder, lineIds, type Table, type TableChange } from "./change.ts";

/**
 * Says of the rows and columns that only cells name where they are, so that they stay when these become
 * empty. Undefined where there are none; those of old tables, whose cells say no place, stay as they are.
 */
export function settleLines(table: Table): TableChange | undefined {
  const lines = [...table.rows.lines, ...table.columns.lines];
  const isNamed = table.cells.some(({ isPlaced }) => isPlaced);
  if (!isNamed || lines.every(({ key }) => key !== undefined)) return undefined;
  const ids = lineIds(table, "r:");
  return inOrder(table, "r:", ids, new Set(ids));
}
