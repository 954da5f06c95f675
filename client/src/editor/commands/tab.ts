/**
 * Tab in text. It never leaves the text, where whatever is typed next would be lost: it indents lines of
 * lists and whatever is selected from its beginning on, and within a text it is a letter.
 */

import type { Command } from "prosemirror-state";
import { isIndentable, isListLine } from "../block-kind.ts";
import { indent, outdent } from "./kind.ts";
import { currentTextblock, selectedBlocks } from "./selected-blocks.ts";

/** Tab. */
export const tab: Command = (state, dispatch, view) => {
  const block = currentTextblock(state);
  if (block === undefined) return selectedBlocks(state.selection).length > 0;
  const { $from, $to } = state.selection;
  const isWithin = $from.parentOffset > 0 && $from.sameParent($to);
  const isIndented = isListLine(block.node) || (isIndentable(block.node) && !isWithin);
  if (isIndented) indent(state, dispatch, view);
  else dispatch?.(state.tr.insertText("\t").scrollIntoView());
  return true;
};

/** Shift-Tab: one step out, or the tab before the caret goes. */
export const backTab: Command = (state, dispatch, view) => {
  const { $from, empty } = state.selection;
  if (currentTextblock(state) === undefined) return selectedBlocks(state.selection).length > 0;
  const before = empty ? $from.nodeBefore?.text?.at(-1) : undefined;
  if (before === "\t") dispatch?.(state.tr.delete($from.pos - 1, $from.pos).scrollIntoView());
  else outdent(state, dispatch, view);
  return true;
};
