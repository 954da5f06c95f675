/**
 * Brings a part of the text to where it can be seen, also while the focus is elsewhere, which
 * ProseMirror's own scrolling does not do.
 *
 * In a long document blocks that were not drawn yet count as one line, and grow when they come into the
 * window. So it is looked again with the next frames, until the place stays.
 */

import type { EditorView } from "prosemirror-view";
import type { Span } from "./query.ts";
import type { Timing } from "./timing.ts";

/** As many frames as blocks can need that come into the window one after the other. */
const maxFrames = 8;

/** Scrolls until `span` is in the window. What `current` tells is looked for with each frame. */
export function reveal(view: EditorView, current: () => Span | undefined, timing: Timing): void {
  let framesLeft = maxFrames;
  const look = (): void => {
    const span = view.isDestroyed ? undefined : current();
    if (span === undefined) return;
    const isMoved = scrollTo(view, span);
    if (framesLeft-- > 0 && (isMoved || framesLeft > maxFrames - 3)) timing.onFrame(look);
  };
  look();
}

/** Whether anything had to be scrolled. */
function scrollTo(view: EditorView, span: Span): boolean {
  const start = view.coordsAtPos(span.from, 1);
  const end = view.coordsAtPos(span.to, -1);
  let { top, bottom } = { top: start.top, bottom: Math.max(start.bottom, end.bottom) };
  let isMoved = false;
  const { ownerDocument } = view.dom;
  const page = ownerDocument.scrollingElement ?? ownerDocument.documentElement;
  for (let at: Element | null = view.dom; at !== null; at = at.parentElement) {
    const isPage = at === page;
    if (!isPage && !canScroll(at)) continue;
    const room = isPage ? uncovered(view) : at.getBoundingClientRect();
    if (top >= room.top && bottom <= room.bottom) continue;
    // In the middle, so that what is around it can be read.
    const wanted = (room.top + room.bottom) / 2 - (bottom - top) / 2;
    const before = at.scrollTop;
    at.scrollTop = before + top - Math.max(room.top, wanted);
    const moved = at.scrollTop - before;
    [top, bottom] = [top - moved, bottom - moved];
    isMoved ||= moved !== 0;
  }
  return isMoved;
}

function canScroll(element: Element): boolean {
  return (
    element.scrollHeight > element.clientHeight &&
    /auto|scroll/.test(getComputedStyle(element).overflowY)
  );
}

/** The part of the window that nothing of the page lies over, as the page tells ProseMirror. */
function uncovered(view: EditorView): { top: number; bottom: number } {
  const margin = view.someProp("scrollMargin") ?? 0;
  const { top, bottom } = typeof margin === "number" ? { top: margin, bottom: margin } : margin;
  return { top, bottom: view.dom.ownerDocument.documentElement.clientHeight - bottom };
}
