/**
 * Out of inline code by the arrow keys. At the edge of code that is the edge of its line there is no
 * place outside to go to, so the first press says that what is typed next is no code.
 */

import type { Command, EditorState } from "prosemirror-state";

/** ArrowRight behind code at the end of a line. */
export const leaveCodeForward: Command = leaveAt(({ selection: { $head } }) => {
  return $head.parentOffset === $head.parent.content.size;
});

/** ArrowLeft before code at the beginning of a line. */
export const leaveCodeBackward: Command = leaveAt(({ selection: { $head } }) => {
  return $head.parentOffset === 0;
});

function leaveAt(isAtEdge: (state: EditorState) => boolean): Command {
  return (state, dispatch) => {
    const { selection, storedMarks, schema } = state;
    const { code } = schema.marks;
    const { $head, empty } = selection;
    if (code === undefined || !empty || !$head.parent.isTextblock || !isAtEdge(state)) return false;
    const next = storedMarks ?? $head.marks();
    if (code.isInSet(next) === undefined) return false;
    dispatch?.(state.tr.setStoredMarks(next.filter((mark) => mark.type !== code)));
    return true;
  };
}
