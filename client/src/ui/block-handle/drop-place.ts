/** Where a block that is dragged would go. */

import type { EditorView } from "prosemirror-view";

/** A place between blocks, and the line on the screen that shows it. */
export interface DropPlace {
  readonly pos: number;
  /** In CSS pixels, relative to the layout viewport. */
  readonly line: { readonly top: number; readonly left: number; readonly width: number };
}

/**
 * The place nearest to the height `y` among the blocks beside the one at `pos`: in the document, or in a
 * cell.
 */
export function dropPlaceAt(view: EditorView, pos: number, y: number): DropPlace | undefined {
  const $pos = view.state.doc.resolve(pos);
  const holder = $pos.parent;
  const positions: number[] = [];
  holder.forEach((_node, offset) => positions.push($pos.start() + offset));
  const rectAt = (index: number): DOMRect | undefined => {
    const dom = view.nodeDOM(positions[index]!);
    return dom instanceof HTMLElement ? dom.getBoundingClientRect() : undefined;
  };
  // Blocks lie below each other, so half of the rest is left out each time.
  let [first, end] = [0, positions.length];
  while (first < end) {
    const middle = (first + end) >> 1;
    const rect = rectAt(middle);
    if (rect !== undefined && rect.top + rect.height / 2 < y) first = middle + 1;
    else end = middle;
  }
  const below = first < positions.length ? rectAt(first) : undefined;
  const above = first > 0 ? rectAt(first - 1) : undefined;
  const beside = below ?? above;
  if (beside === undefined) return undefined;
  const top = ((above?.bottom ?? below!.top - gapPx) + (below?.top ?? above!.bottom + gapPx)) / 2;
  return {
    pos: positions[first] ?? $pos.end(),
    line: { top, left: beside.left, width: beside.width },
  };
}

/** How far from the outermost blocks the line lies. */
const gapPx = 4;
