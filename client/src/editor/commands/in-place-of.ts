/** Does something in the place of a text, such as what was typed to find a tool. */

import type { Command, EditorState, Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { TextRange } from "../editor-command.ts";
import { asContinued } from "../binding/undo-steps.ts";

/** What is needed of a view to do without one. */
export interface InPlaceScreen {
  readonly state: EditorState;
  dispatch(transaction: Transaction): void;
}

/**
 * Deletes the text in `range`, and does what `command` does to what is left, as one step of undo. False, and
 * nothing is deleted, where it would do nothing. A command that asks the user first finds the text gone.
 */
export function doInPlaceOf(
  screen: InPlaceScreen,
  { from, to }: TextRange,
  command: Command,
  view?: EditorView,
): boolean {
  // A step of its own, and not the end of the typing before it.
  const deletion = screen.state.tr.delete(from, to).setMeta("uiEvent", "tool");
  if (!command(screen.state.apply(deletion))) return false;
  screen.dispatch(deletion);
  return command(screen.state, (then) => screen.dispatch(asContinued(then)), view);
}
