/**
 * Writes a replacement that goes across the borders of cells.
 *
 * The schema lets such a step join cells, or make new ones of what it inserts. A document does not:
 * text that is moved from one cell to another would have to be written again, and what others type
 * in it meanwhile would stay behind. So what was between the positions goes, out of each cell that
 * it was in; what is left stays where it is; and what is inserted is put at the first position, taken
 * out of whatever cells it was in.
 */

import {
  blockAt,
  deleteBlocks,
  deleteRange,
  insertBlocks,
  insertRuns,
  splitBlock,
} from "@coscribe/shared/flow";
import { blocksFromNodes, runsFromNodes } from "@coscribe/shared/schema";
import { Fragment, type Node, type ResolvedPos, type Slice } from "prosemirror-model";
import { holderDepth, isCell, isTablePart } from "../holder.ts";
import { cellAt } from "./place.ts";
import { writerAt, type FlowWriter, type Writing } from "./writing.ts";

/** What is between two positions goes, and `slice` comes. */
export interface Replacement {
  readonly $from: ResolvedPos;
  readonly $to: ResolvedPos;
  readonly slice: Slice;
  /** What goes, from the front. */
  readonly gone: readonly { readonly from: number; readonly to: number }[];
  /** The gap, as ProseMirror calls what stays in between, and where in the content of the slice it would be put. */
  readonly gap: { readonly $pos: ResolvedPos; readonly offset: number } | undefined;
}

/** Whether a replacement goes across the border of a cell: its ends, what it inserts, its gap. */
export function isAcrossCells({ $from, $to, slice, gap }: Replacement): boolean {
  const [fromDepth, toDepth] = [holderDepth($from), holderDepth($to)];
  const start = $from.start(fromDepth);
  return (
    start !== $to.start(toDepth) ||
    isInTable($from) ||
    isInTable($to) ||
    slice.openStart > $from.depth - fromDepth ||
    slice.openEnd > $to.depth - toDepth ||
    (gap !== undefined && gap.$pos.start(holderDepth(gap.$pos)) !== start) ||
    (gap !== undefined && isInCell(slice.content, gap.offset))
  );
}

/** Writes a replacement that {@link isAcrossCells}. */
export function writeAcross(writing: Writing, { $from, $to, slice, gone }: Replacement): void {
  const depth = holderDepth($from, $to.pos);
  const start = $from.start(depth);
  const outer = writerAt(writing, $from.doc.resolve(start));
  const brought = broughtBy(slice);
  // Known before anything goes: a cell that has nothing in it any more may be shown no longer.
  const inner = isNothing(brought) ? undefined : innerWriter(writing, outer, $from);
  // From the back, so that offsets stay true.
  for (const { from, to } of gone.toReversed()) {
    if (to > from) clear(outer, $from.node(depth), from - start, to - start);
  }
  if (inner !== undefined) insert(inner, $from, brought);
}

/** Writes where `$pos` is, also once others have been written to. */
function innerWriter(writing: Writing, outer: FlowWriter, $pos: ResolvedPos): FlowWriter {
  outer.lasting(0, outer.flow.blocks.length);
  return writerAt(writing, $pos.doc.resolve($pos.start(holderDepth($pos))));
}

/** Deletes what is between two offsets in the content of the document or a cell. */
function clear(writer: FlowWriter, holder: Node, from: number, to: number): void {
  if (writer.flow.blocks.length === 0) return;
  const touched = piecesOf(holder, from, to);
  const [first, last] = [touched[0], touched.at(-1)];
  if (first === undefined || last === undefined) return;
  writer.revive(first.index, last.index + 1);
  const ids = writer.lasting(0, holder.childCount).map(({ id }) => id);
  if (first !== last && isPartOfText(first) && isPartOfText(last)) {
    const begin = { block: ids[first.index]!, offset: first.from };
    const end = { block: ids[last.index]!, offset: last.to };
    writer.do((flow, newId) => deleteRange(flow, begin, end, newId));
    return;
  }
  const whole = touched.filter(({ isWhole }) => isWhole).map(({ index }) => ids[index]!);
  for (const piece of touched) if (!piece.isWhole) clearPart(writer, ids[piece.index]!, piece);
  if (whole.length > 0) writer.do((flow, newId) => deleteBlocks(flow, whole, newId));
}

