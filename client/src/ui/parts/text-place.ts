/** Places of text on the screen, for what is shown beside it. */

import type { EditorView } from "prosemirror-view";
import type { Anchor } from "./place.ts";

/** From one position to another, wherever that is by now; all lines that it has. */
export function placeOfText(view: EditorView, range: () => { from: number; to: number }): Anchor {
  return {
    getBoundingClientRect: () => {
      const { from, to } = range();
      const end = view.state.doc.content.size;
      const start = view.coordsAtPos(Math.min(from, end), 1);
      const last = view.coordsAtPos(Math.min(to, end), -1);
      const isOneLine = Math.abs(start.bottom - last.bottom) < 2;
      const text = view.dom.getBoundingClientRect();
      const left = isOneLine ? Math.min(start.left, last.left) : text.left;
      const right = isOneLine ? Math.max(start.right, last.right) : text.right;
      return new DOMRect(left, start.top, right - left, Math.max(0, last.bottom - start.top));
    },
  };
}

/** How much of the window's upper edge lies over the text, in CSS pixels, as the view is told. */
export function coveredAbove(view: EditorView): number {
  return covered(view, "top");
}

/** From where to where in the window text can be seen, in CSS pixels: not below bars, nor a keyboard. */
export function uncovered(view: EditorView): { readonly top: number; readonly bottom: number } {
  const { visualViewport: seen } = window;
  // A zoomed view is smaller too, but then nothing hides the page.
  const isZoomed = seen === null || seen.scale > 1.01;
  const bottom = isZoomed ? innerHeight : Math.min(innerHeight, seen.offsetTop + seen.height);
  return { top: covered(view, "top"), bottom: bottom - covered(view, "bottom") };
}

function covered(view: EditorView, side: "top" | "bottom"): number {
  const margin: unknown = view.someProp("scrollMargin");
  if (typeof margin === "number") return margin;
  const width: unknown =
    typeof margin === "object" && margin !== null ? Reflect.get(margin, side) : undefined;
  return typeof width === "number" ? width : 0;
}
