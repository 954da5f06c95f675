/** Tables as plain data: what is inserted, pasted and imported. */

import type { BlockData, InnerData } from "../../flow/data.ts";
import { noValues, type Values } from "../../flow/values.ts";
import type { TableAlign } from "./looks.ts";
import { orderKeys } from "./order-key.ts";
import { spanName, spanValue } from "./spans.ts";

/** What is in a place of a new table. */
export interface NewPlace {
  readonly row: number;
  readonly column: number;
  /** How many rows and columns it takes, 1 if not said. */
  readonly rowSpan?: number;
  readonly columnSpan?: number;
  readonly blocks: readonly BlockData[];
  /** What else is said of the cell. */
  readonly attributes?: Values;
}

/** A table to be made. */
export interface NewTable {
  readonly rows: number;
  readonly columns: number;
  /** Those with something in them; the others are empty. None overlap. */
  readonly places?: readonly NewPlace[];
  readonly hasHeaderRow?: boolean;
  readonly hasHeaderColumn?: boolean;
  /** In CSS pixels, by column; undefined for as wide as it comes. */
  readonly widths?: readonly (number | undefined)[];
  readonly aligns?: readonly TableAlign[];
}

/**
 * The block of a table. Its rows and columns are `r1`, `r2`, … and `c1`, `c2`, …: ids have a meaning
 * only within their table, and those that are inserted later have others by chance.
 */
export function newTable(table: NewTable): BlockData {
  const rows = lineIds("r", table.rows);
  const columns = lineIds("c", table.columns);
  const attributes: Values = {
    ...keysOf("r:", rows),
    ...keysOf("c:", columns),
    ...(table.hasHeaderRow === true && { headerRow: true }),
    ...(table.hasHeaderColumn === true && { headerColumn: true }),
    ...saidOf("width:", columns, table.widths ?? []),
    ...saidOf("align:", columns, table.aligns ?? []),
  };
  const merged = (table.places ?? []).filter(({ rowSpan = 1, columnSpan = 1 }) => {
    return rowSpan > 1 || columnSpan > 1;
  });
  const spans = merged.map(({ row, column, rowSpan = 1, columnSpan = 1 }) => {
    const bottom = rows[Math.min(row + rowSpan, rows.length) - 1]!;
    const right = columns[Math.min(column + columnSpan, columns.length) - 1]!;
    return [spanName(rows[row]!, columns[column]!), spanValue(bottom, right)] as const;
  });
  const filled = (table.places ?? []).filter(({ blocks, attributes: said = noValues }) => {
    return blocks.length > 0 || Object.keys(said).length > 0;
  });
  const inners = filled.map((place) => cellOf(place, rows, columns));
  return {
    name: "table",
    attributes: { ...attributes, ...Object.fromEntries(spans) },
    runs: [],
    inners,
  };
}

function cellOf(
  { row, column, blocks, attributes = noValues }: NewPlace,
  rows: readonly string[],
  columns: readonly string[],
): InnerData {
  return {
    type: "cell",
    name: "cell",
    attributes: { ...attributes, row: rows[row], col: columns[column] },
    inners: [{ type: "flow", blocks }],
  };
}

function lineIds(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${letter}${i + 1}`);
}

function keysOf(prefix: string, ids: readonly string[]): Values {
  const keys = orderKeys("", undefined, ids)!;
  return Object.fromEntries(ids.map((id, i) => [prefix + id, keys[i]]));
}

function saidOf(prefix: string, ids: readonly string[], values: readonly unknown[]): Values {
  const said = ids.map((id, i) => [prefix + id, values[i]] as const);
  return Object.fromEntries(said.filter(([, value]) => value !== undefined && value !== ""));
}
