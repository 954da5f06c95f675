/** Tables: a block object `table` with elements `cell` in it, each of which holds one flow. */

import type { BlockData, InnerData } from "../flow/data.ts";
import type { Block, Flow } from "../flow/reading.ts";
import type { Values } from "../flow/values.ts";

/** The blocks in a cell. */
type FlowData = Extract<InnerData, { readonly type: "flow" }>;

/** A cell of a table that can be shown. */
export interface TableCell<Inside extends FlowData = FlowData> {
  readonly attributes: Values;
  readonly flow: Inside;
}

/**
 * The cells of a table that was read. Undefined for everything else, and for a table with anything
 * in it that is no cell with one flow: it is shown as a placeholder.
 */
export function cellsOf(block: Pick<Block, "name" | "inners">): TableCell<Flow>[] | undefined;
/** The same of blocks that are plain data. */
export function cellsOf(block: Pick<BlockData, "name" | "inners">): TableCell[] | undefined;
/** What both of them do. */
export function cellsOf({ name, inners }: Pick<BlockData, "name" | "inners">) {
  if (name !== "table") return undefined;
  const cells = inners.flatMap((inner): TableCell[] => {
    if (inner.type !== "cell" || inner.name !== "cell" || inner.inners.length !== 1) return [];
    const [flow] = inner.inners;
    return flow?.type === "flow" ? [{ attributes: inner.attributes, flow }] : [];
  });
  return cells.length === inners.length ? cells : undefined;
}
