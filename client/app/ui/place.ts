/**
 * Puts a floating panel beside what it belongs to, within the part of the page that is visible.
 *
 * The panel is `position: fixed`. Positions are set through the CSSOM, which the page's
 * Content-Security-Policy allows.
 */

/** Anything with a place on the screen, such as an element or a piece of text. */
export interface Anchor {
  /** In CSS pixels, relative to the layout viewport. */
  getBoundingClientRect: () => Pick<DOMRect, "left" | "right" | "top" | "bottom">;
}

/** Which edges of panel and anchor line up, in the direction of writing. */
export type Alignment = "start" | "center" | "end";

const gapPx = 6;
const marginPx = 8;

/**
 * Shows the panel, which the style sheet keeps invisible as long as it has no place. It goes below
 * the anchor, or above where it fits only there or has more room; never beyond the visible part. It
 * may grow later, away from the anchor, and scrolls at the end.
 */
export function place(panel: HTMLElement, anchor: Anchor, alignment: Alignment): void {
  const visible = visiblePart();
  const around = anchor.getBoundingClientRect();
  const top = clamp(around.bottom + gapPx, visible.top + marginPx, visible.bottom - marginPx);
  const bottom = clamp(around.top - gapPx, visible.top + marginPx, visible.bottom - marginPx);
  const roomBelow = visible.bottom - marginPx - top;
  const roomAbove = bottom - visible.top - marginPx;

  panel.style.maxHeight = "";
  const { width, height } = panel.getBoundingClientRect();
  const isBelow = height <= roomBelow || roomBelow >= roomAbove;
  panel.style.maxHeight = `${isBelow ? roomBelow : roomAbove}px`;
  panel.style.top = isBelow ? `${top}px` : "auto";
  panel.style.bottom = isBelow ? "auto" : `${document.documentElement.clientHeight - bottom}px`;

  const isLeftAligned = (alignment === "start") === !isRightToLeft(panel);
  const edge = isLeftAligned ? around.left : around.right - width;
  const left = alignment === "center" ? (around.left + around.right - width) / 2 : edge;
  panel.style.visibility = "visible";
  panel.style.left = `${clamp(left, visible.left + marginPx, visible.right - width - marginPx)}px`;
}

/** True where text runs from right to left around `element`. */
export function isRightToLeft(element: Element): boolean {
  return getComputedStyle(element).direction === "rtl";
}

/** The layout viewport without what a screen keyboard or a zoomed view hides. */
function visiblePart(): Pick<DOMRect, "left" | "right" | "top" | "bottom"> {
  const { clientWidth, clientHeight } = document.documentElement;
  const { offsetLeft, offsetTop, width, height } = globalThis.visualViewport ?? {
    offsetLeft: 0,
    offsetTop: 0,
    width: clientWidth,
    height: clientHeight,
  };
  return {
    left: offsetLeft,
    top: offsetTop,
    right: Math.min(offsetLeft + width, clientWidth),
    bottom: offsetTop + height,
  };
}

/** `value` between the limits; the lower one wins where they cross. */
function clamp(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(value, highest));
}
