/** Merging and splitting cells: one attribute, and no text goes anywhere. */

import type { CellChange, Table, TableChange } from "./change.ts";
import { overlap, type Span } from "./spans.ts";
import type { Grid, TablePlace } from "./grid.ts";

/** The places that a rectangle touches, and the rectangle that these fill. */
export function placesWithin(
  grid: Grid,
  span: Span,
): { readonly span: Span; readonly places: readonly TablePlace[] } {
  const all = grid.places.flat();
  let around = span;
  for (;;) {
    const places = all.filter((place) => overlap(spanOfPlace(place), around));
    const next = places.map(spanOfPlace).reduce(joined, around);
    if (isSame(next, around)) return { span: around, places };
    around = next;
  }
}

/** The rectangle that a place takes. */
export function spanOfPlace({ row, column, rowSpan, columnSpan }: TablePlace): Span {
  return { top: row, left: column, bottom: row + rowSpan - 1, right: column + columnSpan - 1 };
}

/** Makes one cell of a rectangle of them. Undefined if it is one already. */
export function mergeCells(table: Table, wanted: Span): TableChange | undefined {
  const { span, places } = placesWithin(table.grid, wanted);
  if (places.length < 2) return undefined;
  const { rows, columns } = table.grid;
  const [row, column] = [rows[span.top]!.id, columns[span.left]!.id];
  const to = `${rows[span.bottom]!.id} ${columns[span.right]!.id}`;
  const others = places
    .flatMap((place) => splitOf(table, place))
    .filter((change) => {
      return change.row !== row || change.column !== column;
    });
  return { table: {}, cells: [...others, { row, column, attributes: { to } }] };
}

/** Takes merged cells in a rectangle apart again. Undefined if there is none. */
export function splitCells(table: Table, span: Span): TableChange | undefined {
  const cells = placesWithin(table.grid, span).places.flatMap((place) => splitOf(table, place));
  return cells.length === 0 ? undefined : { table: {}, cells };
}

/** Gives all places of a rectangle a colour; "" for none. */
export function tintCells(table: Table, span: Span, tint: string): TableChange {
  const { rows, columns } = table.grid;
  const cells = placesWithin(table.grid, span).places.flatMap((place): CellChange[] => {
    if (tint === "" && place.cells.every(({ attributes }) => attributes["tint"] === undefined))
      return [];
    const { row = rows[place.row]!.id, column = columns[place.column]!.id } = place.cells[0] ?? {};
    return [{ row, column, attributes: { tint: tint === "" ? null : tint } }];
  });
  return { table: {}, cells };
}

/** What makes a merged place single ones: whichever of its cells say that it is merged say so no more. */
function splitOf({ grid, cells }: Table, place: TablePlace): CellChange[] {
  if (place.rowSpan === 1 && place.columnSpan === 1) return [];
  const { top, left, bottom, right } = spanOfPlace(place);
  const rows = new Set(grid.rows.slice(top, bottom + 1).map(({ id }) => id));
  const columns = new Set(grid.columns.slice(left, right + 1).map(({ id }) => id));
  return cells
    .filter(({ row, column, attributes }) => {
      return rows.has(row) && columns.has(column) && attributes["to"] !== undefined;
    })
    .map(({ row, column }) => ({ row, column, attributes: { to: null } }));
}

function joined(one: Span, other: Span): Span {
  return {
    top: Math.min(one.top, other.top),
    left: Math.min(one.left, other.left),
    bottom: Math.max(one.bottom, other.bottom),
    right: Math.max(one.right, other.right),
  };
}

function isSame(one: Span, other: Span): boolean {
  return (
    one.top === other.top &&
    one.left === other.left &&
    one.bottom === other.bottom &&
    one.right === other.right
  );
}
