/**
 * The blocks that a selection touches, and reading and changing their attributes.
 *
 * Blocks lie below each other in the document, and in each cell of a table. A selection is one of
 * the blocks of the innermost of these that holds both its ends.
 */

import { textblockAttrs, type TextblockAttrs } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import type { EditorState, Selection, Transaction } from "prosemirror-state";
import { holderDepth } from "../holder.ts";
import { selectionType } from "../selection-type.ts";

/** A block and where it is. */
export interface PlacedBlock {
  readonly node: Node;
  /** The position before it. */
  readonly pos: number;
  /** Its number among the blocks beside it. */
  readonly index: number;
  /** What holds it: the document, or a cell. */
  readonly holder: Node;
}

/** Every block that `selection` reaches into, at least one unless the document is empty. */
export function selectedBlocks({ $from, $to, empty }: Selection): PlacedBlock[] {
  const depth = holderDepth($from, $to.pos);
  const holder = $from.node(depth);
  const first = $from.index(depth);
  // A position between two blocks is before the second.
  const isInside = $to.depth > depth;
  const end = empty ? first + 1 : isInside ? $to.index(depth) + 1 : $to.index(depth);
  const blocks: PlacedBlock[] = [];
  let pos = $from.posAtIndex(first, depth);
  for (let index = first; index < Math.min(end, holder.childCount); index++) {
    const node = holder.child(index);
    blocks.push({ node, pos, index, holder });
    pos += node.nodeSize;
  }
  // Selecting whole lines leaves the end of the selection at the start of the next one.
  const isOnlyTouched = $to.parent.isTextblock && $to.parentOffset === 0 && $to.depth === depth + 1;
  if (!empty && isOnlyTouched && blocks.length > 1) blocks.pop();
  return blocks;
}

/** The text blocks in {@link selectedBlocks}, those in tables included. */
export function selectedTextblocks({ selection }: EditorState): PlacedBlock[] {
  if (selectionType(selection) !== "cells") return selectedBlocks(selection).flatMap(textblocksIn);
  return selection.ranges.flatMap(({ $from }) => {
    const holder = $from.parent;
    return holder.children.flatMap((node, index) => {
      return textblocksIn({ node, pos: $from.posAtIndex(index), index, holder });
    });
  });
}

/** The text block with the caret or the start of the selection; undefined on a divider. */
export function currentTextblock({
  selection,
}: {
  readonly selection: Selection;
}): PlacedBlock | undefined {
  const { $from } = selection;
  const { parent: node, depth } = $from;
  if (!node.isTextblock) return undefined;
  return {
    node,
    pos: $from.before(),
    index: $from.index(depth - 1),
    holder: $from.node(depth - 1),
  };
}

/** The attributes of {@link currentTextblock}. */
export function currentAttrs(state: EditorState): TextblockAttrs | undefined {
  const block = currentTextblock(state);
  return block && textblockAttrs(block.node);
}

/**
 * Sets one attribute of the block at `pos`, and nothing else of it. `null` is the default.
 * An attribute step replaces nothing, so whatever others do in the block meanwhile is kept.
 */
export function setAttribute(
  tr: Transaction,
  { node, pos }: Pick<PlacedBlock, "node" | "pos">,
  name: keyof TextblockAttrs,
  value: string | number | boolean | null,
): void {
  if (node.attrs[name] !== value) tr.setNodeAttribute(pos, name, value);
}

function textblocksIn(block: PlacedBlock): PlacedBlock[] {
  if (block.node.isTextblock) return [block];
  const found: PlacedBlock[] = [];
  block.node.descendants((node, offset, parent, index) => {
    if (!node.isTextblock || parent === null) return true;
    found.push({ node, pos: block.pos + 1 + offset, index, holder: parent });
    return false;
  });
  return found;
}
