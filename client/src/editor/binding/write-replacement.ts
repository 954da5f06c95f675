/**
 * Writes a replacement: what was between two positions goes, and something else is there.
 *
 * A block is its marker and the letters after it, so only what is between the positions is touched:
 * letters are deleted and inserted, a marker more splits a block, one less joins two, and a marker
 * in place of another is a difference of attributes. Blocks that are there before and after, by
 * their ids, are changed and not made again.
 */

import {
  blockAt,
  deleteBlocks,
  deleteRange,
  insertBlocks,
  setValues,
  splitBlock,
  type Block,
} from "@coscribe/shared/flow";
import { blocksFromNodes, isPlaceholder } from "@coscribe/shared/schema";
import type { Attrs, Fragment, Node } from "prosemirror-model";
import { cellAt, type ShownCell } from "./place.ts";
import { differenceOf, type Range } from "./range.ts";
import { changedAttributes, writeAttributes } from "./write-attributes.ts";
import { insertText, writeText } from "./write-text.ts";
import type { FlowWriter } from "./writing.ts";

/** An offset in the content of a node: in a child, or between two. */
interface Edge {
  /** The number of the child that it is in, or else of the one after it. */
  readonly index: number;
  /** Where that child begins. */
  readonly start: number;
  /** Counted from the beginning of the child's content; undefined between two. */
  readonly inside: number | undefined;
}

/** Writes how the blocks of `before`, a document or a cell, became those of `after`. */
export function writeReplacement(
  writer: FlowWriter,
  before: Node,
  after: Node,
  range: Range,
): void {
  if (writer.flow.blocks.length === 0) {
    const blocks = blocksFromNodes(after.content);
    if (!after.content.eq(before.content)) {
      writer.do((flow, newId) => insertBlocks(flow, undefined, blocks, newId));
    }
    return;
  }
  const start = edgeAt(before.content, range.from, firstEdge);
  const end = edgeAt(before.content, range.to, start);
  const newEnd = edgeAt(after.content, range.newTo, start);
  writer.revive(start.index, end.inside === undefined ? end.index : end.index + 1);
  const blocks = writer.lasting(start.index, end.index + 2);
  const change = { writer, before, after, start, end, newEnd, blocks };
  const isInOne =
    start.inside !== undefined && newEnd.inside !== undefined && end.inside !== undefined;
  const isInOneBefore = isInOne && start.index === end.index;
  const isInOneAfter = isInOne && start.index === newEnd.index;
  if (isInOneBefore && isInOneAfter) {
    const within = { from: start.inside, to: end.inside, newTo: newEnd.inside };
    writeBlock(
      writer,
      blocks[start.index]!.id,
      before.child(start.index),
      after.child(start.index),
      within,
    );
  } else if (isInOneBefore && areText(before.child(start.index), after.child(newEnd.index))) {
    writeSplit(change);
  } else if (isInOneAfter && areText(before.child(start.index), before.child(end.index))) {
    writeJoin(change);
  } else if (isInOneBefore || isInOneAfter) {
    writeBlocks(change, start.index, end.index + 1, newEnd.index + 1);
  } else {
    writeApart(change);
  }
}

/** A replacement, and what is known of it. */
interface Change {
  readonly writer: FlowWriter;
  readonly before: Node;
  readonly after: Node;
  readonly start: Edge;
  readonly end: Edge;
  readonly newEnd: Edge;
  /** The blocks of `before`, as they were. */
  readonly blocks: readonly Block[];
}

/** One text block became several. */
function writeSplit({ writer, before, after, start, end, newEnd, blocks }: Change): void {
  const { id } = blocks[start.index]!;
  const old = before.child(start.index);
  const first = after.child(start.index);
  const last = after.child(newEnd.index);
  const at = first.content.size;
  const inserted = { from: start.inside!, to: end.inside!, newTo: at };
  writeText(writer, id, old.content, first.content, inserted);
  const second = writer.do((flow, newId) =>
    splitBlock(flow, { block: id, offset: at }, storedAttributes(last.attrs), newId),
  );
  const middle = after.children.slice(start.index + 1, newEnd.index);
  if (middle.length > 0) {
    writer.do((flow, newId) => insertBlocks(flow, second, blocksFromNodes(middle), newId));
  }
  insertText(writer, second, 0, last.content.cut(0, newEnd.inside));
  writeAttributes(writer, id, old.attrs, first.attrs);
}

/** Several blocks became one, of which the first was the beginning. */
function writeJoin({ writer, before, after, start, end, newEnd, blocks }: Change): void {
  const { id } = blocks[start.index]!;
  const from = { block: id, offset: start.inside! };
  const to = { block: blocks[end.index]!.id, offset: end.inside! };
  writer.do((flow, newId) => deleteRange(flow, from, to, newId));
  const joined = after.child(start.index);
  insertText(writer, id, from.offset, joined.content.cut(from.offset, newEnd.inside));
  writeAttributes(writer, id, before.child(start.index).attrs, joined.attrs);
}

/** What is before and behind the replacement stays apart. From the back, as ids of blocks stay. */
function writeApart(change: Change): void {
  const { writer, before, after, start, end, newEnd, blocks } = change;
  if (end.inside !== undefined && newEnd.inside !== undefined) {
    const head = { from: 0, to: end.inside, newTo: newEnd.inside };
    writeBlock(
      writer,
      blocks[end.index]!.id,
      before.child(end.index),
      after.child(newEnd.index),
      head,
    );
  }
  const first = start.inside === undefined ? start.index : start.index + 1;
  writeBlocks(change, first, end.index, newEnd.index);
  if (start.inside !== undefined) {
    const old = before.child(start.index);
    const fresh = after.child(start.index);
    const tail = { from: start.inside, to: old.content.size, newTo: fresh.content.size };
    writeBlock(writer, blocks[start.index]!.id, old, fresh, tail);
  }
}

