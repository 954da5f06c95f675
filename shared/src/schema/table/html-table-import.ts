/**
 * Tables of HTML: which of them are data, and what grid their rows and cells make.
 *
 * Web pages and mail programs use tables for layout: those have one column, or other tables in them,
 * or say that they are no tables. They stay the paragraphs that they are to a reader.
 */

import type { BlockData } from "../../flow/data.ts";
import { noValues, type Values } from "../../flow/values.ts";
import { inlineStyle, isElement, tagOf, type DomElement, type DomNode } from "../dom.ts";
import { shownLimits } from "./grid.ts";
import { cellsAttribute } from "./html-table-export.ts";
import { type TableAlign } from "./looks.ts";
import { isColorName } from "../features/color/color-names.ts";
import { newTable, type NewPlace } from "./new-table.ts";

/** Whether a table is one of ours, which is a table whatever it looks like. */
export function isOurTable(table: DomElement): boolean {
  return table.getAttribute(cellsAttribute) !== null;
}

/** Whether a table is there for its data, and not for the layout of a page. */
export function isDataTable(table: DomElement): boolean {
  if (isOurTable(table)) return true;
  if (/^(presentation|none)$/.test(table.getAttribute("role") ?? "")) return false;
  let [most, inRow, rows] = [0, 0, 0];
  let hasHeader = false;
  for (const element of elementsIn(table)) {
    const tag = tagOf(element);
    if (tag === "table") return false;
    if (tag === "tr") [inRow, rows] = [0, rows + 1];
    if (tag === "td" || tag === "th") most = Math.max(most, ++inRow);
    if (tag === "th") hasHeader = true;
  }
  return most > 1 || (hasHeader && rows > 1);
}

/** All elements in one, in the order of their beginnings. */
function* elementsIn(root: DomNode): Generator<DomElement> {
  const open: (DomNode | null)[] = [root.firstChild];
  while (open.length > 0) {
    const node = open.pop()!;
    if (node === null) continue;
    open.push(node.nextSibling);
    if (!isElement(node)) continue;
    yield node;
    open.push(node.firstChild);
  }
}

/** A cell that was read. */
interface ReadCell {
  readonly element: DomElement;
  readonly blocks: readonly BlockData[];
  /** The part of the table that its row is in. */
  readonly isInHead: boolean;
}

/** A table while it is being read. */
export class HtmlTable {
  readonly #element: DomElement;
  readonly #rows: ReadCell[][] = [];
  readonly #strays: BlockData[] = [];
  #isInHead = false;

  constructor(element: DomElement) {
    this.#element = element;
  }

  /** A `thead`, or another part of the table, begins. */
  beginPart(tag: string): void {
    this.#isInHead = tag === "thead";
  }

  /** A row begins. */
  beginRow(): void {
    this.#rows.push([]);
  }

  /** A cell has been read. */
  addCell(element: DomElement, blocks: readonly BlockData[]): void {
    if (this.#rows.length === 0) this.beginRow();
    this.#rows.at(-1)!.push({ element, blocks, isInHead: this.#isInHead });
  }

  /** What stands in the table and in none of its cells, such as its caption. */
  addStray(blocks: readonly BlockData[]): void {
    for (const block of blocks) this.#strays.push(block);
  }

  /** The table, behind what stood in none of its cells; but a caption is the line below it. */
  toBlocks(): BlockData[] {
    const rows = this.#rows.filter((row) => row.length > 0);
    if (rows.length === 0 && !isOurTable(this.#element)) return this.#strays;
    const { places, columns } = placesOf(rows);
    const isHeader = ({ element }: ReadCell): boolean => tagOf(element) === "th";
    const hasHeaderRow =
      rows.length > 0 && rows[0]!.every((cell) => isHeader(cell) || cell.isInHead);
    const body = hasHeaderRow ? rows.slice(1) : rows;
    const hasHeaderColumn = body.length > 0 && body.every(([first]) => isHeader(first!));
    const table = newTable({
      rows: rows.length,
      columns,
      places: places.filter(({ blocks, rowSpan, columnSpan }) => {
        return blocks.length > 0 || rowSpan * columnSpan > 1;
      }),
      hasHeaderRow,
      hasHeaderColumn: hasHeaderColumn && columns > 1,
      widths: isOurTable(this.#element) ? widthsIn(this.#element) : [],
      aligns: alignsOf(places, columns),
    });
    const isCaption = ({ attributes }: BlockData): boolean => attributes["kind"] === "caption";
    return [
      ...this.#strays.filter((block) => !isCaption(block)),
      table,
      ...this.#strays.filter(isCaption),
    ];
  }
}

/** A cell in its place. */
type PlacedCell = Required<NewPlace> & { readonly align: TableAlign };

function placesOf(rows: readonly (readonly ReadCell[])[]): {
  readonly places: readonly PlacedCell[];
  readonly columns: number;
} {
  const places: PlacedCell[] = [];
  const taken = new Set<string>();
  let columns = 0;
  rows.forEach((cells, row) => {
    let column = 0;
    for (const { element, blocks } of cells) {
      while (taken.has(`${row} ${column}`)) column++;
      // What claims more places than a table can show is taken for single cells.
      const isFull = taken.size > shownLimits.places;
      const rowSpan = isFull ? 1 : Math.min(spanIn(element, "rowspan"), rows.length - row);
      const columnSpan = isFull ? 1 : spanIn(element, "colspan");
      for (let i = 0; i < rowSpan; i++) {
        for (let k = 0; k < columnSpan; k++) taken.add(`${row + i} ${column + k}`);
      }
      const place = { row, column, rowSpan, columnSpan, blocks };
      places.push({ ...place, attributes: attributesOf(element), align: alignOf(element) });
      column += columnSpan;
    }
    columns = Math.max(columns, column);
  });
  return { places, columns };
}

function spanIn(element: DomElement, name: string): number {
  const given = Number.parseInt(element.getAttribute(name) ?? "1", 10);
  return given >= 1 ? Math.min(given, 100) : 1;
}

function attributesOf(element: DomElement): Values {
  const tint = element.getAttribute("data-tint");
  return isColorName(tint) ? { tint } : noValues;
}

function alignOf(element: DomElement): TableAlign {
  const said = inlineStyle(element).get("text-align") ?? element.getAttribute("align") ?? "";
  if (/^(center|middle)$/i.test(said)) return "center";
  return /^(end|right)$/i.test(said) ? "end" : "";
}

/** How columns stand, where all cells of one, or all but its header, stand alike. */
function alignsOf(places: readonly PlacedCell[], columns: number): TableAlign[] {
  return Array.from({ length: columns }, (_, column) => {
    const cells = places.filter((place) => place.column === column && place.columnSpan === 1);
    const body = cells.length > 1 ? cells.slice(1) : cells;
    const align = body[0]?.align ?? "";
    return body.every((cell) => cell.align === align) ? align : "";
  });
}

/** The widths that our own export says. */
function widthsIn(table: DomElement): (number | undefined)[] {
  const widths: (number | undefined)[] = [];
  for (const element of elementsIn(table)) {
    const tag = tagOf(element);
    if (tag === "tr") break;
    if (tag !== "col") continue;
    const width = /^(\d+)px$/.exec(inlineStyle(element).get("width") ?? "")?.[1];
    widths.push(width === undefined ? undefined : Number(width));
  }
  return widths;
}
