/**
 * The nodes that show a table: rows of places, each with the cells that are in it (grid.ts).
 *
 * A table and a cell have the attributes that are stored, and a cell says `row` and `col` even where
 * it is not stored yet. What rows and places say is only what the grid comes to: nobody writes it.
 * They are drawn as the table that they are, so that browsers, screen readers and what is copied know
 * rows, columns, headers and spans by themselves.
 */

import type { DOMOutputSpec, Node, NodeSpec } from "prosemirror-model";

/** By name. */
export const tableNodes: Readonly<Record<string, NodeSpec>> = {
  table: {
    group: "block",
    content: "row*",
    isolating: true,
    attrs: { id: { default: null } },
    toDOM: () => ["div", { "data-table": "" }, ["table", ["tbody", 0]]],
  },
  row: {
    content: "place*",
    attrs: { row: { default: null } },
    toDOM: () => ["tr", 0],
  },
  place: {
    content: "cell*",
    isolating: true,
    attrs: {
      rowSpan: { default: 1 },
      columnSpan: { default: 1 },
      header: { default: null },
      align: { default: null },
      tint: { default: null },
    },
    toDOM: placeToDom,
  },
  cell: {
    content: "block*",
    isolating: true,
    attrs: { row: { default: null }, col: { default: null } },
    toDOM: () => ["div", { "data-cell": "" }, 0],
  },
};

function placeToDom({ attrs }: Node): DOMOutputSpec {
  const { rowSpan, columnSpan, header, align, tint } = attrs as Readonly<Record<string, unknown>>;
  const attributes = {
    ...(Number(rowSpan) > 1 && { rowspan: String(rowSpan) }),
    ...(Number(columnSpan) > 1 && { colspan: String(columnSpan) }),
    ...(typeof header === "string" && { scope: header }),
    ...(typeof align === "string" && { "data-align": align }),
    ...(typeof tint === "string" && { "data-tint": tint }),
  };
  return [typeof header === "string" ? "th" : "td", attributes, 0];
}
