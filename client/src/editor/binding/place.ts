/**
 * Places on the screen and in a flow.
 *
 * The screen shows a flow block by block: child number `i` of the document is block number `i` of
 * the flow, and so it is in each cell of a table. An offset in a text block counts the same in both.
 */

import type { Block, Flow, Position } from "@coscribe/shared/flow";
import { cellsOf } from "@coscribe/shared/schema";
import type { Node, ResolvedPos } from "prosemirror-model";
import type { Text, XmlElement } from "yjs";

/** Where a position is. */
export interface FlowPlace {
  /** The flow of the document, or of the innermost cell around the position. */
  readonly flow: Flow;
  /**
   * The block that it is in or before; undefined behind the last one, and in the empty paragraph that
   * is shown where there is none.
   */
  readonly block: Block | undefined;
  /** The offset in a text block; undefined for a position between blocks. */
  readonly offset: number | undefined;
}

/** Where `$pos` is; its document shows `root`. */
export function placeAt(root: Flow, $pos: ResolvedPos): FlowPlace {
  let flow = root;
  let depth = 0;
  while (depth < $pos.depth) {
    const block = flow.blocks[$pos.index(depth)];
    if ($pos.node(depth + 1).isTextblock) return { flow, block, offset: $pos.parentOffset };
    const cell = $pos.depth > depth + 1 ? cellAt(block, $pos.index(depth + 1)) : undefined;
    if (cell === undefined) return { flow, block, offset: undefined };
    flow = cell;
    depth += 2;
  }
  return { flow, block: flow.blocks[$pos.index(depth)], offset: undefined };
}

/** The flow in cell number `index` of a table. */
export function cellAt(
  block: Pick<Block, "name" | "inners"> | undefined,
  index: number,
): Flow | undefined {
  return block && cellsOf(block)?.[index]?.flow;
}

/** Where the content of a flow begins on the screen, and the node that it is the content of. */
interface Content {
  readonly node: Node;
  readonly start: number;
}

/** The position on the screen of a place in the flow `text`, which may be nested in `root`. */
export function screenPosition(
  root: Flow,
  doc: Node,
  text: Text,
  place: Position | { readonly block: string | undefined; readonly offset: undefined } | undefined,
): number | undefined {
  const found = contentOf(root, { node: doc, start: 0 }, text);
  if (found === undefined) return undefined;
  const { flow, node, start } = found;
  // In the empty paragraph that is shown where there is no block.
  if (flow.blocks.length === 0) return start + 1;
  if (place === undefined) return undefined;
  const { block: id, offset } = place;
  if (id === undefined) return start + node.content.size;
  const index = flow.blocks.findIndex((block) => block.id === id);
  if (index === -1) return undefined;
  const before = start + sizeBefore(node, index);
  // What is shown can be older and shorter than what is stored: see composition-hold.ts.
  return offset === undefined
    ? before
    : before + 1 + Math.min(offset, node.child(index).content.size);
}

function contentOf(
  flow: Flow,
  content: Content,
  text: Text,
): (Content & { flow: Flow }) | undefined {
  if (flow.text === text) return { flow, ...content };
  for (const [i, block] of flow.blocks.entries()) {
    if (block.inners.length === 0) continue;
    for (const [k, cell] of (cellsOf(block) ?? []).entries()) {
      const table = content.node.child(i);
      const start = content.start + sizeBefore(content.node, i) + 1 + sizeBefore(table, k) + 1;
      const found = contentOf(cell.flow, { node: table.child(k), start }, text);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Size of the children before number `index`. */
function sizeBefore(node: Node, index: number): number {
  let size = 0;
  for (let i = 0; i < index; i++) size += node.child(i).nodeSize;
  return size;
}

/** The element of the cell that begins at `$pos`; undefined where none does. */
export function cellElementAt(root: Flow, $pos: ResolvedPos): XmlElement | undefined {
  const { nodeAfter, depth } = $pos;
  if (nodeAfter?.type.name !== "cell") return undefined;
  const { block } = placeAt(root, $pos);
  const inner = block?.inners[$pos.index(depth)];
  return inner?.type === "cell" ? inner.element : undefined;
}
