/** Types something for the user. */

import type { Command } from "prosemirror-state";
import type { TextRange } from "../editor-command.ts";

/** Types `text` in the place of that in `instead`, or else of the selection, as a step of its own. */
export function insertText(text: string, instead?: TextRange): Command {
  return (state, dispatch) => {
    const { from, to } = instead ?? state.selection;
    const tr = state.tr.insertText(text, from, to);
    // Not the end of the typing before it.
    dispatch?.(tr.setMeta("uiEvent", "tool").scrollIntoView());
    return true;
  };
}
