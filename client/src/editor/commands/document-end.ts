/**
 * Going to the end of the document. Browsers do that by themselves, but Chromium goes to the beginning
 * of the last block if it has not drawn that yet: see plugins/long-document.ts.
 */

import { Selection, TextSelection, type Command } from "prosemirror-state";

/** Puts the caret behind the last letter. */
export const toEnd: Command = ({ doc, tr }, dispatch) => {
  dispatch?.(tr.setSelection(Selection.atEnd(doc)).scrollIntoView());
  return true;
};

/** Selects from where the selection begins up to the last letter. */
export const extendToEnd: Command = ({ doc, selection, tr }, dispatch) => {
  const { $head } = Selection.atEnd(doc);
  dispatch?.(tr.setSelection(TextSelection.between(selection.$anchor, $head)).scrollIntoView());
  return true;
};
