/**
 * The cells of a table as they are stored: elements `cell` in any order, each of which says by
 * `row` and `col` where it belongs and holds one flow. Which of them are seen, and where, is for
 * grid.ts.
 */

import type { BlockData, InnerData } from "../../flow/data.ts";
import type { Block, Flow } from "../../flow/reading.ts";
import { textBlockName } from "../../flow/segment.ts";
import type { Values } from "../../flow/values.ts";
import { isLineId } from "./axis.ts";

/** The blocks in a cell. */
export type FlowData = Extract<InnerData, { readonly type: "flow" }>;

/** A cell of a table that can be shown. */
export interface TableCell<Inside extends FlowData = FlowData> {
  /** Its number among all that is nested in the table. */
  readonly index: number;
  /** The ids of its row and its column. */
  readonly row: string;
  readonly column: string;
  /**
   * Whether it says where it belongs. Those of old documents do not: each is a row of its own, in
   * one column.
   */
  readonly isPlaced: boolean;
  readonly attributes: Values;
  readonly flow: Inside;
}

/** A table that was read, or is plain data. */
export type TableData<Inside extends FlowData> = Inside extends Flow
  ? Pick<Block, "name" | "inners" | "attributes">
  : Pick<BlockData, "name" | "inners" | "attributes">;

/** The column of cells that say no place. */
export const unplacedColumn = "~";

/** The row of the cell with this number, if it says no place. Cells are never deleted, so it stays that. */
export function unplacedRow(index: number): string {
  return `~${index}`;
}

/**
 * The cells of a table, in the order in which they are stored. Undefined for everything else, and for
 * a table with anything in it that is no cell with one flow: it is shown as a placeholder.
 */
export function cellsOf<Inside extends FlowData>({
  name,
  inners,
}: Pick<TableData<Inside>, "name" | "inners">): TableCell<Inside>[] | undefined {
  if (name !== "table") return undefined;
  const cells: TableCell<Inside>[] = [];
  for (const [index, inner] of inners.entries()) {
    if (inner.type !== "cell" || inner.name !== "cell" || inner.inners.length !== 1)
      return undefined;
    const [flow] = inner.inners;
    if (flow?.type !== "flow") return undefined;
    const { attributes } = inner;
    const { row, col } = attributes;
    const isPlaced = isLineId(row) && isLineId(col);
    cells.push({
      index,
      row: isPlaced ? row : unplacedRow(index),
      column: isPlaced ? col : unplacedColumn,
      isPlaced,
      attributes,
      flow: flow as Inside,
    });
  }
  return cells;
}

/** Whether there is anything in a cell: a letter, or an object. Empty lines are nothing. */
export function isFilled({ blocks }: FlowData): boolean {
  return blocks.some(({ name, runs }) => {
    return name !== textBlockName || runs.some((run) => run.type === "object" || run.text !== "");
  });
}
