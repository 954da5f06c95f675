/**
 * What an operation on a table writes: attributes of the table and of its cells, and nothing else. No
 * letter is ever touched by one. write-table.ts writes it into a document, editors as steps of theirs.
 */

import type { NewId } from "../../flow/id.ts";
import type { Values } from "../../flow/values.ts";
import { axesOf, gridOf, type Grid } from "./grid.ts";
import { cellsOf, type FlowData, type TableCell, type TableData } from "./cells.ts";
import type { Axis, LinePrefix } from "./axis.ts";
import { orderKeys } from "./order-key.ts";

/** Attributes of the cell, or the cells, in a place. */
export interface CellChange {
  /** The ids of the row and the column. */
  readonly row: string;
  readonly column: string;
  /** What the first cell there gets; null is taken from all of them. */
  readonly attributes: Values;
}

/** See the head of this file. */
export interface TableChange {
  /** What the table gets; null takes away. */
  readonly table: Values;
  readonly cells: readonly CellChange[];
}

/** A table that an operation is about. Its plain data does, and its grid is made once. */
export class Table {
  readonly attributes: Values;
  readonly grid: Grid;
  /** All of them, those that are not shown included. */
  readonly cells: readonly TableCell[];
  readonly rows: Axis;
  readonly columns: Axis;

  private constructor(attributes: Values, grid: Grid, cells: readonly TableCell[]) {
    this.attributes = attributes;
    this.grid = grid;
    this.cells = cells;
    ({ rows: this.rows, columns: this.columns } = axesOf(attributes, cells));
  }

  /** The table that a block is; undefined if it is none that can be shown. */
  static of(block: TableData<FlowData>): Table | undefined {
    const grid = gridOf(block);
    return grid && new Table(block.attributes, grid, cellsOf(block)!);
  }

  /** The rows or the columns. */
  axis(prefix: LinePrefix): Axis {
    return prefix === "r:" ? this.rows : this.columns;
  }
}

/** The ids of the rows or columns, in their order. */
export function lineIds(table: Table, prefix: LinePrefix): string[] {
  return table.axis(prefix).lines.map(({ id }) => id);
}

/**
 * Puts rows or columns into this order; new ones among them get their first key. Those that keep
 * their order keep their keys. What has no key yet, as in old tables, gets one: the same whoever
 * does it first, so that it is no harm if two people do.
 */
export function inOrder(
  table: Table,
  prefix: LinePrefix,
  wanted: readonly string[],
  kept: ReadonlySet<string>,
): TableChange {
  const settled = settledKeys(table);
  const keys = table.axis(prefix).keys;
  const keyOf = (id: string): string | undefined => settled[prefix + id] ?? keys.get(id);
  const attributes: Record<string, string> = { ...settled };
  let last = "";
  for (let i = 0; i < wanted.length;) {
    if (kept.has(wanted[i]!)) {
      last = keyOf(wanted[i++]!)!;
      continue;
    }
    let end = i;
    while (end < wanted.length && !kept.has(wanted[end]!)) end++;
    const next = end < wanted.length ? keyOf(wanted[end]!) : undefined;
    const ids = wanted.slice(i, end);
    const fresh = orderKeys(last, next, ids);
    // Keys that are the same, or have become too long: all begin anew.
    if (fresh === undefined)
      return { table: { ...settled, ...evenKeys(prefix, wanted) }, cells: [] };
    ids.forEach((id, k) => (attributes[prefix + id] = fresh[k]!));
    last = fresh.at(-1)!;
    i = end;
  }
  return { table: attributes, cells: [] };
}

/** Keys for the rows and columns that have none, behind those that have. */
function settledKeys(table: Table): Record<string, string> {
  const settled: Record<string, string> = {};
  for (const prefix of ["r:", "c:"] as const) {
    const { lines } = table.axis(prefix);
    const bare = lines.filter(({ key }) => key === undefined).map(({ id }) => id);
    if (bare.length === 0) continue;
    const last = lines.findLast(({ key }) => key !== undefined)?.key ?? "";
    const keys = orderKeys(last, undefined, bare);
    if (keys === undefined)
      Object.assign(
        settled,
        evenKeys(
          prefix,
          lines.map(({ id }) => id),
        ),
      );
    else bare.forEach((id, i) => (settled[prefix + id] = keys[i]!));
  }
  return settled;
}

function evenKeys(prefix: LinePrefix, ids: readonly string[]): Record<string, string> {
  const keys = orderKeys("", undefined, ids)!;
  return Object.fromEntries(ids.map((id, i) => [prefix + id, keys[i]!]));
}

/** A new id for a row or column of a table. */
export function newLineId(table: Table, newId: NewId): string {
  let id = newId();
  const isKnown = (): boolean => table.rows.keys.has(id) || table.columns.keys.has(id);
  while (isKnown()) id = newId();
  return id;
}
