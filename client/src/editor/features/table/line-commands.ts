/** Commands for rows and columns. */

import {
  deleteLines,
  insertLines,
  moveLines,
  setColumnAlign,
  setColumnWidth,
  setLineTint,
  sortRows,
  tintCells,
  toggleHeader,
  type Span,
  type TableAlign,
  type TableChange,
} from "@coscribe/shared/schema";
import { TextSelection, type Command } from "prosemirror-state";
import type { TableOnScreen } from "../../table-on-screen.ts";
import { onSelectedCells, selectedCells, type SelectedOperation } from "./operate.ts";

/** Rows or columns. */
export type LineKind = "row" | "column";

/** Inserts as many rows or columns as are selected, before the first or behind the last of them. */
export function insertBeside(kind: LineKind, side: "before" | "after"): Command {
  return onSelectedCells(({ span }) => {
    const [first, end] = rangeOf(kind, span);
    const index = side === "before" ? first : end;
    return {
      operation: (table, newId) => insertLines(table, prefixOf(kind), index, end - first, newId),
      caret: kind === "row" ? [index, span.left] : [span.top, index],
    };
  });
}

/** Deletes the selected rows or columns; the table, if those are all. */
export function deleteSelected(kind: LineKind): Command {
  return (state, dispatch, view) => {
    const selected = selectedCells(state);
    if (selected === undefined) return false;
    const [first, end] = rangeOf(kind, selected.span);
    if (end - first === countOf(kind, selected.table)) return deleteTable(state, dispatch, view);
    const next = Math.max(0, Math.min(first, countOf(kind, selected.table) - (end - first) - 1));
    const { left, top } = selected.span;
    return onSelectedCells(() => ({
      operation: (table) => deleteLines(table, prefixOf(kind), first, end),
      caret: kind === "row" ? [next, left] : [top, next],
    }))(state, dispatch, view);
  };
}

/** Moves the selected rows or columns by one, with all that merged cells hold together with them. */
export function moveSelected(kind: LineKind, direction: "back" | "on"): Command {
  return onSelectedCells(({ span, table }) => {
    const [first, end] = rangeOf(kind, span);
    const target = direction === "back" ? first - 1 : end + 1;
    if (target < 0 || target > countOf(kind, table)) return undefined;
    return moveTo(kind, span, target);
  });
}

/** Moves rows or columns to before number `target`; they are selected then. */
export function moveTo(kind: LineKind, span: Span, target: number): SelectedOperation {
  const [first, end] = rangeOf(kind, span);
  const shift = target > first ? target - end : target - first;
  const select =
    kind === "row"
      ? { ...span, top: span.top + shift, bottom: span.bottom + shift }
      : { ...span, left: span.left + shift, right: span.right + shift };
  return {
    operation: (table) => moveLines(table, prefixOf(kind), first, end, target),
    ...(span.top === span.bottom && span.left === span.right
      ? { caret: [select.top, select.left] as const }
      : { select }),
  };
}

/** Takes the table out of the document. */
export const deleteTable: Command = (state, dispatch) => {
  const { table } = selectedCells(state) ?? {};
  if (table === undefined) return false;
  const { tr } = state;
  tr.delete(table.pos, table.pos + table.node.nodeSize);
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(table.pos), -1)).scrollIntoView());
  return true;
};

/** Makes the first row, or column, one of headers, or none any more. */
export function toggleHeaders(kind: LineKind): Command {
  return onSelectedCells(() => ({ operation: (table) => toggleHeader(table, prefixOf(kind)) }));
}

/** How the text of the selected columns stands. */
export function alignColumns(align: TableAlign): Command {
  return onSelectedCells(({ span }) => ({
    operation: (table) => {
      return manyOf(span.left, span.right, (column) => setColumnAlign(table, column, align));
    },
  }));
}

/** How wide a column is, in CSS pixels; undefined for as wide as it comes. */
export function widenColumn(column: number, width: number | undefined): Command {
  return onSelectedCells(() => ({ operation: (table) => setColumnWidth(table, column, width) }));
}

/** The colour behind the selected rows or columns; "" for none. */
export function tintLines(kind: LineKind, tint: string): Command {
  return onSelectedCells(({ span }) => {
    const [first, end] = rangeOf(kind, span);
    return {
      operation: (table) => {
        return manyOf(first, end - 1, (index) => setLineTint(table, prefixOf(kind), index, tint));
      },
    };
  });
}

/** The colour behind the selected cells; "" for that of their row or column. */
export function tintSelected(tint: string): Command {
  return onSelectedCells(({ span }) => ({ operation: (table) => tintCells(table, span, tint) }));
}

/** Sorts the rows by the first selected column. */
export function sortBy(direction: "up" | "down", locale?: string): Command {
  return onSelectedCells(({ table, span }) => {
    const texts = new Map(
      table.grid.places.map((places, row) => {
        const place = places.find(({ column }) => column === span.left);
        const text = place === undefined ? "" : table.placeNode(place).node.textContent;
        return [table.grid.rows[row]!.id, text];
      }),
    );
    return {
      operation: (now) => {
        return sortRows(
          now,
          now.grid.rows.map(({ id }) => texts.get(id) ?? ""),
          direction,
          locale,
        );
      },
    };
  });
}

/** What the attributes of rows or columns begin with. */
export function prefixOf(kind: LineKind): "r:" | "c:" {
  return kind === "row" ? "r:" : "c:";
}

function rangeOf(kind: LineKind, { top, left, bottom, right }: Span): [first: number, end: number] {
  return kind === "row" ? [top, bottom + 1] : [left, right + 1];
}

function countOf(kind: LineKind, { grid }: TableOnScreen): number {
  return kind === "row" ? grid.rows.length : grid.columns.length;
}

/** The same change to several rows or columns. */
function manyOf(
  first: number,
  last: number,
  changeOf: (index: number) => TableChange | undefined,
): TableChange {
  const table: Record<string, unknown> = {};
  for (let index = first; index <= last; index++) Object.assign(table, changeOf(index)?.table);
  return { table, cells: [] };
}
