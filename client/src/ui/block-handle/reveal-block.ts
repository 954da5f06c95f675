/** Shows the block that an address leads to. */

import { TextSelection } from "prosemirror-state";
import type { Editor } from "../../editor/index.ts";
import { positionOfBlock, type BlockMarks } from "./block-marks.ts";

/** Long enough to be found by the eye. */
const pointedMs = 4000;

/** The id in the fragment of an address, `#block=ID`; undefined for any other fragment. */
export function blockInFragment(fragment: string): string | undefined {
  const found = /^#block=([^&]+)$/.exec(fragment)?.[1];
  try {
    return found === undefined ? undefined : decodeURIComponent(found);
  } catch {
    return undefined;
  }
}

/** The fragment that leads to the block. */
export function fragmentOfBlock(id: string): string {
  return `#block=${encodeURIComponent(id)}`;
}

/** Scrolls to the block, puts the caret there, and sets it apart for a moment. False if there is none. */
export function revealBlock({ view }: Editor, marks: BlockMarks, id: string): boolean {
  const pos = positionOfBlock(view.state.doc, id);
  if (pos === undefined) return false;
  const $inside = view.state.doc.resolve(pos + 1);
  if ($inside.parent.isTextblock) {
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, pos + 1)));
  }
  const dom = view.nodeDOM(pos);
  if (dom instanceof Element) dom.scrollIntoView({ block: "center" });
  marks.set([id], "pointed");
  setTimeout(() => marks.clear(), pointedMs);
  return true;
}
