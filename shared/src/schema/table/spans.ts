/**
 * Merged cells: rectangles of places that are shown as one.
 *
 * The table says by the attribute `span:ROW COLUMN`, with the ids of the place in which one begins, up to
 * where it reaches: again the ids of a row and a column. So a row that is inserted between belongs to it,
 * and one that is deleted makes it smaller. What two people merge at once can overlap: then the first one
 * in the order of the grid counts, and the other is shown as if it were not merged. Nothing in the cells
 * is touched: what is in those that are covered is shown in the merged one, and is in its own place again
 * once that is split.
 */

import type { Values } from "../../flow/values.ts";
import { isLineId, lastIndexAt, type Axis } from "./axis.ts";

/** Places from one row and column up to others, which belong to it. */
export interface Span {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Ids of a row and a column. */
export type PlaceIds = readonly [row: string, column: string];

/** Most merged cells that are shown as such; to look for those that overlap takes time. */
const mostSpans = 1_000;

const prefix = "span:";

/** The name of the attribute that says up to where the place reaches in which it begins. */
export function spanName(row: string, column: string): string {
  return `${prefix}${row} ${column}`;
}

/** The value of that attribute: the place up to which it reaches. */
export function spanValue(row: string, column: string): string {
  return `${row} ${column}`;
}

/** What the attributes of a table say of merged cells: where each begins, and up to where it reaches. */
export function spansSaid(
  attributes: Values,
): { readonly from: PlaceIds; readonly to: PlaceIds }[] {
  return Object.keys(attributes).flatMap((name) => {
    const from = name.startsWith(prefix) ? idsIn(name.slice(prefix.length)) : undefined;
    const to = from && idsIn(attributes[name]);
    return from && to ? [{ from, to }] : [];
  });
}

/** A merged cell, and what the table says of it. */
export interface SaidSpan {
  readonly from: PlaceIds;
  readonly to: PlaceIds;
  readonly span: Span;
}

/** The merged cells of a table by rows and columns: those that are shown, none of which overlap, and the others. */
export function spansOf(
  attributes: Values,
  rows: Axis,
  columns: Axis,
): { readonly shown: readonly SaidSpan[]; readonly covered: readonly SaidSpan[] } {
  const wanted = spansSaid(attributes).flatMap(({ from, to }) => {
    const span = spanOf(from, to, rows, columns);
    return span === undefined ? [] : [{ from, to, span }];
  });
  const shown: SaidSpan[] = [];
  const covered: SaidSpan[] = [];
  for (const said of wanted.toSorted((one, other) => compareSpans(one.span, other.span))) {
    const isFree = shown.length < mostSpans && !shown.some(({ span }) => overlap(said.span, span));
    (isFree ? shown : covered).push(said);
  }
  return { shown, covered };
}

function idsIn(value: unknown): PlaceIds | undefined {
  const [row, column, ...others] = typeof value === "string" ? value.split(" ") : [];
  return isLineId(row) && isLineId(column) && others.length === 0 ? [row, column] : undefined;
}

function spanOf(
  [row, column]: PlaceIds,
  [toRow, toColumn]: PlaceIds,
  rows: Axis,
  columns: Axis,
): Span | undefined {
  const [top, left] = [rows.indexes.get(row), columns.indexes.get(column)];
  const [bottom, right] = [lastIndexAt(rows, toRow), lastIndexAt(columns, toColumn)];
  if (top === undefined || left === undefined) return undefined;
  if (bottom === undefined || right === undefined) return undefined;
  // What it reaches to can have been deleted together with all between, or moved before it.
  const end = rows.gone.has(toRow) ? Math.max(top, bottom) : bottom;
  const side = columns.gone.has(toColumn) ? Math.max(left, right) : right;
  const span = {
    top: Math.min(top, end),
    left: Math.min(left, side),
    bottom: Math.max(top, end),
    right: Math.max(left, side),
  };
  return span.top === span.bottom && span.left === span.right ? undefined : span;
}

/** In the order of the grid; of two that begin in one place, moved there, the smaller is the first. */
function compareSpans(one: Span, other: Span): number {
  return (
    one.top - other.top ||
    one.left - other.left ||
    one.bottom - other.bottom ||
    one.right - other.right
  );
}

/** Whether two rectangles have a place in common. */
export function overlap(one: Span, other: Span): boolean {
  return (
    one.top <= other.bottom &&
    other.top <= one.bottom &&
    one.left <= other.right &&
    other.left <= one.right
  );
}
