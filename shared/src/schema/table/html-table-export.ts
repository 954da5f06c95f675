/** A table as HTML that other programs understand: rows, spans, header cells. */

import type { BlockData } from "../../flow/data.ts";
import type { HtmlElement, HtmlNode } from "../html-tree.ts";
import { type Grid, type TablePlace } from "./grid.ts";

/**
 * Tells our tables from those of other programs, many of which are only there for the layout of a
 * page.
 */
export const cellsAttribute = "data-cells";

/** The element of a table; `htmlOf` says what the blocks in a cell are. */
export function tableHtml(
  grid: Grid,
  htmlOf: (blocks: readonly BlockData[]) => HtmlNode[],
): HtmlElement {
  const rows = grid.places.map((places): HtmlElement => {
    return ["tr", {}, ...places.map((place) => placeHtml(grid, place, htmlOf))];
  });
  return ["table", { [cellsAttribute]: "" }, ...columnsHtml(grid), ["tbody", {}, ...rows]];
}

function columnsHtml({ columns }: Grid): HtmlElement[] {
  if (columns.every(({ width }) => width === undefined)) return [];
  const cols = columns.map(({ width }): HtmlElement => {
    return ["col", width === undefined ? {} : { style: `width: ${width}px` }];
  });
  return [["colgroup", {}, ...cols]];
}

function placeHtml(
  { hasHeaderRow }: Grid,
  { row, rowSpan, columnSpan, isHeader, align, tint, cells }: TablePlace,
  htmlOf: (blocks: readonly BlockData[]) => HtmlNode[],
): HtmlElement {
  const attributes = {
    ...(rowSpan > 1 && { rowspan: String(rowSpan) }),
    ...(columnSpan > 1 && { colspan: String(columnSpan) }),
    ...(isHeader && { scope: hasHeaderRow && row === 0 ? "col" : "row" }),
    ...(align !== "" && { style: `text-align: ${align}` }),
    ...(tint !== "" && { "data-tint": tint }),
  };
  return [isHeader ? "th" : "td", attributes, ...cells.flatMap(({ flow }) => htmlOf(flow.blocks))];
}
