/** Does something in the place of a text, such as what was typed to find a tool, in one step. */

import { Selection, type Command } from "prosemirror-state";
import type { TextRange } from "../api.ts";

/**
 * Deletes the text in `range`, and does what `command` does to what is left. A command that does nothing
 * yet, since it asks the user first, finds the text gone.
 */
export function inPlaceOf({ from, to }: TextRange, command: Command): Command {
  return (state, dispatch, view) => {
    const tr = state.tr.delete(from, to);
    if (dispatch === undefined) return command(state.apply(tr));
    // It is a step of undo of its own, and not the end of the typing before it.
    tr.setMeta("uiEvent", "tool");
    const done = command(
      state.apply(tr),
      (then) => {
        for (const step of then.steps) tr.step(step);
        if (then.selectionSet) {
          tr.setSelection(Selection.fromJSON(tr.doc, then.selection.toJSON()));
        }
        if (then.storedMarksSet) tr.setStoredMarks(then.storedMarks);
      },
      view,
    );
    if (done) dispatch(tr.scrollIntoView());
    return done;
  };
}
