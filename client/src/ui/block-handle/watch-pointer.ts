/** Tells which block the mouse is at: over it, or in the margin before it. */

import type { EditorView } from "prosemirror-view";
import { isCell } from "../../editor/holder.ts";
import { blockAround, outermost, type BlockSpot } from "./block-spot.ts";

/** The mouse is at none of the text's blocks there. */
const ofInterface = ".coscribe-handle, .coscribe-popover, .coscribe-tooltip";

/** So far beside the text the mouse still means a block. */
const reachPx = 72;

/** Calls `onSpot` whenever that changes. Returns the function that stops it. */
export function watchPointer(
  view: EditorView,
  onSpot: (spot: BlockSpot | undefined) => void,
): () => void {
  const stop = new AbortController();
  const options = { signal: stop.signal, passive: true };
  let frame = 0;
  let shown: HTMLElement | undefined;
  const tell = (spot: BlockSpot | undefined): void => {
    if (spot?.dom === shown) return;
    shown = spot?.dom;
    onSpot(spot);
  };
  addEventListener(
    "pointermove",
    (event) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.pointerType !== "mouse" || event.buttons !== 0 || isOfHandle(target)) return;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        if (!view.isDestroyed) tell(spotAtPoint(view, event.clientX, event.clientY));
      });
    },
    options,
  );
  // Whoever types looks at the text.
  view.dom.addEventListener("keydown", () => tell(undefined), options);
  return () => {
    cancelAnimationFrame(frame);
    stop.abort();
  };
}

function isOfHandle(target: Element | null): boolean {
  return target !== null && target.closest(ofInterface) !== null;
}

function spotAtPoint(view: EditorView, x: number, y: number): BlockSpot | undefined {
  if (!view.editable) return undefined;
  const { left, right, top, bottom } = view.dom.getBoundingClientRect();
  const isBeside = x > left - reachPx && x < right + reachPx && y > top && y < bottom;
  if (!isBeside) return undefined;
  const within = Math.min(Math.max(x, left + 1), right - 1);
  const spot = blockAround(view, view.root.elementFromPoint(within, y));
  if (spot === undefined || x !== within) return spot && outermost(view, spot);
  // The one block of a cell has nowhere to go; the cell itself is the table's.
  const { parent } = view.state.doc.resolve(spot.pos);
  return isCell(parent) && parent.childCount === 1 ? undefined : spot;
}
