/**
 * Merged cells: rectangles of places that are shown as one.
 *
 * A cell says by `to`, the ids of a row and a column, up to where it reaches. So a row that is inserted
 * between belongs to it, and one that is deleted makes it smaller. What two people merge at once can
 * overlap: then the first one in the order of the grid counts, and the other is shown as if it were
 * not merged. Nothing in the cells that are covered is touched: it is shown in the merged one, and is
 * in its own place again once that is split.
 */

import { lastIndexAt, type Axis } from "./axis.ts";
import type { TableCell } from "./cells.ts";

/** Places from one row and column up to others, which belong to it. */
export interface Span {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Most merged cells that are shown as such; to look for those that overlap takes time. */
const mostSpans = 1_000;

/** The merged cells of a table, none of which overlap, by rows and columns. */
export function spansOf(cells: readonly TableCell[], rows: Axis, columns: Axis): Span[] {
  const wanted = cells.flatMap((cell) => spanOf(cell, rows, columns) ?? []);
  const spans: Span[] = [];
  for (const span of wanted.toSorted(compareSpans).slice(0, mostSpans)) {
    if (!spans.some((other) => overlap(span, other))) spans.push(span);
  }
  return spans;
}

function spanOf(
  { attributes, row, column }: TableCell,
  rows: Axis,
  columns: Axis,
): Span | undefined {
  const to = attributes["to"];
  const top = rows.indexes.get(row);
  const left = columns.indexes.get(column);
  if (typeof to !== "string" || top === undefined || left === undefined) return undefined;
  const [toRow = "", toColumn = ""] = to.split(" ");
  const bottom = lastIndexAt(rows, toRow);
  const right = lastIndexAt(columns, toColumn);
  if (bottom === undefined || right === undefined) return undefined;
  // What it reaches to was deleted together with all between, or moved before it.
  const [end, side] = [
    isGone(rows, toRow) ? Math.max(top, bottom) : bottom,
    isGone(columns, toColumn) ? Math.max(left, right) : right,
  ];
  const span = {
    top: Math.min(top, end),
    left: Math.min(left, side),
    bottom: Math.max(top, end),
    right: Math.max(left, side),
  };
  return span.top === span.bottom && span.left === span.right ? undefined : span;
}

function isGone({ gone }: Axis, id: string): boolean {
  return gone.has(id);
}

function compareSpans(one: Span, other: Span): number {
  return one.top - other.top || one.left - other.left;
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
