/**
 * What one step of undo takes back.
 *
 * Typing goes on with the typing before it, as long as it is at the same place, in the same
 * direction, without a pause and not for too long. Everything else is a step of its own: a paste, a
 * mark, a kind, a move, a split, a join.
 */

import type { Node } from "prosemirror-model";
import { PluginKey, type Transaction } from "prosemirror-state";
import { moveOf } from "./write-steps.ts";

/** After a pause of this length, what is typed is another step. */
const pauseMs = 700;

/** A step of undo that is longer than this ends with the word that is being typed. */
const longStep = 60;

const continuedKey = new PluginKey("coscribe-undo-continued");

/** Says that `tr` is taken back together with what was done right before it. */
export function asContinued(tr: Transaction): Transaction {
  return tr.setMeta(continuedKey, true);
}

/** Typing that can go on. */
interface Typing {
  readonly isInsertion: boolean;
  /** Where it goes on, in the document as it is now. */
  readonly at: number;
  /** How far back what was typed begins; an input method writes it again and again. */
  readonly start: number;
  readonly length: number;
  readonly timeMs: number;
}

/** Tells which edits belong together; see above. */
export class UndoSteps {
  #typing: Typing | undefined;

  /** Notes that `transaction`, of somebody else or of undo, moved the text. */
  map({ mapping, docChanged }: Transaction): void {
    const typing = this.#typing;
    if (typing === undefined || !docChanged) return;
    this.#typing = {
      ...typing,
      at: mapping.map(typing.at, -1),
      start: mapping.map(typing.start, -1),
    };
  }

  /** Whether local transactions begin a new step of undo. */
  begins(transactions: readonly Transaction[]): boolean {
    if (transactions[0]?.getMeta(continuedKey) === true) return false;
    const before = this.#typing;
    const edit = transactions.length === 1 ? typingIn(transactions[0]!) : undefined;
    if (edit === undefined) {
      this.#typing = undefined;
      return true;
    }
    const nowMs = transactions[0]!.time;
    const goesOn = before !== undefined && isContinued(before, edit, nowMs);
    const start = goesOn ? Math.min(before.start, edit.from) : edit.from;
    this.#typing = {
      isInsertion: edit.inserted.length > 0,
      at: edit.from + edit.inserted.length,
      start,
      length: (goesOn ? before.length : 0) + 1,
      timeMs: nowMs,
    };
    return !goesOn;
  }

  /** The next edit begins a step. */
  end(): void {
    this.#typing = undefined;
  }
}

/** Letters of one block that were replaced by others; both can be none. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly inserted: string;
}

function isContinued(before: Typing, { from, to, inserted }: Edit, nowMs: number): boolean {
  if (nowMs - before.timeMs > pauseMs) return false;
  if (before.length > longStep && /^\s/.test(inserted)) return false;
  if (inserted === "") return !before.isInsertion && (to === before.at || from === before.at);
  // An input method, or a correction, replaces what was typed before.
  return before.isInsertion && to === before.at && from >= before.start;
}

/** What a transaction typed or deleted; undefined if it did anything else. */
function typingIn(transaction: Transaction): Edit | undefined {
  const { steps, doc, before, mapping } = transaction;
  if (steps.length !== 1 || moveOf(transaction) !== undefined) return undefined;
  if (transaction.getMeta("paste") !== undefined || transaction.getMeta("uiEvent") !== undefined) {
    return undefined;
  }
  const ranges: [from: number, to: number, newFrom: number, newTo: number][] = [];
  mapping.maps[0]!.forEach((...range) => ranges.push(range));
  const [range] = ranges;
  if (range === undefined || ranges.length > 1) return undefined;
  const [from, to, newFrom, newTo] = range;
  if (from !== newFrom || !isInText(before, from, to) || !isInText(doc, newFrom, newTo)) {
    return undefined;
  }
  return { from, to, inserted: doc.textBetween(newFrom, newTo, "\n", "\ufffc") };
}

function isInText(doc: Node, from: number, to: number): boolean {
  const $from = doc.resolve(from);
  return $from.parent.isTextblock && to <= $from.end();
}
