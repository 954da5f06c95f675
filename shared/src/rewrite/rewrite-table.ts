/**
 * Makes a table say what somebody wants it to: its rows, columns and cells, each by itself, as editors change
 * them.
 *
 * In JSON a table says of its own which row is which. Elsewhere, rows and columns are those that are most
 * alike, in order.
 */

import type { Transaction } from "yjs";
import type { BlockData } from "../flow/data.ts";
import type { NewId } from "../flow/id.ts";
import { insertBlocks } from "../flow/insert.ts";
import { heaviestRun } from "../flow/longest-run.ts";
import { flowOf } from "../flow/nested.ts";
import { blockAt } from "../flow/position.ts";
import type { Block, Flow } from "../flow/reading.ts";
import { rereadFlow } from "../flow/reread.ts";
import { setAttributes, setValues } from "../flow/set.ts";
import { noValues, type Values } from "../flow/values.ts";
import { goneLines, linesSaid } from "../schema/table/axis.ts";
import { cellsOf, type FlowData, type TableCell } from "../schema/table/cells.ts";
import { Table, type TableChange } from "../schema/table/change.ts";
import { gridOf, type Grid, type TablePlace } from "../schema/table/grid.ts";
import {
  deleteLines,
  insertLines,
  madeLimits,
  setColumnAlign,
  toggleHeader,
} from "../schema/table/lines.ts";
import { cellElementsIn, makeCell, writeTableChange } from "../schema/table/write-table.ts";
import { plainText } from "../schema/plain-text.ts";
import { changedAttributes } from "./change-block.ts";
import { areSame, pairBlocks } from "./pair-blocks.ts";

/** What a table says and what it is to say. */
export interface Both {
  readonly said: BlockData;
  readonly wanted: BlockData;
  /** Whether all that there is was said. */
  readonly isAll: boolean;
}

/** How what is in a cell is rewritten. */
export interface RewriteInner {
  readonly newId: NewId;
  readonly transaction: Transaction;
  readonly rewrite: (
    flow: Flow,
    wanted: readonly BlockData[],
    said: readonly BlockData[] | undefined,
    newId: NewId,
  ) => boolean;
}

/** Whether {@link rewriteTable} can do it. Otherwise the one is to be deleted, and the other inserted. */
export function canRewriteTable(
  block: Block,
  said: BlockData,
  wanted: BlockData,
  isAll: boolean,
): boolean {
  if (isAll && saysSameLines(block, wanted)) return true;
  const [own, old, next] = [gridOf(block), gridOf(said), gridOf(wanted)];
  if (own === undefined || old === undefined || next === undefined) return false;
  const areOne = own.rows.length === old.rows.length && own.columns.length === old.columns.length;
  if (!areOne) return false;
  if (hasSpans(old) || hasSpans(next)) return shapeOf(old) === shapeOf(next);
  const { rows, columns } = pairLines(old, next);
  const isLarge =
    next.rows.length > madeLimits.rows ||
    next.columns.length > madeLimits.columns ||
    Math.max(next.rows.length, old.rows.length) *
      Math.max(next.columns.length, old.columns.length) >
      madeLimits.places;
  const changesLines = [...rows, ...columns].includes(-1) || next.rows.length < old.rows.length;
  if (isLarge && (changesLines || next.columns.length < old.columns.length)) return false;
  return rows.some((i) => i >= 0) && columns.some((i) => i >= 0);
}

/** Does it in the block `id` of `flow`, as it was read last. Returns the flow as it is then. */
export function rewriteTable(
  flow: Flow,
  id: string,
  { said, wanted, isAll }: Both,
  inner: RewriteInner,
): Flow {
  const block = blockAt(flow, id);
  return isAll && saysSameLines(block, wanted)
    ? rewriteLines(flow, block, wanted, inner)
    : rewriteGrid(flow, id, gridOf(said)!, gridOf(wanted)!, inner);
}

