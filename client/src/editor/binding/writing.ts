/**
 * Writing into a flow and what is nested in it, one operation after the other.
 *
 * An operation takes the flow as it was read last, so after each one it is read again, but only if
 * another one follows. Blocks are named by ids, which stay the same whatever is written.
 */

import {
  blockAt,
  flowsIn,
  giveId,
  isBlockId,
  markLoose,
  newBlockId,
  ownIds,
  rereadFlow,
  type Block,
  type Flow,
  type NewId,
} from "@coscribe/shared/flow";
import { gridOf, makeCell, settleLines, Table, writeTableChange } from "@coscribe/shared/schema";
import type { Node, ResolvedPos } from "prosemirror-model";
import type * as Y from "yjs";
import type { HeldLetters } from "./held-letters.ts";
import { cellDepth } from "../holder.ts";
import { cellAround, type ShownCell } from "./place.ts";

/** See the head of this file. Lives as long as one Yjs transaction. */
export class Writing {
  readonly held: HeldLetters | undefined;
  readonly #transaction: Y.Transaction;
  readonly #show: (flow: Flow) => Node;
  #root: Flow;
  #isStale = false;

  /** `show` makes the document that shows a flow; `held` is a block that the screen shows as it was. */
  constructor(
    root: Flow,
    transaction: Y.Transaction,
    show: (flow: Flow) => Node,
    held?: HeldLetters,
  ) {
    this.#root = root;
    this.#transaction = transaction;
    this.#show = show;
    this.held = held;
  }

  /** The document that shows what has been written so far. */
  get shown(): Node {
    return this.#show(this.root);
  }

  get transaction(): Y.Transaction {
    return this.#transaction;
  }

  /** The document as it is now. */
  get root(): Flow {
    if (this.#isStale) this.#root = rereadFlow(this.#root, this.#transaction);
    this.#isStale = false;
    return this.#root;
  }

  /** Something has been written. */
  changed(): void {
    this.#isStale = true;
  }

  /** The id that a block wants, if no other has it: two blocks never show the same one. */
  readonly newId: NewId = (wanted) =>
    isBlockId(wanted) && !hasBlock(this.#root, wanted) ? wanted : newBlockId();
}

/** Writes into one flow: the document's, or that of a cell. */
export class FlowWriter {
  readonly #writing: Writing;
  readonly #path: readonly CellStep[];

  constructor(writing: Writing, path: readonly CellStep[] = []) {
    this.#writing = writing;
    this.#path = path;
  }

  /** The flow as it is now. */
  get flow(): Flow {
    let { root: flow } = this.#writing;
    for (const { block, cell } of this.#path) {
      const inner = blockAt(flow, block).inners.find((one) => {
        return one.type === "cell" && one.element === cell;
      });
      const [inside] = inner === undefined ? [] : flowsIn(inner);
      if (inside === undefined) throw new RangeError(`the block ${block} lacks a cell`);
      flow = inside;
    }
    return flow;
  }

  /** The cell that the flow is in; undefined for the document. */
  get cell(): Y.XmlElement | undefined {
    return this.#path.at(-1)?.cell;
  }

  /** Does one operation. */
  do<T>(operation: (flow: Flow, newId: NewId) => T): T {
    const result = operation(this.flow, this.#writing.newId);
    this.#writing.changed();
    return result;
  }

  /** Writes into a cell of one of the flow's tables, which is made if it is not stored yet. */
  inside(block: string, { row, column, element }: ShownCell): FlowWriter {
    const cell = element ?? this.do((flow) => makeCell(flow, block, row, column));
    return new FlowWriter(this.#writing, [...this.#path, { block, cell }]);
  }

  /**
   * Makes tables of those from one block up to another that are there only for the letters in them: others
   * have deleted them, or undone their rows, and they are tables again for whoever goes on in them.
   * Otherwise they would be gone with their last letter.
   */
  revive(from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const block = this.flow.blocks[i];
      if (block === undefined || block.inners.length === 0) continue;
      if (block.attributes["id"] !== block.id) {
        const { transaction } = this.#writing;
        this.do((flow, newId) => giveId(flow, block.id, { transaction, newId }));
      }
      const now = this.flow.blocks[i]!;
      const grid = gridOf(now);
      const isSaid = [...(grid?.rows ?? []), ...(grid?.columns ?? [])].every(({ key }) => {
        return key !== undefined;
      });
      const table = isSaid ? undefined : Table.of(now);
      const change = table && settleLines(table);
      if (change !== undefined) this.do((flow) => writeTableChange(flow, now.id, change));
    }
  }

  /** What the screen shows of a block, if that is older than what is stored. */
  heldLetters(block: string): HeldLetters | undefined {
    const { held } = this.#writing;
    return held?.block === block && held.text === this.flow.text ? held : undefined;
  }

  /**
   * The blocks of the flow as they are now. Those from one number up to another keep their ids from
   * now on, whatever is written.
   */
  lasting(from: number, to: number): readonly Block[] {
    const { blocks, isSimple } = this.flow;
    if (isSimple) return blocks;
    const { transaction } = this.#writing;
    this.do((flow, newId) => ownIds(flow, { transaction, newId }));
    if (blocks.slice(from, to).some(({ isLoose }) => isLoose)) {
      this.do((flow, newId) => markLoose(flow, { transaction, newId }));
    }
    return this.flow.blocks;
  }
}

/** A cell in the table that is a block. */
interface CellStep {
  readonly block: string;
  readonly cell: Y.XmlElement;
}

function hasBlock(flow: Flow, id: string): boolean {
  return flow.blocks.some((block) => block.id === id || hasInside(block, id));
}

function hasInside({ inners }: Block, id: string): boolean {
  return inners.some((inner) => flowsIn(inner).some((flow) => hasBlock(flow, id)));
}

/**
 * Writes into the flow that `$pos` is in: that of the document, or of the innermost cell, which is made
 * if it is not stored yet.
 */
export function writerAt(writing: Writing, $pos: ResolvedPos): FlowWriter {
  let writer = new FlowWriter(writing);
  for (let depth = 0; depth < $pos.depth; depth += cellDepth + 1) {
    const index = $pos.index(depth);
    if (cellAround(writer.flow.blocks[index], $pos, depth) === undefined) break;
    writer.revive(index, index + 1);
    const table = writer.flow.blocks[index]!;
    writer = writer.inside(table.id, cellAround(table, $pos, depth)!);
  }
  return writer;
}
