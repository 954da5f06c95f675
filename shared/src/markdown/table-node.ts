/**
 * A table as Markdown has it: the first row is its head, a cell is one line. What is merged stands
 * where it begins.
 */

import type { PhrasingContent, Table, TableCell } from "mdast";
import type { BlockData } from "../flow/data.ts";
import { textBlockName } from "../flow/segment.ts";
import { plainText } from "../schema/plain-text.ts";
import type { Grid } from "../schema/table/grid.ts";
import { phrasing } from "./phrasing.ts";

/** The node of a table that has rows and columns. */
export function tableNode({ places, columns }: Grid): Table {
  const align = columns.map((column) => (column.align === "end" ? "right" : column.align || null));
  const rows = places.map((row) => {
    const cells = columns.map((): TableCell => ({ type: "tableCell", children: [] }));
    for (const { column, cells: held } of row) {
      const blocks = held.flatMap(({ flow }) => flow.blocks);
      cells[column] = { type: "tableCell", children: lineOf(blocks) };
    }
    return { type: "tableRow" as const, children: cells };
  });
  return { type: "table", align, children: rows };
}

/** Blocks in one line, with breaks between them. */
function lineOf(blocks: readonly BlockData[]): PhrasingContent[] {
  return blocks.flatMap((block, i) => {
    const text = { type: "text", text: plainText([block]), formats: {} } as const;
    const runs = block.name === textBlockName ? block.runs : [text];
    const before: PhrasingContent[] = i > 0 ? [{ type: "html", value: "<br>" }] : [];
    return [...before, ...phrasing(runs, "oneLine")];
  });
}
