/** What is done to the rows and columns of a table. Undefined is what cannot be done. */

import { newBlockId, type NewId } from "../../flow/id.ts";
import { heaviestRun } from "../../flow/longest-run.ts";
import type { LinePrefix } from "./axis.ts";
import { inOrder, lineIds, newLineId, type Table, type TableChange } from "./change.ts";
import { columnWidths } from "./grid.ts";
import type { TableAlign } from "./looks.ts";
import { spanName, spansOf, spanValue } from "./spans.ts";

/** Most rows, columns and places that a table is given by an editor. More of them are shown. */
export const madeLimits = { rows: 1_000, columns: 100, places: 20_000 };

/**
 * `count` new rows or columns before number `index`; the number behind the last is the end. Undefined
 * beyond {@link madeLimits}.
 */
export function insertLines(
  table: Table,
  prefix: LinePrefix,
  index: number,
  count = 1,
  newId: NewId = newBlockId,
): TableChange | undefined {
  const { rows, columns } = table;
  const isRow = prefix === "r:";
  const height = rows.lines.length + (isRow ? count : 0);
  const width = columns.lines.length + (isRow ? 0 : count);
  if (height > madeLimits.rows || width > madeLimits.columns) return undefined;
  if (height * width > madeLimits.places) return undefined;
  const ids = lineIds(table, prefix);
  const fresh = Array.from({ length: count }, () => newLineId(table, newId));
  return inOrder(table, prefix, ids.toSpliced(index, 0, ...fresh), new Set(ids));
}

/**
 * Deletes rows or columns, from one number up to another. What is in them stays stored, and so does
 * what others type in them meanwhile: it is there again when this is undone. Undefined if nothing
 * would be left: then it is the table that is to be deleted.
 */
export function deleteLines(
  table: Table,
  prefix: LinePrefix,
  from: number,
  to: number,
): TableChange | undefined {
  const gone = lineIds(table, prefix).slice(from, to);
  if (gone.length === 0 || gone.length === table.axis(prefix).lines.length) return undefined;
  return { table: Object.fromEntries(gone.map((id) => [`gone:${id}`, true])), cells: [] };
}

/**
 * Moves rows or columns, from one number up to another, to before number `index`. Those that a merged
 * cell holds together go together: they are part of the move, or `index` is beside them.
 */
export function moveLines(
  table: Table,
  prefix: LinePrefix,
  from: number,
  to: number,
  index: number,
): TableChange | undefined {
  const ids = lineIds(table, prefix);
  const [start, end] = wholeGroups(table, prefix, from, to);
  const target =
    index <= start
      ? wholeGroups(table, prefix, index, index)[0]
      : wholeGroups(table, prefix, index, index)[1];
  if (end <= start || (target >= start && target <= end)) return undefined;
  const moved = ids.slice(start, end);
  const others = ids.toSpliced(start, end - start);
  const place = target > start ? target - moved.length : target;
  return withSettledSpans(
    table,
    inOrder(table, prefix, others.toSpliced(place, 0, ...moved), new Set(others)),
  );
}

/** Puts rows into another order, of which the fewest are touched. `order` are numbers of rows. */
export function reorderRows(table: Table, order: readonly number[]): TableChange | undefined {
  const ids = lineIds(table, "r:");
  const kept = heaviestRun(order, () => 1);
  if (kept.size === order.length) return undefined;
  const wanted = order.map((i) => ids[i]!);
  const change = inOrder(table, "r:", wanted, new Set([...kept].map((i) => wanted[i]!)));
  return withSettledSpans(table, change);
}

/** How wide a column is; undefined for as wide as it comes. */
export function setColumnWidth(
  table: Table,
  column: number,
  width: number | undefined,
): TableChange | undefined {
  if (width === undefined) return setOfLine(table, "c:", column, "width", null);
  const { least, most } = columnWidths;
  const pixels = Math.round(Math.min(most, Math.max(least, width)));
  return setOfLine(table, "c:", column, "width", pixels);
}

/** How the text of a column stands. */
export function setColumnAlign(
  table: Table,
  column: number,
  align: TableAlign,
): TableChange | undefined {
  return setOfLine(table, "c:", column, "align", align === "" ? null : align);
}

/** The colour of a row or column; "" for none. */
export function setLineTint(
  table: Table,
  prefix: LinePrefix,
  index: number,
  tint: string,
): TableChange | undefined {
  return setOfLine(table, prefix, index, "tint", tint === "" ? null : tint);
}

/** Makes the first row, or the first column, one of headers, or no such any more. */
export function toggleHeader({ grid }: Table, prefix: LinePrefix): TableChange {
  const name = prefix === "r:" ? "headerRow" : "headerColumn";
  const isSet = prefix === "r:" ? grid.hasHeaderRow : grid.hasHeaderColumn;
  return { table: { [name]: isSet ? null : true }, cells: [] };
}

function setOfLine(
  table: Table,
  prefix: LinePrefix,
  index: number,
  name: string,
  value: unknown,
): TableChange | undefined {
  const line = table.axis(prefix).lines[index];
  return line && { table: { [`${name}:${line.id}`]: value }, cells: [] };
}

/** The same lines, with all that merged cells hold together with them. */
function wholeGroups(
  { grid }: Table,
  prefix: LinePrefix,
  from: number,
  to: number,
): [start: number, end: number] {
  let [start, end] = [from, to];
  const spans = grid.places
    .flat()
    .map((place) =>
      prefix === "r:" ? [place.row, place.rowSpan] : [place.column, place.columnSpan],
    ) as [number, number][];
  for (let isGrowing = true; isGrowing;) {
    isGrowing = false;
    for (const [first, length] of spans) {
      const last = first + length;
      const isCut = (first < start && last > start) || (first < end && last > end);
      if (!isCut) continue;
      start = Math.min(start, first);
      end = Math.max(end, last);
      isGrowing = true;
    }
  }
  return [start, end];
}

/**
 * Says of merged cells what is seen of them, before rows or columns go elsewhere. One that reaches to what
 * was deleted ends with the last before it, or it would reach to wherever that would be then; and one that
 * another covers is none, or it could come out from under that.
 */
function withSettledSpans(
  { attributes, rows, columns }: Table,
  { table, cells }: TableChange,
): TableChange {
  const settled: Record<string, string | null> = {};
  const { shown, covered } = spansOf(attributes, rows, columns);
  for (const { from } of covered) settled[spanName(...from)] = null;
  for (const { from, to, span } of shown) {
    const row = rows.gone.has(to[0]) ? rows.lines[span.bottom]!.id : to[0];
    const column = columns.gone.has(to[1]) ? columns.lines[span.right]!.id : to[1];
    const value = spanValue(row, column);
    if (value !== spanValue(...to)) settled[spanName(...from)] = value;
  }
  return { table: { ...table, ...settled }, cells };
}
