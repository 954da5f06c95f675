/**
 * Keeps a floating panel beside what it belongs to, within the part of the page that is visible, by
 * Floating UI. The panel is `position: fixed`; the style sheet does not show it before it has a place.
 */

import { autoUpdate, computePosition, flip, offset, shift, size } from "@floating-ui/dom";

/** Anything with a place on the screen, such as an element or a piece of text. */
export interface Anchor {
  /** In CSS pixels, relative to the layout viewport. */
  readonly getBoundingClientRect: () => DOMRect;
}

/** Which edges of panel and anchor line up, in the direction of writing. */
export type Alignment = "start" | "center" | "end";

const gapPx = 6;
const marginPx = 8;

/** What a panel may want beside a place. */
export interface PlaceOptions {
  /** Where it is put first; below, by default. */
  readonly side?: "top" | "bottom";
  /** How much of the window's upper edge is covered, in CSS pixels. */
  readonly coveredAbove?: () => number;
}

/**
 * Puts the open panel below the anchor (or above, if `side` says so), or on the other side where it fits only
 * there or has more room, and again whenever one of them or the window changes; what does not fit is
 * scrolled. The anchor is never covered. Calls `onPlaced` once the panel can be seen. Returns the function
 * that stops it, to be called when the panel closes.
 */
export function keepInPlace(
  panel: HTMLElement,
  anchor: Anchor,
  alignment: Alignment,
  onPlaced?: () => void,
  { side = "bottom", coveredAbove = () => 0 }: PlaceOptions = {},
): () => void {
  let isPlaced = false;
  let isStopped = false;
  const place = async (): Promise<void> => {
    const padding = { top: marginPx + coveredAbove(), bottom: marginPx, left: 0, right: 0 };
    const { x, y } = await computePosition(anchor, panel, {
      strategy: "fixed",
      placement: alignment === "center" ? side : `${side}-${alignment}`,
      middleware: [offset(gapPx), flip({ padding, crossAxis: false }), inView, scrolled],
    });
    if (isStopped) return;
    panel.style.left = `${x}px`;
    panel.style.top = `${y}px`;
    panel.style.visibility = "visible";
    if (!isPlaced) onPlaced?.();
    isPlaced = true;
  };
  const stopUpdates = autoUpdate(anchor, panel, () => void place());
  return () => {
    isStopped = true;
    stopUpdates();
    panel.style.visibility = "";
    panel.style.maxHeight = "";
  };
}

/** True where text runs from right to left around `element`. */
export function isRightToLeft(element: Element): boolean {
  return getComputedStyle(element).direction === "rtl";
}

const inView = shift({ padding: marginPx });

const scrolled = size({
  padding: marginPx,
  apply: ({ availableHeight, elements }) => {
    elements.floating.style.maxHeight = `${Math.max(0, availableHeight)}px`;
  },
});
