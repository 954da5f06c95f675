/** Tells which block the caret is in while fingers point, which are over no block before they touch it. */

import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Editor } from "../../editor/index.ts";
import { selectionType } from "../../editor/selection-type.ts";
import { outermost, selectedSpot, type BlockSpot } from "./block-spot.ts";

/**
 * Calls `onSpot` whenever that changes; with undefined where a mouse points, where the caret is not shown, and
 * where text is selected, which has handles of the system's own. Returns the function that stops it.
 */
export function watchCaret(
  editor: Editor,
  onSpot: (spot: BlockSpot | undefined) => void,
): () => void {
  const { view } = editor;
  const stop = new AbortController();
  const options = { signal: stop.signal, passive: true, capture: true };
  let isTouched = matchMedia("(pointer: coarse)").matches;
  let frame = 0;
  let shown: HTMLElement | undefined;
  const tell = (): void => {
    frame = 0;
    if (view.isDestroyed) return;
    const spot = isTouched ? spotOfCaret(view) : undefined;
    if (spot?.dom === shown) return;
    shown = spot?.dom;
    onSpot(spot);
  };
  // Once per frame, after the selection and the focus that belong together have both come.
  const look = (): void => {
    if (frame === 0) frame = requestAnimationFrame(tell);
  };
  addEventListener(
    "pointerdown",
    ({ pointerType }) => {
      isTouched = pointerType !== "mouse";
      look();
    },
    options,
  );
  view.dom.addEventListener("focusin", look, options);
  view.dom.addEventListener("focusout", look, options);
  const detach = editor.attach(new Plugin({ view: () => ({ update: look }) }));
  look();
  return () => {
    cancelAnimationFrame(frame);
    stop.abort();
    detach();
  };
}

function spotOfCaret(view: EditorView): BlockSpot | undefined {
  const { selection } = view.state;
  const isOne = selection.empty || selectionType(selection) === "node";
  if (!view.editable || !view.hasFocus() || !isOne) return undefined;
  const spot = selectedSpot(view);
  return spot && outermost(view, spot);
}
