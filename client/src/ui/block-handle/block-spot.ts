/** Finds the block that is meant by a place on the screen, or by the caret. */

import type { EditorView } from "prosemirror-view";
import { isCell, holderDepth } from "../../editor/holder.ts";

/** A block on the screen. */
export interface BlockSpot {
  readonly dom: HTMLElement;
  /** The position before it, at the time when it was asked for. */
  readonly pos: number;
}

/** The innermost block around `element`; undefined outside of blocks. */
export function blockAround(view: EditorView, element: Element | null): BlockSpot | undefined {
  for (let at = element; at !== null && at !== view.dom; at = at.parentElement) {
    if (!(at instanceof HTMLElement) || !view.dom.contains(at)) continue;
    const pos = positionBefore(view, at);
    if (pos !== undefined) return { dom: at, pos };
  }
  return undefined;
}

/** The outermost block around `spot`. */
export function outermost(view: EditorView, spot: BlockSpot): BlockSpot | undefined {
  const $pos = view.state.doc.resolve(spot.pos);
  return $pos.depth === 0 ? spot : spotAt(view, $pos.before(1));
}

/** The block with the caret or the start of the selection. */
export function selectedSpot(view: EditorView): BlockSpot | undefined {
  const { $from } = view.state.selection;
  const depth = holderDepth($from);
  return spotAt(view, $from.depth > depth ? $from.before(depth + 1) : $from.pos);
}

/** The block at the position before it. */
export function spotAt(view: EditorView, pos: number): BlockSpot | undefined {
  const dom = view.nodeDOM(pos);
  return dom instanceof HTMLElement ? { dom, pos } : undefined;
}

/** The same block by its element, wherever it is by now; undefined once that is gone. */
export function currentSpot(view: EditorView, { dom }: BlockSpot): BlockSpot | undefined {
  const pos = view.dom.contains(dom) ? positionBefore(view, dom) : undefined;
  return pos === undefined ? undefined : { dom, pos };
}

/** The position before the block that `element` draws; undefined if it draws none. */
function positionBefore(view: EditorView, element: HTMLElement): number | undefined {
  const parent = element.parentElement;
  if (parent === null) return undefined;
  const pos = view.posAtDOM(parent, [...parent.childNodes].indexOf(element));
  const { doc } = view.state;
  if (pos < 0 || pos > doc.content.size) return undefined;
  const $pos = doc.resolve(pos);
  const isBetweenBlocks = $pos.depth === 0 || isCell($pos.parent);
  return isBetweenBlocks && view.nodeDOM(pos) === element ? pos : undefined;
}
