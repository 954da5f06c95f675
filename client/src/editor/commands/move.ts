/**
 * Moving and copying whole blocks.
 *
 * The steps of a move are a deletion and an insertion, for the screen. What is written is the move
 * itself: nothing in the blocks is touched.
 */

import { Fragment } from "prosemirror-model";
import {
  NodeSelection,
  Selection,
  TextSelection,
  type Command,
  type Transaction,
} from "prosemirror-state";
import { asMove } from "../binding/write-steps.ts";
import { selectionType } from "../selection-type.ts";
import { blocksBelow, movedBlocks, siblingBefore } from "./outline.ts";
import type { PlacedBlock } from "./selected-blocks.ts";

/** Moves the selected blocks, with all that hangs below them, one place up. */
export const moveUp: Command = (state, dispatch) => {
  const blocks = movedBlocks(state.selection);
  const [first] = blocks;
  if (first === undefined || first.index === 0) return false;
  const { holder, index } = first;
  let to = first.pos;
  for (let i = 0; i < siblingBefore(first); i++) to -= holder.child(index - 1 - i).nodeSize;
  dispatch?.(moveBlocks(state.tr, blocks, to).scrollIntoView());
  return true;
};

/** Moves the selected blocks, with all that hangs below them, one place down. */
export const moveDown: Command = (state, dispatch) => {
  const blocks = movedBlocks(state.selection);
  const last = blocks.at(-1);
  if (last === undefined || last.index + 1 >= last.holder.childCount) return false;
  const index = last.index + 1;
  const { holder } = last;
  const next = { node: holder.child(index), pos: endOf(last), index, holder };
  const passed = blocksBelow(next).at(-1) ?? next;
  dispatch?.(moveBlocks(state.tr, blocks, endOf(passed)).scrollIntoView());
  return true;
};

/** Moves the selected blocks, with all that hangs below them, to the top of what holds them. */
export const moveToTop: Command = (state, dispatch, view) => {
  const [first] = movedBlocks(state.selection);
  return first !== undefined && moveTo(edgesOf(first).start)(state, dispatch, view);
};

/** Moves the selected blocks, with all that hangs below them, to the bottom of what holds them. */
export const moveToBottom: Command = (state, dispatch, view) => {
  const [first] = movedBlocks(state.selection);
  return first !== undefined && moveTo(edgesOf(first).end)(state, dispatch, view);
};

/**
 * Moves the selected blocks, with all that hangs below them, to `position`, which is between blocks
 * beside them. False for any other, and where they are there already.
 */
export function moveTo(position: number): Command {
  return (state, dispatch) => {
    const blocks = movedBlocks(state.selection);
    const [first] = blocks;
    if (first === undefined || position < 0 || position > state.doc.content.size) return false;
    const { start, end } = edgesOf(first);
    const isBeside = state.doc.resolve(position).parent === first.holder;
    if (!isBeside || position < start || position > end) return false;
    const tr = moveBlocks(state.tr, blocks, position);
    if (!tr.docChanged) return false;
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/** Deletes the selected blocks, with all that hangs below them. */
export const deleteBlocks: Command = (state, dispatch) => {
  const blocks = movedBlocks(state.selection);
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (first === undefined || last === undefined) return false;
  const tr = state.tr.delete(first.pos, endOf(last));
  const $pos = tr.doc.resolve(Math.min(first.pos, tr.doc.content.size));
  dispatch?.(tr.setSelection(Selection.near($pos)).scrollIntoView());
  return true;
};

/** Puts a copy of the selected blocks, with all that hangs below them, after them. */
export const duplicate: Command = (state, dispatch) => {
  const blocks = movedBlocks(state.selection);
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (first === undefined || last === undefined) return false;
  const end = endOf(last);
  const { selection } = state;
  const tr = state.tr.insert(end, nodesOf(blocks));
  dispatch?.(select(tr, selection, end, end - first.pos).scrollIntoView());
  return true;
};

/**
 * Moves neighbouring blocks to `to`, a position between blocks beside them; the selection goes
 * along. Nothing happens if they are there already.
 */
export function moveBlocks(
  tr: Transaction,
  blocks: readonly PlacedBlock[],
  to: number,
): Transaction {
  const { selection, doc } = tr;
  const start = blocks[0]!.pos;
  const end = endOf(blocks.at(-1)!);
  if (to >= start && to <= end) return tr;
  const behind = doc.nodeAt(to);
  tr.delete(start, end);
  const place = tr.mapping.map(to, -1);
  tr.insert(place, nodesOf(blocks));
  const ids = blocks.map(({ node }) => String(node.attrs["id"]));
  const before = behind === null ? undefined : String(behind.attrs["id"]);
  return asMove(select(tr, selection, end, place - start), { pos: start, blocks: ids, before });
}

/** The positions before the first and behind the last block of what holds `block`. */
function edgesOf({ pos, index, holder }: PlacedBlock): { start: number; end: number } {
  let start = pos;
  for (let i = 0; i < index; i++) start -= holder.child(i).nodeSize;
  return { start, end: start + holder.content.size };
}

/**
 * Selects what was selected before of the blocks that end at `end`, `shift` positions further. A
 * selection of whole lines ends behind them, in the next line.
 */
function select(tr: Transaction, selection: Selection, end: number, shift: number): Transaction {
  if (selectionType(selection) === "node") {
    return tr.setSelection(NodeSelection.create(tr.doc, selection.from + shift));
  }
  const [anchor, head] = [selection.anchor, selection.head].map((pos) => {
    return tr.doc.resolve(Math.min(pos, end - 1) + shift);
  });
  return tr.setSelection(TextSelection.between(anchor!, head!));
}

function nodesOf(blocks: readonly PlacedBlock[]): Fragment {
  return Fragment.fromArray(blocks.map(({ node }) => node));
}

function endOf({ pos, node }: PlacedBlock): number {
  return pos + node.nodeSize;
}
