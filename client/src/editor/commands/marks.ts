/** How letters look. */

import { toggleMark as toggleMarkType } from "prosemirror-commands";
import type { Command } from "prosemirror-state";
import { isVerbatim } from "../block-kind.ts";
import { selectedTextblocks } from "./selected-blocks.ts";

/** Turns a mark on, or off where the whole selection has it. Code has no marks. */
export function toggleMark(name: string): Command {
  return (state, dispatch, view) => {
    const blocks = selectedTextblocks(state);
    if (blocks.every(({ node }) => isVerbatim(node))) return false;
    const type = state.schema.marks[name];
    if (type === undefined) return false;
    return toggleMarkType(type, null, { removeWhenPresent: false })(state, dispatch, view);
  };
}

/** Takes all marks, links included, from the selection, or from what is typed next. */
export const clearFormatting: Command = (state, dispatch) => {
  const { ranges, empty } = state.selection;
  const { tr } = state;
  if (empty) tr.setStoredMarks([]);
  else for (const { $from, $to } of ranges) tr.removeMark($from.pos, $to.pos);
  dispatch?.(tr);
  return true;
};
