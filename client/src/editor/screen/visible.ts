/** Which part of the text is in the window or near it, so that nothing is done that nobody sees. */

import type { EditorView } from "prosemirror-view";
import type { Part } from "./reveal.ts";

/** Positions of what is in the window, and as much before and after it; blocks are whole. */
export function partNearWindow(view: EditorView): Part {
  const height = view.dom.ownerDocument.documentElement.clientHeight;
  return { from: positionAt(view, -height), to: positionAt(view, 2 * height) };
}

/**
 * The position before the first block that ends below `top`, in px from the window's top; behind the last
 * one if none does.
 */
export function positionAt(view: EditorView, top: number): number {
  const blocks = view.dom.children;
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (blocks[middle]!.getBoundingClientRect().bottom > top) high = middle;
    else low = middle + 1;
  }
  const block = blocks[low];
  if (block === undefined) return view.state.doc.content.size;
  const $inside = view.state.doc.resolve(view.posAtDOM(block, 0));
  return $inside.depth === 0 ? $inside.pos : $inside.before(1);
}
