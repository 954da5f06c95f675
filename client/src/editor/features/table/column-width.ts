/**
 * The widths of columns. Until one is set, all are as wide as they come; then they are what they
 * were on the screen, so that only the one that is changed changes.
 */

import { columnWidths, type TableChange } from "@coscribe/shared/schema";
import type { Command } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { TableOperation } from "../../binding/table-operation.ts";
import { operate, selectedCells, type SelectedCells } from "./operate.ts";
import { widthsOnScreen } from "./table-geometry.ts";

/** How much wider a column becomes by a key, in CSS pixels. */
export const widthStep = 16;

/** Makes the first selected column wider or narrower by a step; 0 lets all come as they do. */
export function stepWidth(step: 1 | 0 | -1): Command {
  return (state, dispatch, view) => {
    const selected = selectedCells(state);
    if (selected === undefined || view === undefined) return false;
    const operation = step === 0 ? asTheyCome : stepped(selected, view, step);
    return operation !== undefined && operate(selected.table, { operation }, state, dispatch, view);
  };
}

/** Sets the widths of columns, by their ids. */
export function widthsChange(widths: ReadonlyMap<string, number>): TableChange {
  const clamped = [...widths].map(([id, width]) => {
    const { least, most } = columnWidths;
    return [`width:${id}`, Math.round(Math.min(most, Math.max(least, width)))] as const;
  });
  return { table: Object.fromEntries(clamped), cells: [] };
}

const asTheyCome: TableOperation = ({ grid }) => {
  const set = grid.columns.filter(({ width }) => width !== undefined);
  if (set.length === 0) return undefined;
  return { table: Object.fromEntries(set.map(({ id }) => [`width:${id}`, null])), cells: [] };
};

function stepped(
  { table, span }: SelectedCells,
  view: EditorView,
  step: 1 | -1,
): TableOperation | undefined {
  const widths = widthsOnScreen(view, table);
  const column = table.grid.columns[span.left];
  const width = column && widths?.get(column.id);
  if (widths === undefined || column === undefined || width === undefined) return undefined;
  return () => widthsChange(new Map([...widths, [column.id, width + step * widthStep]]));
}
