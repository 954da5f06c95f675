/**
 * A table as it is seen: rows and columns of places, with the cells that are in each.
 *
 * It is a pure projection of what is stored, so it is rectangular whatever several people did at once,
 * and nothing is ever repaired. What is in rows and columns that were deleted is stored and not shown;
 * undo brings it back with them. A place for which there is no cell is empty: one is made when
 * somebody types in it. Two people who do so at once make two, and both are shown, one below the other.
 */

import type { BlockData } from "../../flow/data.ts";
import type { Block, Flow } from "../../flow/reading.ts";
import type { Values } from "../../flow/values.ts";
import { tableAligns, type TableAlign } from "./looks.ts";
import { isColorName } from "../features/color/color-names.ts";
import { axisOf, goneLines, linesSaid, type Axis, type TableLine } from "./axis.ts";
import { cellsOf, isFilled, type FlowData, type TableCell } from "./cells.ts";
import { spansOf, type Span } from "./spans.ts";

/** A row that is shown. */
export interface TableRow extends TableLine {
  /** The name of a colour; "" for none. */
  readonly tint: string;
}

/** A column that is shown. */
export interface TableColumn extends TableRow {
  /** In CSS pixels; undefined where it is as wide as it comes. */
  readonly width: number | undefined;
  readonly align: TableAlign;
}

/** A place of the grid, or several that are merged, with what is in it. */
export interface TablePlace<Inside extends FlowData = FlowData> {
  /** Where it begins. */
  readonly row: number;
  readonly column: number;
  /** How many rows and columns it takes, 1 at least. */
  readonly rowSpan: number;
  readonly columnSpan: number;
  /** What is shown in it, in this order; none where nobody has made a cell. */
  readonly cells: readonly TableCell<Inside>[];
  readonly isHeader: boolean;
  readonly align: TableAlign;
  readonly tint: string;
}

/** See the head of this file. */
export interface Grid<Inside extends FlowData = FlowData> {
  readonly rows: readonly TableRow[];
  readonly columns: readonly TableColumn[];
  /** By row, the places that begin in it, from the first column to the last. */
  readonly places: readonly (readonly TablePlace<Inside>[])[];
  readonly hasHeaderRow: boolean;
  readonly hasHeaderColumn: boolean;
}

/** Most that is shown of a table: a larger one is a placeholder, with all that is in it. */
export const shownLimits = { rows: 2_000, columns: 200, places: 40_000 };

/** Narrowest and widest column, in CSS pixels. */
export const columnWidths = { least: 40, most: 2_000 };

/**
 * The grid of a table that was read. Undefined for everything else, for a table with anything in it
 * that is no cell, and for one beyond {@link shownLimits}. Total.
 */
export function gridOf(
  block: Pick<Block, "name" | "inners" | "attributes">,
): Grid<Flow> | undefined;
/** The same of blocks that are plain data. */
export function gridOf(block: Pick<BlockData, "name" | "inners" | "attributes">): Grid | undefined;
/** What both of them do. */
export function gridOf(block: TableBlock): Grid | undefined {
  if (block.name !== "table") return undefined;
  const known = grids.get(block);
  if (known !== undefined) return known;
  const grid = project(block);
  if (grid !== undefined) grids.set(block, grid);
  return grid;
}

type TableBlock = Pick<BlockData, "name" | "inners" | "attributes">;

/**
 * Blocks are values and so are their grids: one that was worked out is kept as long as its block is. An
 * editor asks for that of a table several times for each letter.
 */
const grids = new WeakMap<TableBlock, Grid>();

function project(block: TableBlock): Grid | undefined {
  const cells = cellsOf<FlowData>(block);
  if (cells === undefined) return undefined;
  const { attributes } = block;
  const { rows, columns } = axesOf(attributes, cells);
  const size = rows.lines.length * columns.lines.length;
  const isTooLong =
    rows.lines.length > shownLimits.rows || columns.lines.length > shownLimits.columns;
  if (isTooLong || size > shownLimits.places) return undefined;
  const shown = cells.filter(({ row, column }) => {
    return rows.indexes.has(row) && columns.indexes.has(column);
  });
  const frame = {
    rows: rowsOf(attributes, rows),
    columns: columnsOf(attributes, columns),
    hasHeaderRow: attributes["headerRow"] === true,
    hasHeaderColumn: attributes["headerColumn"] === true,
  };
  const spans = spansOf(attributes, rows, columns).shown.map(({ span }) => span);
  return { ...frame, places: placesOf(frame, shown, spans, rows, columns) };
}

