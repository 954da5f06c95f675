/**
 * The rows of a table, or its columns, in their order.
 *
 * Each is an attribute of the table, `r:ID` or `c:ID`, with its order key (order-key.ts); `gone:ID`
 * says that it was deleted. What else is said of it has attributes of its own, so that two people who
 * change different things of one column both get what they meant: `width:ID`, `align:ID`, `tint:ID`.
 *
 * A row that cells name but no attribute does is there as well, behind the others, as long as there
 * is something in it: somebody else took its insertion back by undo, and another person's letters stay.
 */

import type { Values } from "../../flow/values.ts";
import { isOrderKey } from "./order-key.ts";

/** What the names of the attributes of rows and of columns begin with. */
export type LinePrefix = "r:" | "c:";

/** A row or a column that is shown. */
export interface TableLine {
  readonly id: string;
  /** Its order key; undefined for one that no attribute of the table names, or not properly. */
  readonly key: string | undefined;
}

/** The rows or the columns of a table. */
export interface Axis {
  /** Those that are shown, in order. */
  readonly lines: readonly TableLine[];
  /** Where each of them is. */
  readonly indexes: ReadonlyMap<string, number>;
  /** The order keys of all, those that were deleted included. */
  readonly keys: ReadonlyMap<string, string>;
  readonly gone: ReadonlySet<string>;
}

/** Longest id of a row or column. */
const maxIdLength = 64;

/** Whether `value` can be the id of a row or column. A space parts two of them: see spans.ts. */
export function isLineId(value: unknown): value is string {
  if (typeof value !== "string" || value === "" || value.length > maxIdLength) return false;
  return !value.includes(" ");
}

/** Ids by what is said of each in attributes whose names begin with `prefix`. */
export function linesSaid(attributes: Values, prefix: string): Map<string, unknown> {
  const said = new Map<string, unknown>();
  for (const name in attributes) {
    const id = name.startsWith(prefix) ? name.slice(prefix.length) : "";
    if (isLineId(id)) said.set(id, attributes[name]);
  }
  return said;
}

/** The rows or columns that `attributes` say, and behind them those that only cells do: `named`. */
export function axisOf(attributes: Values, prefix: LinePrefix, named: Iterable<string>): Axis {
  const gone = goneLines(attributes);
  const said = linesSaid(attributes, prefix);
  const keys = new Map<string, string>();
  const keyed: TableLine[] = [];
  const others = new Set<string>();
  for (const [id, key] of said) {
    if (isOrderKey(key)) keys.set(id, key);
    if (gone.has(id)) continue;
    if (isOrderKey(key)) keyed.push({ id, key });
    else others.add(id);
  }
  for (const id of named) if (!keys.has(id) && !gone.has(id)) others.add(id);
  const lines: TableLine[] = [
    ...keyed.toSorted(compareLines),
    ...[...others].toSorted(compareIds).map((id) => ({ id, key: undefined })),
  ];
  return { lines, indexes: new Map(lines.map(({ id }, i) => [id, i])), keys, gone };
}

/** The rows and columns that were deleted. */
export function goneLines(attributes: Values): Set<string> {
  const gone = new Set<string>();
  for (const [id, isGone] of linesSaid(attributes, "gone:")) if (isGone === true) gone.add(id);
  return gone;
}

/**
 * Where a row or column is or, if it was deleted, the last one before it; undefined for what is not
 * known.
 */
export function lastIndexAt({ lines, indexes, keys }: Axis, id: string): number | undefined {
  const index = indexes.get(id);
  if (index !== undefined) return index;
  const key = keys.get(id);
  if (key === undefined) return undefined;
  const after = lines.findIndex(
    (line) => line.key === undefined || compareLines(line, { id, key }) > 0,
  );
  return (after === -1 ? lines.length : after) - 1;
}

function compareLines(one: TableLine, other: TableLine): number {
  return compareTexts(one.key ?? "", other.key ?? "") || compareTexts(one.id, other.id);
}

/** Rows of cells that say no place are numbered, and come first. */
function compareIds(one: string, other: string): number {
  return compareNumbers(numberIn(one), numberIn(other)) || compareTexts(one, other);
}

function numberIn(id: string): number {
  return /^~\d+$/.test(id) ? Number(id.slice(1)) : Number.POSITIVE_INFINITY;
}

function compareNumbers(one: number, other: number): number {
  return one === other ? 0 : one - other;
}

function compareTexts(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
