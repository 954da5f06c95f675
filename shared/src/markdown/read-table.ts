/** A table of Markdown while it is being read. */

import type { BlockData } from "../flow/data.ts";
import { textBlockName } from "../flow/segment.ts";
import { noValues, valuesOf } from "../flow/values.ts";
import type { TableAlign } from "../schema/table/looks.ts";
import { newTable } from "../schema/table/new-table.ts";
import type { LinePart, Picture } from "./to-runs.ts";

/** A picture as the block that it is here. */
export function pictureBlock(picture: Picture): BlockData {
  const said = Object.entries(picture).filter(([, value]) => value !== "");
  return { name: "image", attributes: valuesOf(said), runs: [], inners: [] };
}

/** See the head of this file. */
export class ReadTable {
  /** The blocks of the cells, by row. */
  readonly #rows: BlockData[][][] = [];
  readonly #aligns: TableAlign[] = [];

  beginRow(): void {
    this.#rows.push([]);
  }

  /** `style` says how the text of the cell is aligned. */
  beginCell(style: string): void {
    const row = this.#rows.at(-1);
    row?.push([]);
    if (this.#rows.length > 1) return;
    const align = /text-align:\s*(center|right)/.exec(style)?.[1];
    this.#aligns.push(align === "center" ? "center" : align === "right" ? "end" : "");
  }

  /** What stands in the cell that has begun. */
  fill(parts: readonly LinePart[]): void {
    const cell = this.#rows.at(-1)?.at(-1);
    for (const part of parts) {
      if (part.type === "picture") cell?.push(pictureBlock(part.picture));
      else cell?.push({ name: textBlockName, attributes: noValues, runs: part.runs, inners: [] });
    }
  }

  toBlock(): BlockData {
    const places = this.#rows.flatMap((cells, row) =>
      cells.map((blocks, column) => ({ row, column, blocks })),
    );
    return newTable({
      rows: this.#rows.length,
      columns: Math.max(...this.#rows.map(({ length }) => length)),
      places: places.filter(({ blocks }) => blocks.length > 0),
      hasHeaderRow: true,
      aligns: this.#aligns,
    });
  }
}
