/**
 * A table as ProseMirror JSON, and back.
 *
 * Outward the rows and places of the grid, each with the cells in it; an empty place has a cell
 * without content. Inward the cells count and what they say; rows and places count only where the
 * table does not say its own, as in what another program wrote: then they make the grid.
 */

import type { BlockData, InnerData } from "../../flow/data.ts";
import { noValues, withValue, type Values } from "../../flow/values.ts";
import { foreignNode, type ForeignNode, type NodeJson } from "../node-json.ts";
import { storedOf } from "../original.ts";
import { unplacedRow, type TableCell } from "./cells.ts";
import { goneLines, linesSaid, type TableLine } from "./axis.ts";
import { shownLimits, type Grid, type TablePlace } from "./grid.ts";
import { newTable, type NewPlace } from "./new-table.ts";
import { spansSaid } from "./spans.ts";

/** The rows of a grid; `blockJson` says what the blocks in cells are. */
export function rowsJson(grid: Grid, blockJson: (block: BlockData) => NodeJson): NodeJson[] {
  return grid.places.map((places, i) => ({
    type: "row",
    attrs: { row: grid.rows[i]!.id },
    content: places.map((place) => ({
      type: "place",
      attrs: placeAttrs(grid, place),
      content:
        place.cells.length === 0
          ? [{ type: "cell", attrs: missingCellAttrs(grid, place), content: [] }]
          : place.cells.map((cell) => {
              const content = cell.flow.blocks.map(blockJson);
              return { type: "cell", attrs: cellAttrs(grid, cell), content };
            }),
    })),
  }));
}

/** What the node of a place says. */
export function placeAttrs(
  { hasHeaderRow }: Pick<Grid, "hasHeaderRow">,
  { row, rowSpan, columnSpan, isHeader, align, tint }: TablePlace,
): Values {
  return {
    rowSpan,
    columnSpan,
    header: isHeader ? (hasHeaderRow && row === 0 ? "col" : "row") : null,
    align: align === "" ? null : align,
    tint: tint === "" ? null : tint,
  };
}

/** What the node of a cell says: what is stored, and where it is; but old tables say nothing of that. */
export function cellAttrs({ rows, columns }: Lines, cell: TableCell): Values {
  const attrs = storedOf(cell.attributes, []);
  if (cell.isPlaced || (rows.every(isUnsaid) && columns.every(isUnsaid))) return attrs;
  return { ...attrs, row: cell.row, col: cell.column };
}

/** What the node says that is shown where there is no cell yet. */
export function missingCellAttrs(
  { rows, columns }: Lines,
  { row, column }: Pick<TablePlace, "row" | "column">,
): Values {
  return { row: rows[row]!.id, col: columns[column]!.id };
}

type Lines = Pick<Grid, "rows" | "columns">;

function isUnsaid({ key }: TableLine): boolean {
  return key === undefined;
}

/** A row as JSON of this schema or of others. */
const rowNames = ["row", "tableRow", "table_row"];

/** A place, likewise; in other schemas it holds the blocks itself. */
const placeNames = ["place", "tableCell", "table_cell", "tableHeader", "table_header"];

/**
 * The table that a node is; `blocksOf` says what blocks nodes are. What stands in it in place of a
 * row or a cell is a cell.
 */
export function tableFromJson(
  { attrs, content }: Pick<ForeignNode, "attrs" | "content">,
  blocksOf: (content: readonly unknown[]) => BlockData[],
): BlockData {
  const saysRows = linesSaid(attrs, "r:").size > 0 || linesSaid(attrs, "c:").size > 0;
  const rows = content.filter((json) => rowNames.includes(foreignNode(json).type));
  if (!saysRows && rows.length > 0 && !isOldTable(rows)) {
    const made = newTable(gridFromJson(content, blocksOf));
    return { ...made, attributes: { ...attrs, ...made.attributes } };
  }
  const inners = content.flatMap((json) => cellsIn(json, blocksOf));
  const attributes = saysRows
    ? rows.length > 0
      ? ofPart(attrs, rows)
      : attrs
    : recounted(attrs, rows);
  return { name: "table", attributes, runs: [], inners };
}

/**
 * The attributes of a table of which these rows are there: a part that was copied has no more rows and
 * columns than that.
 */
function ofPart(attrs: Values, rows: readonly unknown[]): Values {
  const gone = goneLines(attrs);
  const places = rows.map((row) => foreignNode(row).content.map(foreignNode));
  const cells = places
    .flat()
    .flatMap(({ content }) => content.map((cell) => foreignNode(cell).attrs));
  const here = new Set<unknown>(rows.map((row) => foreignNode(row).attrs["row"]));
  for (const { row, col } of cells) here.add(row).add(col);
  // What a merged cell reaches to has no cells of its own.
  for (const { from, to } of spansSaid(attrs)) {
    if (from.every((id) => here.has(id))) to.forEach((id) => here.add(id));
  }
  const width = Math.max(
    ...places.map((row) =>
      row.reduce((sum, { attrs: { columnSpan } }) => sum + spanIn(columnSpan), 0),
    ),
  );
  const said = (prefix: string): string[] =>
    [...linesSaid(attrs, prefix).keys()].filter((id) => !gone.has(id));
  const absent = [
    ...said("r:").map((id) => [`r:${id}`, rows.length, said("r:").length, id] as const),
    ...said("c:").map((id) => [`c:${id}`, width, said("c:").length, id] as const),
  ].filter(([, seen, all, id]) => seen < all && !here.has(id));
  return absent.reduce((values, [name]) => withValue(values, name, null), attrs);
}