/** Blocks from number `from` on became others: those up to `to` before, up to `newTo` after. */
function writeBlocks(
  { writer, before, after, blocks }: Change,
  from: number,
  to: number,
  newTo: number,
): void {
  const gone = new Set(blocks.slice(from, to).map(({ id }) => id));
  const same = sameBlocks(before.children.slice(from, to), after.children.slice(from, newTo));
  for (const [old, fresh] of same) {
    const { id } = blocks[from + old]!;
    gone.delete(id);
    const [node, now] = [before.child(from + old), after.child(from + fresh)];
    writeBlock(writer, id, node, now, differenceOf(node.content, now.content));
  }
  const inserts: { readonly next: string | undefined; readonly nodes: readonly Node[] }[] = [];
  let done = newTo - from;
  let next = blocks[to]?.id;
  for (const [old, fresh] of [...[...same].toReversed(), [-1, -1] as const]) {
    inserts.push({ next, nodes: after.children.slice(from + fresh + 1, from + done) });
    done = fresh;
    next = blocks[from + old]?.id;
  }
  for (const { next: id, nodes } of inserts) {
    if (nodes.length === 0) continue;
    writer.do((flow, newId) => insertBlocks(flow, id, blocksFromNodes(nodes), newId));
  }
  if (gone.size > 0) writer.do((flow, newId) => deleteBlocks(flow, [...gone], newId));
}

/**
 * Which of the old blocks are which of the new ones, in order: those that are the same object or
 * have the same id and type, and those that look the same to somebody who knows of no ids.
 */
function sameBlocks(old: readonly Node[], fresh: readonly Node[]): Map<number, number> {
  const same = new Map<number, number>();
  let place = 0;
  for (const [i, node] of fresh.entries()) {
    const found = old.findIndex((other, k) => k >= place && isSameBlock(other, node));
    if (found === -1) continue;
    same.set(found, i);
    place = found + 1;
  }
  return same;
}

function isSameBlock(old: Node, fresh: Node): boolean {
  if (old.type !== fresh.type) return false;
  // Rows and columns come and go by attributes alone.
  if (old.type.name === "table" && !haveSameGrid(old, fresh)) return false;
  const id: unknown = fresh.attrs["id"] ?? null;
  return id === null
    ? old.content.size > 0 && old.content.eq(fresh.content)
    : old.attrs["id"] === id;
}

/** One block changed, within `range` of its content. */
function writeBlock(writer: FlowWriter, id: string, before: Node, after: Node, range: Range): void {
  if (before === after) return;
  if (before.isTextblock) writeText(writer, id, before.content, after.content, range);
  else if (before.type.name === "table") writeTable(writer, id, before, after);
  // What a placeholder shows is no attribute of what it stands for.
  if (!isPlaceholder(before)) writeAttributes(writer, id, before.attrs, after.attrs);
}

/** Whether two tables, or parts of them, have the same rows, places and cells. */
function haveSameGrid(old: Node, fresh: Node): boolean {
  if (old === fresh || old.type.name === "cell") return old.type === fresh.type;
  if (old.type !== fresh.type || old.childCount !== fresh.childCount) return false;
  return old.children.every((child, i) => haveSameGrid(child, fresh.child(i)));
}

/** A cell of a table that changed. */
interface ChangedCell {
  readonly shown: ShownCell;
  readonly before: Node;
  readonly after: Node;
}

/** What is in the cells of a table changed, the grid of which did not. */
function writeTable(writer: FlowWriter, id: string, before: Node, after: Node): void {
  const table = blockAt(writer.flow, id);
  const changed = before.children.flatMap((row, i) => {
    if (row === after.child(i)) return [];
    return row.children.flatMap((place, k) => {
      return place.children.flatMap((cell, index): ChangedCell[] => {
        const shown = cellAt(table, i, k, index);
        const now = after.child(i).child(k).child(index);
        return cell === now || shown === undefined ? [] : [{ shown, before: cell, after: now }];
      });
    });
  });
  for (const cell of changed) writeCell(writer, id, cell);
}

function writeCell(writer: FlowWriter, table: string, { shown, before, after }: ChangedCell): void {
  const changes = changedAttributes(before.attrs, after.attrs);
  const range = differenceOf(before.content, after.content);
  const isSame = range.to === range.from && range.newTo === range.from;
  if (isSame && Object.keys(changes).length === 0) return;
  const inside = writer.inside(table, shown);
  inside.do(() => setValues(inside.cell!, changes));
  if (!isSame) writeReplacement(inside, before, after, range);
}

function storedAttributes(attrs: Attrs): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attrs).filter(([, value]) => value !== null));
}

function areText(one: Node, other: Node): boolean {
  return one.isTextblock && other.isTextblock;
}

const firstEdge: Edge = { index: 0, start: 0, inside: undefined };

/** Where `offset` is among the children of `content`, from `edge` on. */
function edgeAt(content: Fragment, offset: number, edge: Edge): Edge {
  let { index, start } = edge;
  while (index < content.childCount && start + content.child(index).nodeSize <= offset) {
    start += content.child(index++).nodeSize;
  }
  return { index, start, inside: start === offset ? undefined : offset - start - 1 };
}
