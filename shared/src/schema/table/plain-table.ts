/** A table as plain text, as spreadsheets take it: a line for each row, and tabs between its cells. */

import type { BlockData } from "../../flow/data.ts";
import type { Grid } from "./grid.ts";

/**
 * The lines of a table; `linesOf` says those of the blocks in a cell. Only where there is one column
 * a cell can have several lines. What is merged stands where it begins.
 */
export function tableLines(
  { places, columns }: Grid,
  linesOf: (blocks: readonly BlockData[]) => string[],
): string[] {
  if (columns.length === 1) {
    return places.flat().flatMap(({ cells }) => cells.flatMap(({ flow }) => linesOf(flow.blocks)));
  }
  return places.map((row) => {
    const texts = columns.map(() => "");
    for (const { column, cells } of row) {
      const lines = cells.flatMap(({ flow }) => linesOf(flow.blocks));
      texts[column] = lines.join(" ").replaceAll(/[\t\n]/g, " ");
    }
    return texts.join("\t");
  });
}