/** The rows and columns of a table: those that it says, and those that only its cells do. */
export function axesOf(
  attributes: Values,
  cells: readonly TableCell[],
): { readonly rows: Axis; readonly columns: Axis } {
  const gone = goneLines(attributes);
  const [rows, columns] = [linesSaid(attributes, "r:"), linesSaid(attributes, "c:")];
  const seen = cells.filter(({ row, column, isPlaced, flow }) => {
    if (gone.has(row) || gone.has(column)) return false;
    return !isPlaced || (rows.has(row) && columns.has(column)) || isFilled(flow);
  });
  return {
    rows: axisOf(
      attributes,
      "r:",
      seen.map(({ row }) => row),
    ),
    columns: axisOf(
      attributes,
      "c:",
      seen.map(({ column }) => column),
    ),
  };
}

/** The widths of the columns that `attributes` of a table say, in their order. */
export function widthsOf(attributes: Values): (number | undefined)[] {
  return columnsOf(attributes, axisOf(attributes, "c:", [])).map(({ width }) => width);
}

function rowsOf(attributes: Values, { lines }: Axis): TableRow[] {
  return lines.map((line) => ({ ...line, tint: tintOf(attributes[`tint:${line.id}`]) }));
}

function columnsOf(attributes: Values, { lines }: Axis): TableColumn[] {
  return lines.map((line) => ({
    ...line,
    tint: tintOf(attributes[`tint:${line.id}`]),
    width: widthOf(attributes[`width:${line.id}`]),
    align: alignOf(attributes[`align:${line.id}`]),
  }));
}

function placesOf(
  frame: Omit<Grid, "places">,
  cells: readonly TableCell[],
  spans: readonly Span[],
  rows: Axis,
  columns: Axis,
): TablePlace[][] {
  const width = columns.lines.length;
  const at = new Map<number, TableCell[]>();
  for (const cell of cells) {
    const place = rows.indexes.get(cell.row)! * width + columns.indexes.get(cell.column)!;
    const others = at.get(place);
    if (others === undefined) at.set(place, [cell]);
    else others.push(cell);
  }
  const merged = new Map<number, Span>();
  const covered = new Set<number>();
  for (const span of spans) {
    merged.set(span.top * width + span.left, span);
    for (const place of placesIn(span, width)) covered.add(place);
  }
  return frame.rows.map((_, row) => {
    const places: TablePlace[] = [];
    for (let column = 0; column < width; column++) {
      const first = row * width + column;
      const span = merged.get(first);
      if (span === undefined && covered.has(first)) continue;
      const own =
        span === undefined ? at.get(first) : placesIn(span, width).flatMap((i) => at.get(i) ?? []);
      places.push(placeOf(frame, row, column, span, shownOf(own ?? [])));
    }
    return places;
  });
}

function placesIn({ top, left, bottom, right }: Span, width: number): number[] {
  const places: number[] = [];
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) places.push(row * width + column);
  }
  return places;
}

/** Those with something in them, or else the first. */
function shownOf(cells: readonly TableCell[]): readonly TableCell[] {
  if (cells.length < 2) return cells;
  const filled = cells.filter(({ flow }) => isFilled(flow));
  return filled.length > 0 ? filled : cells.slice(0, 1);
}

function placeOf(
  { rows, columns, hasHeaderRow, hasHeaderColumn }: Omit<Grid, "places">,
  row: number,
  column: number,
  span: Span | undefined,
  cells: readonly TableCell[],
): TablePlace {
  const own = cells.map(({ attributes }) => tintOf(attributes["tint"])).find((tint) => tint !== "");
  return {
    row,
    column,
    rowSpan: span === undefined ? 1 : span.bottom - span.top + 1,
    columnSpan: span === undefined ? 1 : span.right - span.left + 1,
    cells,
    isHeader: (hasHeaderRow && row === 0) || (hasHeaderColumn && column === 0),
    align: columns[column]!.align,
    tint: own ?? (rows[row]!.tint || columns[column]!.tint),
  };
}

function tintOf(value: unknown): string {
  return isColorName(value) ? value : "";
}

function alignOf(value: unknown): TableAlign {
  return tableAligns.find((align) => align === value) ?? "";
}

function widthOf(value: unknown): number | undefined {
  if (typeof value !== "number" || Number.isNaN(value)) return undefined;
  return Math.round(Math.min(columnWidths.most, Math.max(columnWidths.least, value)));
}
