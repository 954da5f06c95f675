/**
 * Moving and copying whole blocks.
 *
 * A move is a deletion and an insertion of the same node objects, from which pair-blocks.ts sees
 * what moved and keeps the shared objects of the weightier side.
 */

import { Fragment, type Node } from "prosemirror-model";
import {
  NodeSelection,
  TextSelection,
  type Command,
  type Selection,
  type Transaction,
} from "prosemirror-state";
import { blocksBelow, siblingBefore } from "./outline.ts";
import { selectedBlocks } from "./selected-blocks.ts";

/** Blocks `from` up to, but without, `to`, by number. */
interface BlockRange {
  readonly from: number;
  readonly to: number;
}

/** Moves the selected blocks, with all that hangs below them, one place up. */
export const moveUp: Command = (state, dispatch) => {
  const range = movedRange(state.doc, state.selection);
  if (range.from === 0) return false;
  const passed = siblingBefore(state.doc, range.from);
  dispatch?.(swap(state.tr, { from: range.from - passed, to: range.from }, range.to, -1));
  return true;
};

/** Moves the selected blocks, with all that hangs below them, one place down. */
export const moveDown: Command = (state, dispatch) => {
  const range = movedRange(state.doc, state.selection);
  if (range.to >= state.doc.childCount) return false;
  const next = {
    node: state.doc.child(range.to),
    pos: startOf(state.doc, range.to),
    index: range.to,
  };
  const passed = 1 + blocksBelow(state.doc, next).length;
  dispatch?.(swap(state.tr, range, range.to + passed, 1));
  return true;
};

/** Puts a copy of the selected blocks, with all that hangs below them, after them. */
export const duplicate: Command = (state, dispatch) => {
  const range = movedRange(state.doc, state.selection);
  if (range.from === range.to) return false;
  const end = startOf(state.doc, range.to);
  const size = end - startOf(state.doc, range.from);
  const tr = state.tr.insert(end, Fragment.fromArray(childrenOf(state.doc, range)));
  dispatch?.(shiftSelection(tr, state.selection, size).scrollIntoView());
  return true;
};

function movedRange(doc: Node, selection: Selection): BlockRange {
  const blocks = selectedBlocks(doc, selection);
  const last = blocks.at(-1);
  if (last === undefined) return { from: 0, to: 0 };
  return { from: blocks[0]!.index, to: last.index + 1 + blocksBelow(doc, last).length };
}

/** Swaps `range` with the blocks after it up to `end`. The selection is in the latter for -1. */
function swap(tr: Transaction, range: BlockRange, end: number, direction: 1 | -1): Transaction {
  const { doc, selection } = tr;
  const start = startOf(doc, range.from);
  const middle = startOf(doc, range.to);
  const after = startOf(doc, end);
  const shift = direction === 1 ? after - middle : start - middle;
  tr.delete(start, middle);
  tr.insert(start + after - middle, Fragment.fromArray(childrenOf(doc, range)));
  return shiftSelection(tr, selection, shift).scrollIntoView();
}

function shiftSelection(tr: Transaction, selection: Selection, shift: number): Transaction {
  if (selection instanceof NodeSelection) {
    return tr.setSelection(NodeSelection.create(tr.doc, selection.from + shift));
  }
  const anchor = tr.doc.resolve(selection.anchor + shift);
  const head = tr.doc.resolve(selection.head + shift);
  return tr.setSelection(TextSelection.between(anchor, head));
}

function childrenOf(doc: Node, { from, to }: BlockRange): Node[] {
  return doc.content.content.slice(from, to);
}

function startOf(doc: Node, index: number): number {
  return doc.content.content.slice(0, index).reduce((pos, node) => pos + node.nodeSize, 0);
}
