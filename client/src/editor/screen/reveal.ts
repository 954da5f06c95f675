/**
 * Brings a part of the text to where it can be seen, also while the focus is elsewhere, which
 * ProseMirror's own scrolling does not do.
 *
 * In a long document blocks that were not drawn yet count as one line, and grow when they come into the
 * window. So it is looked again with the next frames, until the place stays.
 */

import type { EditorView } from "prosemirror-view";
import type { Timing } from "./timing.ts";

/** Positions in the text. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** Where in the window: in the middle unless it can be seen already, or at the top in any case. */
export type RevealPlace = "middle" | "top";

/** As many frames as blocks can need that come into the window one after the other. */
const maxFrames = 8;

/** Frames in which nothing moves, before that is believed. */
const minFrames = 3;

/** Scrolls until what `current` tells, which is asked with each frame, is in the window. */
export function reveal(
  view: EditorView,
  current: () => Part | undefined,
  place: RevealPlace,
  timing: Timing,
): void {
  let frames = 0;
  const look = (): void => {
    const part = view.isDestroyed ? undefined : current();
    if (part === undefined) return;
    const isMoved = scrollTo(view, part, place);
    frames++;
    if (frames < (isMoved ? maxFrames : minFrames)) timing.onFrame(look);
  };
  look();
}

/** Whether anything had to be scrolled. */
function scrollTo(view: EditorView, { from, to }: Part, place: RevealPlace): boolean {
  let { top, bottom } = rectOf(view, from, to);
  let isMoved = false;
  const { ownerDocument } = view.dom;
  const page = ownerDocument.scrollingElement ?? ownerDocument.documentElement;
  for (let at: Element | null = view.dom; at !== null; at = at.parentElement) {
    if (at !== page && !canScroll(at)) continue;
    const room = at === page ? uncoveredPart(view) : at.getBoundingClientRect();
    if (place === "middle" && top >= room.top && bottom <= room.bottom) continue;
    const middle = (room.top + room.bottom - (bottom - top)) / 2;
    const before = at.scrollTop;
    at.scrollTop = before + top - (place === "top" ? room.top : Math.max(room.top, middle));
    const moved = at.scrollTop - before;
    [top, bottom] = [top - moved, bottom - moved];
    // Less is rounding.
    isMoved ||= Math.abs(moved) >= 1;
  }
  return isMoved;
}

function rectOf(view: EditorView, from: number, to: number): { top: number; bottom: number } {
  const start = view.coordsAtPos(from, 1);
  const end = view.coordsAtPos(to, -1);
  return { top: start.top, bottom: Math.max(start.bottom, end.bottom) };
}

function canScroll(element: Element): boolean {
  return (
    element.scrollHeight > element.clientHeight &&
    /auto|scroll/.test(getComputedStyle(element).overflowY)
  );
}

/** The part of the window that nothing of the page lies over, as the page tells ProseMirror. */
export function uncoveredPart(view: EditorView): { readonly top: number; readonly bottom: number } {
  const margin = view.someProp("scrollMargin") ?? 0;
  const { top, bottom } = typeof margin === "number" ? { top: margin, bottom: margin } : margin;
  return { top, bottom: view.dom.ownerDocument.documentElement.clientHeight - bottom };
}
