/** The blocks that a selection touches, and reading and changing their attributes. */

import { textblockAttrs, type TextblockAttrs } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import type { EditorState, Selection, Transaction } from "prosemirror-state";

/** A top-level block and where it is. */
export interface PlacedBlock {
  readonly node: Node;
  /** The position before it. */
  readonly pos: number;
  /** Its number among the blocks of the document. */
  readonly index: number;
}

/** The kinds that make a line of a list. */
const listKinds: ReadonlySet<string> = new Set(["bullet", "numbered", "task"]);

/** Every block that `selection` reaches into, at least one unless the document is empty. */
export function selectedBlocks(doc: Node, selection: Selection): PlacedBlock[] {
  const { from, to, empty } = selection;
  const blocks: PlacedBlock[] = [];
  doc.forEach((node, pos, index) => {
    const end = pos + node.nodeSize;
    // Selecting whole lines leaves the end of the selection at the start of the next one.
    const isOnlyTouched = !empty && node.isTextblock && to === pos + 1 && blocks.length > 0;
    const isReached = empty ? pos <= from && from < end : pos < to && from < end;
    if (isReached && !isOnlyTouched) blocks.push({ node, pos, index });
  });
  return blocks;
}

/** The text blocks among {@link selectedBlocks}. */
export function selectedTextblocks(state: EditorState): PlacedBlock[] {
  return selectedBlocks(state.doc, state.selection).filter(({ node }) => node.isTextblock);
}

/** The text block with the caret or the start of the selection; undefined on a divider. */
export function currentTextblock(state: EditorState): PlacedBlock | undefined {
  const { $from } = state.selection;
  if ($from.depth === 0 || !$from.node(1).isTextblock) return undefined;
  return { node: $from.node(1), pos: $from.before(1), index: $from.index(0) };
}

/** The attributes of {@link currentTextblock}. */
export function currentAttrs(state: EditorState): TextblockAttrs | undefined {
  const block = currentTextblock(state);
  return block && textblockAttrs(block.node);
}

/** Whether the block is a line of a list. */
export function isListLine(node: Node): boolean {
  return node.isTextblock && listKinds.has(textblockAttrs(node).kind);
}

/** Whether marks and Markdown have no place in the block. */
export function isCode(node: Node): boolean {
  return node.isTextblock && textblockAttrs(node).kind === "code";
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
