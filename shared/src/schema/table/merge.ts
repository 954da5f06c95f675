/** Merging and splitting cells: one attribute, and no text goes anywhere. */

import type { CellChange, Table, TableChange } from "./change.ts";
import { overlap, spanName, spansSaid, spanValue, type PlaceIds, type Span } from "./spans.ts";
import type { TablePlace } from "./grid.ts";

/** Where a place is in its grid. */
type PlaceExtent = Pick<TablePlace, "row" | "column" | "rowSpan" | "columnSpan">;

/** The places that a rectangle touches, and the rectangle that these fill. */
export function placesWithin<Place extends PlaceExtent>(
  { places: all }: { readonly places: readonly (readonly Place[])[] },
  span: Span,
): { readonly span: Span; readonly places: readonly Place[] } {
  let around = span;
  for (;;) {
    const places = all.flat().filter((place) => overlap(spanOfPlace(place), around));
    const next = places.map(spanOfPlace).reduce(joined, around);
    if (isSame(next, around)) return { span: around, places };
    around = next;
  }
}

/** The rectangle that a place takes. */
export function spanOfPlace({ row, column, rowSpan, columnSpan }: PlaceExtent): Span {
  return { top: row, left: column, bottom: row + rowSpan - 1, right: column + columnSpan - 1 };
}

/** Makes one cell of a rectangle of them. Undefined if it is one already. */
export function mergeCells(table: Table, wanted: Span): TableChange | undefined {
  const { span, places } = placesWithin(table.grid, wanted);
  if (places.length < 2) return undefined;
  const { rows, columns } = table.grid;
  const name = spanName(rows[span.top]!.id, columns[span.left]!.id);
  const to = spanValue(rows[span.bottom]!.id, columns[span.right]!.id);
  return { table: { ...withoutSpans(table, span), [name]: to }, cells: [] };
}

/** Takes merged cells in a rectangle apart again. Undefined if there is none. */
export function splitCells(table: Table, wanted: Span): TableChange | undefined {
  const { span, places } = placesWithin(table.grid, wanted);
  if (places.every((place) => place.rowSpan * place.columnSpan === 1)) return undefined;
  return { table: withoutSpans(table, span), cells: [] };
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

/** What takes away all that is said of merged cells that begin, or end, in a rectangle. */
function withoutSpans({ attributes, rows, columns }: Table, span: Span): Record<string, null> {
  const isInside = ([row, column]: PlaceIds): boolean => {
    const [top, left] = [rows.indexes.get(row), columns.indexes.get(column)];
    if (top === undefined || left === undefined) return false;
    return overlap({ top, left, bottom: top, right: left }, span);
  };
  const said = spansSaid(attributes).filter(({ from, to }) => isInside(from) || isInside(to));
  return Object.fromEntries(said.map(({ from }) => [spanName(...from), null]));
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
