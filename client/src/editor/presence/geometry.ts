/**
 * Where parts of the text are on the screen, relative to a layer above it.
 *
 * Only blocks in or near the window are measured: measuring makes the browser lay out what it would
 * have skipped. They are found by halving, since blocks stand below each other.
 */

import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";

/** A rectangle in pixels, from the layer's top left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A block that can be seen, and the position before it. */
export interface VisibleBlock {
  readonly node: Node;
  readonly pos: number;
}

/** Pixels beyond the edges of the window that count as visible, so that scrolling shows no gap. */
const margin = 200;

/** Width of what shows that an empty line is selected. */
const emptyLineWidth = 6;

/** The blocks in and near the window. */
export function visibleBlocks(view: EditorView): VisibleBlock[] {
  const elements = view.dom.children;
  const bottom = view.dom.ownerDocument.documentElement.clientHeight + margin;
  const first = firstWhere(elements, (element) => element.getBoundingClientRect().bottom > -margin);
  const end = firstWhere(elements, (element) => element.getBoundingClientRect().top > bottom);
  const blocks: VisibleBlock[] = [];
  view.state.doc.forEach((node, pos, index) => {
    // A gap cursor puts one more element among the blocks, hence one more block here.
    if (index >= first - 1 && index <= end) blocks.push({ node, pos });
  });
  return blocks;
}

/** The caret at `pos`, without width; undefined when it is in none of the visible `blocks`. */
export function caretBox(
  view: EditorView,
  blocks: readonly VisibleBlock[],
  pos: number,
  origin: DOMRect,
): Box | undefined {
  if (!blocks.some((block) => pos >= block.pos && pos <= endOf(block))) return undefined;
  const { left, top, bottom } = view.coordsAtPos(pos, -1);
  return { left: left - origin.left, top: top - origin.top, width: 0, height: bottom - top };
}

/** Boxes that cover the text between two positions, as far as it is in the visible `blocks`. */
export function selectionBoxes(
  view: EditorView,
  blocks: readonly VisibleBlock[],
  from: number,
  to: number,
  origin: DOMRect,
): readonly Box[] {
  return blocks
    .flatMap((block) => innermost(block))
    .filter((block) => block.pos < to && endOf(block) > from)
    .flatMap((block) => boxesOf(view, block, from, to))
    .map(({ left, top, width, height }) => ({
      left: left - origin.left,
      top: top - origin.top,
      width,
      height,
    }));
}

/** The text blocks and leaves of a block: itself, or what is in the cells of a table. */
function innermost(block: VisibleBlock): VisibleBlock[] {
  const { node, pos } = block;
  if (node.isTextblock || node.isLeaf) return [block];
  const found: VisibleBlock[] = [];
  node.descendants((inner, offset) => {
    const isInnermost = inner.isTextblock || inner.isLeaf;
    if (isInnermost) found.push({ node: inner, pos: pos + 1 + offset });
    return !isInnermost;
  });
  return found;
}

function boxesOf(view: EditorView, block: VisibleBlock, from: number, to: number): Box[] {
  const { node, pos } = block;
  const dom = view.nodeDOM(pos) as HTMLElement;
  if (!node.isTextblock) return [dom.getBoundingClientRect()];
  const start = view.domAtPos(Math.max(from, pos + 1), -1);
  const end = view.domAtPos(Math.min(to, endOf(block) - 1), 1);
  const range = dom.ownerDocument.createRange();
  range.setStart(start.node, start.offset);
  range.setEnd(end.node, end.offset);
  const boxes = [...range.getClientRects()].filter(({ width }) => width > 0);
  if (boxes.length > 0 || node.content.size > 0) return boxes;
  const { left, top, bottom } = view.coordsAtPos(pos + 1);
  return [{ left, top, width: emptyLineWidth, height: bottom - top }];
}

function endOf({ node, pos }: VisibleBlock): number {
  return pos + node.nodeSize;
}

/** The first index for which `test` holds, given that it holds for all after it; or the length. */
function firstWhere(elements: HTMLCollection, test: (element: Element) => boolean): number {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(elements[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
