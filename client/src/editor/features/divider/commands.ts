/** Lines across the page. */

import { TextSelection, type Command } from "prosemirror-state";
import { currentTextblock } from "../../commands/selected-blocks.ts";

/** Puts a divider below the current block, or above it while it is empty; goes on below that. */
export const insertDivider: Command = (state, dispatch) => {
  const { tr, schema, selection, doc } = state;
  const block = currentTextblock(state);
  const isEmptyLine = block !== undefined && block.node.content.size === 0;
  const { $to } = selection;
  const below = $to.parent.isTextblock ? $to.after() : $to.pos;
  const pos = isEmptyLine ? block.pos : below;
  tr.insert(pos, schema.node("divider"));
  if (!isEmptyLine) {
    if (doc.nodeAt(pos)?.isTextblock !== true) tr.insert(pos + 1, schema.node("textblock"));
    tr.setSelection(TextSelection.create(tr.doc, pos + 2));
  }
  dispatch?.(tr.scrollIntoView());
  return true;
};