function clearPart(writer: FlowWriter, id: string, { node, from, to }: Piece): void {
  if (node.isTextblock) {
    const [begin, end] = [from, to].map((offset) => ({ block: id, offset }));
    if (to > from) writer.do((flow, newId) => deleteRange(flow, begin!, end!, newId));
    return;
  }
  const table = blockAt(writer.flow, id);
  const cells = piecesOf(node, from, to).flatMap((row) => {
    return piecesOf(row.node, row.from, row.to).flatMap((place) => {
      return piecesOf(place.node, place.from, place.to).map((piece) => {
        return { piece, shown: cellAt(table, row.index, place.index, piece.index) };
      });
    });
  });
  for (const { piece, shown } of cells) {
    // Nothing is in a cell that is not stored.
    if (shown?.element === undefined) continue;
    clear(writer.inside(id, shown), piece.node, piece.from, piece.to);
  }
}

/** A child of a node, and the offsets in its content between which something goes. */
interface Piece {
  readonly node: Node;
  readonly index: number;
  readonly from: number;
  readonly to: number;
  /** It goes as such, with its beginning and its end. */
  readonly isWhole: boolean;
}

/** The children of `parent` between two offsets in its content. */
function piecesOf(parent: Node, from: number, to: number): Piece[] {
  const pieces: Piece[] = [];
  parent.forEach((node, offset, index) => {
    const end = offset + node.nodeSize;
    if (end <= from || offset >= to) return;
    pieces.push({
      node,
      index,
      from: Math.max(0, from - offset - 1),
      to: Math.min(node.content.size, to - offset - 1),
      isWhole: offset >= from && end <= to,
    });
  });
  return pieces;
}

function isPartOfText({ node, isWhole }: Piece): boolean {
  return node.isTextblock && !isWhole;
}

/** What a slice brings. */
interface Brought {
  /** Goes on with the text that stands before it. */
  readonly text: Fragment;
  readonly blocks: readonly Node[];
}

/** What a slice brings, out of the cells that it leaves open. */
function broughtBy({ content, openStart, openEnd }: Slice): Brought {
  let text = Fragment.empty;
  const blocks: Node[] = [];
  const take = (inner: Fragment, start: number, end: number): void => {
    inner.forEach((node, _offset, index) => {
      const left = index === 0 ? Math.max(0, start) : 0;
      const right = index === inner.childCount - 1 ? Math.max(0, end) : 0;
      const isOpen = left > 0 || right > 0;
      if (node.isInline) text = text.addToEnd(node);
      else if (node.isTextblock && left > 0 && blocks.length === 0) text = node.content;
      else if (isTablePart(node) || (isOpen && !node.isTextblock))
        take(node.content, left - 1, right - 1);
      else if (!isOpen || node.content.size > 0) blocks.push(node);
    });
  };
  take(content, openStart, openEnd);
  return { text, blocks };
}

function isNothing({ text, blocks }: Brought): boolean {
  return text.size === 0 && blocks.length === 0;
}

/** Inserts at `$pos`, what was behind which is as far gone as it should be. */
function insert(writer: FlowWriter, $pos: ResolvedPos, { text, blocks }: Brought): void {
  const { blocks: others } = writer.flow;
  const place = $pos.index(holderDepth($pos));
  const current = others[place];
  if (!$pos.parent.isTextblock || current === undefined) {
    const lines = text.size > 0 ? [$pos.doc.type.schema.node("textblock", null, text)] : [];
    const before = others[isInTable($pos) ? place + 1 : place]?.id;
    const all = blocksFromNodes([...lines, ...blocks]);
    writer.do((flow, newId) => insertBlocks(flow, before, all, newId));
    return;
  }
  const at = { block: current.id, offset: $pos.parentOffset };
  if (blocks.length > 0) {
    const isAbove = at.offset === 0 && text.size === 0;
    const isWithin = !isAbove && at.offset < blockAt(writer.flow, at.block).length;
    const behind = isWithin
      ? writer.do((flow, newId) => splitBlock(flow, at, current.attributes, newId))
      : others[place + 1]?.id;
    const before = isAbove ? at.block : behind;
    writer.do((flow, newId) => insertBlocks(flow, before, blocksFromNodes(blocks), newId));
  }
  if (text.size > 0) writer.do((flow) => insertRuns(flow, at, runsFromNodes(text)));
}

/** Whether an offset in the content of a slice is in a cell. */
function isInCell(content: Fragment, offset: number): boolean {
  let start = 0;
  for (const node of content.content) {
    if (offset < start + node.nodeSize) {
      return offset > start && (isTablePart(node) || isInCell(node.content, offset - start - 1));
    }
    start += node.nodeSize;
  }
  return false;
}

function isInTable({ parent }: ResolvedPos): boolean {
  return parent.type.name === "table" || (isTablePart(parent) && !isCell(parent));
}