/** Whether what is wanted was made of this table and knows its rows and columns. */
function saysSameLines(block: Block, wanted: BlockData): boolean {
  const [cells, wantedCells] = [cellsOf(block), cellsOf(wanted)];
  if (cells === undefined || wantedCells === undefined) return false;
  if (![...cells, ...wantedCells].every(({ isPlaced }) => isPlaced)) return false;
  const shares = (prefix: string): boolean => {
    const own = linesSaid(block.attributes, prefix);
    return [...linesSaid(wanted.attributes, prefix).keys()].some((id) => own.has(id));
  };
  return shares("r:") && shares("c:");
}

/** Rows and columns that are not wanted any more are marked as gone, and what is in them stays stored. */
function rewriteLines(flow: Flow, block: Block, wanted: BlockData, inner: RewriteInner): Flow {
  const { newId, transaction } = inner;
  const { id } = block;
  const changes = changedAttributes(block.attributes, block.attributes, wanted.attributes);
  const attributes = Object.fromEntries(
    Object.entries(changes).map(([name, value]) => {
      const [, line] = /^[rc]:(.*)$/s.exec(name) ?? [];
      return line !== undefined && value === null ? [`gone:${line}`, true] : [name, value];
    }),
  );
  setAttributes(flow, id, attributes, newId);
  let now = rereadFlow(flow, transaction);
  const gone = goneLines(blockAt(now, id).attributes);
  const isGone = ({ row, column }: TableCell): boolean => gone.has(row) || gone.has(column);
  const left = byPlace(cellsOf<Flow>(blockAt(now, id))!.filter((cell) => !isGone(cell)));
  for (const cell of cellsOf(wanted)!) {
    const { row, column } = cell;
    const own = left.get(nameOf(cell))?.shift();
    if (own === undefined) {
      if (cell.flow.blocks.length === 0 && Object.keys(cell.attributes).length <= 2) continue;
      const element = makeCell(now, id, row, column);
      setValues(element, withoutPlace(cell.attributes));
      now = rereadFlow(now, transaction);
      const made = cellsOf<Flow>(blockAt(now, id))!.at(-1)!;
      insertBlocks(made.flow, undefined, cell.flow.blocks, newId);
    } else {
      const changed = changedAttributes(own.attributes, own.attributes, cell.attributes);
      const element = elementOf(blockAt(now, id), own);
      if (element !== undefined) setValues(element, withoutPlace(changed));
      rewriteCell(now, own.flow, cell.flow.blocks, undefined, inner);
    }
    now = rereadFlow(now, transaction);
  }
  for (const cell of [...left.values()].flat()) {
    rewriteCell(now, cell.flow, [], undefined, inner);
    now = rereadFlow(now, transaction);
  }
  return now;
}

function rewriteGrid(flow: Flow, id: string, old: Grid, next: Grid, inner: RewriteInner): Flow {
  const { newId, transaction } = inner;
  let now = flow;
  const change = (make: (table: Table) => TableChange | undefined): void => {
    const made = make(Table.of(blockAt(now, id))!);
    if (made === undefined) return;
    writeTableChange(now, id, made, newId);
    now = rereadFlow(now, transaction);
  };
  const pairs = pairLines(old, next);
  for (const [prefix, lines, count] of [
    ["r:", pairs.rows, old.rows.length],
    ["c:", pairs.columns, old.columns.length],
  ] as const) {
    const staying = new Set(lines);
    for (let i = count - 1; i >= 0; i--) {
      if (!staying.has(i)) change((table) => deleteLines(table, prefix, i, i + 1));
    }
    lines.forEach((line, k) => {
      if (line < 0) change((table) => insertLines(table, prefix, k, 1, newId));
    });
  }
  pairs.columns.forEach((i, k) => {
    const align = next.columns[k]!.align;
    if (align !== (old.columns[i]?.align ?? "")) change((table) => setColumnAlign(table, k, align));
  });
  if (old.hasHeaderRow !== next.hasHeaderRow) change((table) => toggleHeader(table, "r:"));
  if (old.hasHeaderColumn !== next.hasHeaderColumn) change((table) => toggleHeader(table, "c:"));
  for (const place of next.places.flat()) {
    const before = placeAt(old, pairs.rows[place.row]!, pairs.columns[place.column]!);
    const [said, wanted] = [blocksIn(before), blocksIn(place)];
    if (said.length === wanted.length && said.every((block, i) => areSame(block, wanted[i]!))) {
      continue;
    }
    const grid = gridOf(blockAt(now, id))!;
    const own = placeAt(grid, place.row, place.column);
    const [only, ...others] = own?.cells ?? [];
    if (only === undefined) {
      makeCell(now, id, grid.rows[place.row]!.id, grid.columns[place.column]!.id);
      now = rereadFlow(now, transaction);
      insertBlocks(cellsOf<Flow>(blockAt(now, id))!.at(-1)!.flow, undefined, wanted, newId);
    } else {
      const isOne = others.length === 0;
      rewriteCell(now, only.flow, wanted, isOne ? said : undefined, inner);
      for (const other of others) rewriteCell(now, other.flow, [], undefined, inner);
    }
    now = rereadFlow(now, transaction);
  }
  return now;
}

