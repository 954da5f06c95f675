/**
 * The selection as it is on the screen right now.
 *
 * A browser moves the caret first and says so later, in an event of its own. If another person's edit
 * is shown in between, ProseMirror puts the caret back to where it last knew it; and if a key comes in
 * between, it does something in the wrong place. So both ask the screen.
 */

import { TextSelection, type Selection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { selectionType } from "./selection-type.ts";

/** See above. What is no text is taken from the state: the screen does not tell it apart. */
export function liveSelection(view: EditorView): Selection {
  const { state } = view;
  const known = state.selection;
  if (view.composing || !view.hasFocus() || selectionType(known) !== "text") return known;
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selectionOnScreen(view);
  if (!isWithin(view, anchorNode) || !isWithin(view, focusNode)) return known;
  const anchor = view.posAtDOM(anchorNode, anchorOffset);
  const head = view.posAtDOM(focusNode, focusOffset);
  if (anchor === known.anchor && head === known.head) return known;
  const [$anchor, $head] = [state.doc.resolve(anchor), state.doc.resolve(head)];
  // Between two cells of a table lie cells.
  const between = view.someProp("createSelectionBetween", (make) => make(view, $anchor, $head));
  return between ?? TextSelection.between($anchor, $head);
}

type SelectionRange = Pick<
  globalThis.Selection,
  "anchorNode" | "anchorOffset" | "focusNode" | "focusOffset"
>;

/** A shadow root has a selection of its own where the browser says so. */
function selectionOnScreen({ root, dom }: EditorView): SelectionRange {
  const own = (root as { getSelection?: () => SelectionRange | null }).getSelection?.();
  return own ?? dom.ownerDocument.getSelection()!;
}

function isWithin({ dom }: EditorView, node: globalThis.Node | null): node is globalThis.Node {
  return node !== null && dom.contains(node);
}
