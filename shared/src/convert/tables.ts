/** Tables of other editors, which are rows of cells in their trees, as ours, and back. */

import type { BlockData } from "../flow/data.ts";
import { noValues } from "../flow/values.ts";
import { gridOf } from "../schema/table/grid.ts";
import { newTable, type NewPlace } from "../schema/table/new-table.ts";
import { recordOf } from "./kept.ts";
import { treeElement, type TreeElement, type TreeNode } from "./tree.ts";

const rowNames: readonly string[] = ["tableRow", "table_row"];
const cellNames: readonly string[] = ["tableCell", "table_cell"];
const headerNames: readonly string[] = ["tableHeader", "table_header"];

/** What is said of a cell in words that ours are not. */
interface Spans {
  readonly rowSpan: number;
  readonly columnSpan: number;
}

/**
 * The table that an element is, where `blocksOf` says what the content of a cell is; undefined for one
 * with anything in it that is no row of cells.
 */
export function tableFromTree(
  { name, content }: TreeElement,
  blocksOf: (content: readonly TreeNode[]) => BlockData[],
): BlockData | undefined {
  const rows = name === "table" ? content.map(cellsIn) : [];
  if (rows.length === 0 || !rows.every((row) => row !== undefined)) return undefined;
  const places: NewPlace[] = [];
  const taken = new Set<string>();
  let columns = 0;
  const widths: number[] = [];
  rows.forEach((cells, row) => {
    let column = 0;
    for (const cell of cells) {
      while (taken.has(`${row} ${column}`)) column++;
      const { rowSpan, columnSpan } = spansOf(cell, rows.length - row);
      for (let i = 0; i < rowSpan; i++) {
        for (let k = 0; k < columnSpan; k++) taken.add(`${row + i} ${column + k}`);
      }
      places.push({
        row,
        column,
        rowSpan,
        columnSpan,
        blocks: blocksOf(cell.content),
        attributes: restOf(cell),
      });
      for (const [i, width] of widthsOf(cell).entries()) widths[column + i] ??= width;
      column += columnSpan;
    }
    columns = Math.max(columns, column);
  });
  const isHeader = ({ name: cell }: TreeElement): boolean => headerNames.includes(cell);
  const hasHeaderRow = rows[0]!.length > 0 && rows[0]!.every(isHeader);
  const body = hasHeaderRow ? rows.slice(1) : rows;
  const hasHeaderColumn =
    body.length > 0 && body.every(([first]) => first !== undefined && isHeader(first));
  return newTable({ rows: rows.length, columns, places, hasHeaderRow, hasHeaderColumn, widths });
}

/** The element that a table is in Tiptap, where `treeOf` writes the blocks in a cell. */
export function tableInTiptap(
  block: BlockData,
  treeOf: (blocks: readonly BlockData[]) => readonly TreeNode[],
): TreeElement | undefined {
  const grid = gridOf(block);
  if (grid === undefined || grid.rows.length === 0) return undefined;
  const rows = grid.places.map((row) => {
    const cells = row.map(({ column, rowSpan, columnSpan, isHeader, cells: held }) => {
      const shown = grid.columns.slice(column, column + columnSpan);
      const hasWidths = shown.some(({ width }) => width !== undefined);
      const attributes = recordOf([
        ...(columnSpan > 1 ? [["colspan", columnSpan] as const] : []),
        ...(rowSpan > 1 ? [["rowspan", rowSpan] as const] : []),
        ...(hasWidths ? [["colwidth", shown.map(({ width }) => width ?? 0)] as const] : []),
      ]);
      const content = held.flatMap(({ flow }) => treeOf(flow.blocks));
      const filled = content.length > 0 ? content : [treeElement("paragraph", noValues, [])];
      return treeElement(isHeader ? "tableHeader" : "tableCell", attributes, filled);
    });
    return treeElement("tableRow", noValues, cells);
  });
  return treeElement("table", noValues, rows);
}

/** The cells of a row; undefined for what is none. */
function cellsIn(row: TreeNode): readonly TreeElement[] | undefined {
  if (row.type !== "element" || !rowNames.includes(row.name)) return undefined;
  const cells = row.content.filter((cell): cell is TreeElement => {
    return cell.type === "element" && [...cellNames, ...headerNames].includes(cell.name);
  });
  return cells.length === row.content.length ? cells : undefined;
}

function spansOf({ attributes }: TreeElement, rowsLeft: number): Spans {
  const span = (value: unknown): number =>
    typeof value === "number" && Number.isInteger(value) && value > 1 ? Math.min(value, 100) : 1;
  const { colspan, rowspan } = attributes;
  return { rowSpan: Math.min(span(rowspan), rowsLeft), columnSpan: span(colspan) };
}

function widthsOf({ attributes }: TreeElement): readonly number[] {
  const { colwidth } = attributes;
  const isWidths =
    Array.isArray(colwidth) && colwidth.every((width) => typeof width === "number" && width > 0);
  return isWidths ? (colwidth as number[]) : [];
}

/** What else is said of a cell, but for what BlockNote says of every one. */
function restOf({ attributes }: TreeElement): BlockData["attributes"] {
  const known = ["colspan", "rowspan", "colwidth", "row", "col"];
  return recordOf(
    Object.entries(attributes).filter(([name, value]) => {
      return !known.includes(name) && value !== null && value !== "default" && value !== "left";
    }),
  );
}