function rewriteCell(
  root: Flow,
  cell: Flow,
  wanted: readonly BlockData[],
  said: readonly BlockData[] | undefined,
  { newId, rewrite }: RewriteInner,
): void {
  const flow = flowOf(root, cell.text);
  if (flow === undefined) throw new TypeError("a cell that was read is not there any more");
  rewrite(flow, wanted, said, newId);
}

function elementOf(block: Block, cell: TableCell): ReturnType<typeof makeCell> | undefined {
  const inner = block.inners[cell.index];
  return inner?.type === "cell" ? inner.element : cellElementsIn(block, cell.row, cell.column)[0];
}

function byPlace<Inside extends FlowData>(
  cells: readonly TableCell<Inside>[],
): Map<string, TableCell<Inside>[]> {
  const places = new Map<string, TableCell<Inside>[]>();
  for (const cell of cells) {
    const others = places.get(nameOf(cell));
    if (others === undefined) places.set(nameOf(cell), [cell]);
    else others.push(cell);
  }
  return places;
}

function nameOf({ row, column }: TableCell): string {
  return `${row} ${column}`;
}

function withoutPlace(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => name !== "row" && name !== "col"),
  );
}

/** For each row and column that is wanted the one that it was; -1 for a new one. In order. */
function pairLines(old: Grid, next: Grid): { rows: number[]; columns: number[] } {
  const width = next.columns.length;
  const columns =
    old.columns.length === width
      ? Array.from({ length: width }, (_, i) => i)
      : pairTexts(columnTexts(old), columnTexts(next));
  return { rows: pairTexts(rowTexts(old), rowTexts(next)), columns };
}

function pairTexts(old: readonly string[], next: readonly string[]): number[] {
  const pairing = [...pairBlocks(old.map(lineBlock), next.map(lineBlock), false).indexes];
  const paired = pairing.flatMap((i, k) => (i < 0 ? [] : [k]));
  const inOrder = heaviestRun(
    paired.map((k) => pairing[k]!),
    () => 1,
  );
  paired.forEach((k, n) => {
    if (!inOrder.has(n)) pairing[k] = -1;
  });
  return pairing;
}

function lineBlock(text: string): BlockData {
  const runs = [{ type: "text", text, formats: noValues } as const];
  return { name: "block", attributes: noValues, runs, inners: [] };
}

function rowTexts({ places }: Grid): string[] {
  return places.map((row) => row.map(textIn).join("\n"));
}

function columnTexts({ places, columns }: Grid): string[] {
  return columns.map((_, column) =>
    places.map((row) => textIn(row.find((place) => place.column === column))).join("\n"),
  );
}

function textIn(place: TablePlace | undefined): string {
  return plainText(blocksIn(place));
}

function blocksIn(place: TablePlace | undefined): readonly BlockData[] {
  return place?.cells.flatMap(({ flow }) => flow.blocks) ?? [];
}

function placeAt<Place extends TablePlace>(
  { places }: { readonly places: readonly (readonly Place[])[] },
  row: number,
  column: number,
): Place | undefined {
  return places[row]?.find((place) => place.column === column);
}

function hasSpans({ places }: Grid): boolean {
  return places.flat().some(({ rowSpan, columnSpan }) => rowSpan > 1 || columnSpan > 1);
}

function shapeOf({ places }: Grid): string {
  return JSON.stringify(
    places.map((row) =>
      row.map(({ column, rowSpan, columnSpan }) => [column, rowSpan, columnSpan]),
    ),
  );
}
