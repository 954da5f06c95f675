/** Which part of the text is near the window, so that nothing is drawn that nobody sees. */

import type { EditorView } from "prosemirror-view";
import type { Span } from "./query.ts";

/** Positions of what is in the window, and as much before and after it; blocks are whole. */
export function visiblePart(view: EditorView): Span {
  const { dom } = view;
  const height = dom.ownerDocument.documentElement.clientHeight;
  const elements = dom.children;
  const first = firstWhere(elements, (rect) => rect.bottom > -height);
  const behind = firstWhere(elements, (rect) => rect.top > 2 * height);
  const begin = elements[first];
  const end = elements[behind];
  return {
    from: begin === undefined ? 0 : positionBefore(view, begin),
    to: end === undefined ? view.state.doc.content.size : positionBefore(view, end),
  };
}

/** The number of the first element for which `isIt` holds; they lie one below the other. */
function firstWhere(elements: HTMLCollection, isIt: (rect: DOMRect) => boolean): number {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isIt(elements[middle]!.getBoundingClientRect())) high = middle;
    else low = middle + 1;
  }
  return low;
}

function positionBefore(view: EditorView, element: Element): number {
  const $inside = view.state.doc.resolve(view.posAtDOM(element, 0));
  return $inside.depth === 0 ? $inside.pos : $inside.before(1);
}
