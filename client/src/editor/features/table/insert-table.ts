/** Putting a table into the document. */

import { newTable, nodesFromBlocks } from "@coscribe/shared/schema";
import type { Command } from "prosemirror-state";
import { asContinued } from "../../binding/undo-steps.ts";
import { currentTextblock } from "../../commands/selected-blocks.ts";
import { selectionIn } from "./operate.ts";

/** Size of a table where none is said. */
export const usualSize = { rows: 3, columns: 3 };

/** Largest table that is inserted at once. */
const mostLines = 50;

/** Puts a table below the current block, or in its place while it is empty; the first row is one of headers. */
export function insertTable(
  rows: number = usualSize.rows,
  columns: number = usualSize.columns,
): Command {
  return (state, dispatch, view) => {
    const { tr, schema, selection } = state;
    const block = currentTextblock(state);
    const { $to } = selection;
    const below = $to.parent.isTextblock ? $to.after() : $to.pos;
    const isEmptyLine = block !== undefined && block.node.content.size === 0;
    const pos = isEmptyLine ? block.pos : below;
    const [height, width] = [rows, columns].map((count) => Math.max(1, Math.min(mostLines, count)));
    const table = newTable({ rows: height!, columns: width!, hasHeaderRow: height! > 1 });
    const [node] = nodesFromBlocks(schema, [table]);
    if (node === undefined) return false;
    tr.insert(pos, node);
    dispatch?.(tr.scrollIntoView());
    const shown = dispatch === undefined ? undefined : view?.state;
    const caret = shown && selectionIn(shown.doc, pos, { caret: [0, 0] });
    if (caret !== undefined)
      dispatch?.(asContinued(shown!.tr.setSelection(caret).scrollIntoView()));
    return true;
  };
}