/**
 * The attributes of a table whose cells say no place, and are known by their number: of those that
 * were not taken along, as they had been deleted, nothing is said any more, and the others have new numbers.
 */
function recounted(attrs: Values, rows: readonly unknown[]): Values {
  const ids = rows.map((row) => foreignNode(row).attrs["row"]);
  if (ids.every((id, i) => id === unplacedRow(i))) return attrs;
  let said = noValues;
  for (const [name, value] of Object.entries(attrs)) {
    const [, what, id] = /^(\w+:)(~\d.*)$/.exec(name) ?? [];
    const index = ids.indexOf(id);
    if (id === undefined) said = withValue(said, name, value);
    else if (index >= 0) said = withValue(said, what + unplacedRow(index), value);
  }
  return said;
}

/** Whether rows are those of a table whose cells say no place: each has one place. */
function isOldTable(rows: readonly unknown[]): boolean {
  return rows.every((row) => {
    const places = foreignNode(row).content.map(foreignNode);
    const cells = places.flatMap(({ content }) => content.map(foreignNode));
    const isOurs = places.length === 1 && places[0]!.type === "place" && cells.length > 0;
    return (
      isOurs && cells.every(({ type, attrs }) => type === "cell" && attrs["row"] === undefined)
    );
  });
}

/** The cells in a row, a place, or of whatever stands there. */
function cellsIn(
  json: unknown,
  blocksOf: (content: readonly unknown[]) => BlockData[],
): InnerData[] {
  const { type, content, attrs, text } = foreignNode(json);
  if (rowNames.includes(type) || type === "place") {
    return content.flatMap((child) => cellsIn(child, blocksOf));
  }
  const isCell = type === "cell" && text === "";
  const blocks = blocksOf(isCell ? content : [json]);
  const attributes = isCell ? attrs : noValues;
  const saysPlaceAlone = Object.keys(attributes).toSorted().join() === "col,row";
  const isMissing = blocks.length === 0 && saysPlaceAlone;
  if (isMissing) return [];
  return [{ type: "cell", name: "cell", attributes, inners: [{ type: "flow", blocks }] }];
}

/** The grid that rows of places make, without what they say of their own. */
function gridFromJson(
  content: readonly unknown[],
  blocksOf: (content: readonly unknown[]) => BlockData[],
): { rows: number; columns: number; places: NewPlace[]; hasHeaderRow: boolean } {
  const places: NewPlace[] = [];
  const taken = new Set<string>();
  let columns = 0;
  let isHeaderRow = content.length > 0;
  content.forEach((json, row) => {
    const node = foreignNode(json);
    const children = rowNames.includes(node.type) ? node.content : [json];
    let column = 0;
    for (const child of children) {
      while (taken.has(`${row} ${column}`)) column++;
      const place = placeFromJson(child, row, column, content.length, blocksOf);
      if (taken.size > shownLimits.places) Object.assign(place, { rowSpan: 1, columnSpan: 1 });
      for (let i = 0; i < place.rowSpan; i++) {
        for (let k = 0; k < place.columnSpan; k++) taken.add(`${row + i} ${column + k}`);
      }
      if (row === 0 && !place.isHeader) isHeaderRow = false;
      if (place.blocks.length > 0 || place.rowSpan * place.columnSpan > 1) places.push(place);
      column += place.columnSpan;
    }
    columns = Math.max(columns, column);
  });
  return { rows: content.length, columns, places, hasHeaderRow: isHeaderRow && columns > 0 };
}

function placeFromJson(
  json: unknown,
  row: number,
  column: number,
  rows: number,
  blocksOf: (content: readonly unknown[]) => BlockData[],
): NewPlace & { rowSpan: number; columnSpan: number; isHeader: boolean } {
  const { type, attrs, content } = foreignNode(json);
  const isPlace = placeNames.includes(type);
  const cells = type === "place" ? content.map(foreignNode) : [];
  const inside = content.flatMap((child, i) =>
    cells[i]?.type === "cell" ? cells[i].content : [child],
  );
  const said = cells[0]?.type === "cell" ? cells[0].attrs : noValues;
  return {
    row,
    column,
    rowSpan: Math.min(spanIn(attrs["rowSpan"] ?? attrs["rowspan"]), rows - row),
    columnSpan: spanIn(attrs["columnSpan"] ?? attrs["colspan"]),
    blocks: blocksOf(isPlace ? inside : [json]),
    attributes: ["row", "col"].reduce((values, name) => withValue(values, name, null), said),
    isHeader: /header/i.test(type) || attrs["header"] === "col",
  };
}

/** How many rows or columns a place takes. */
function spanIn(value: unknown): number {
  return typeof value === "number" && value >= 1 ? Math.min(Math.trunc(value), 100) : 1;
}

/** A part of a table as JSON of this schema, whoever wrote it: a row, a place, or a cell. */
export function tablePartJson(
  json: unknown,
  blocksOf: (json: unknown) => BlockData[],
  blockJson: (block: BlockData) => NodeJson,
): NodeJson {
  const { type, attrs, content } = foreignNode(json);
  if (type === "cell") return { type, attrs, content: blocksOf(json).map(blockJson) };
  const inner = type === "row" ? "place" : "cell";
  const parts = content.map((child) => {
    return foreignNode(child).type === inner ? child : { type: inner, content: [child] };
  });
  return { type, attrs, content: parts.map((part) => tablePartJson(part, blocksOf, blockJson)) };
}
