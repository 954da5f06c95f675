/** A new line below blocks. */

import { newBlockId } from "@coscribe/shared/flow";
import { textblockAttrs } from "@coscribe/shared/schema";
import { TextSelection, type Command } from "prosemirror-state";
import { isListLine } from "../block-kind.ts";
import { movedBlocks } from "./outline.ts";

/**
 * Puts an empty line below the selected blocks and all that hangs below them, and the caret into it. It
 * stands where the first of them does: in its quotation, and as deep if it is one of a list.
 */
export const insertBelow: Command = (state, dispatch) => {
  const blocks = movedBlocks(state.selection);
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (first === undefined || last === undefined) return false;
  const { kind, indent, frame } = textblockAttrs(first.node);
  const attrs = {
    id: newBlockId(),
    frame: frame || null,
    ...(isListLine(first.node) && { kind, indent: indent || null }),
  };
  const pos = last.pos + last.node.nodeSize;
  const tr = state.tr.insert(pos, state.schema.node("textblock", attrs));
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, pos + 1)).scrollIntoView());
  return true;
};
