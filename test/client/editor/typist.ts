/**
 * Random edits, the same ones for peers without a screen and for editors in a browser.
 *
 * Each letter typed is unique and nobody deletes text, so afterwards every letter must be there
 * exactly once.
 */

import { textblockKinds } from "@coscribe/shared/schema";
import { TextSelection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import { markNames } from "@coscribe/client/internal/editor/api";
import {
  indent,
  outdent,
  setKind,
  toggleChecked,
} from "@coscribe/client/internal/editor/commands/kind";
import { backspace, enter } from "@coscribe/client/internal/editor/commands/line";
import { toggleMark } from "@coscribe/client/internal/editor/commands/marks";
import { moveDown, moveUp } from "@coscribe/client/internal/editor/commands/move";
import type { Random } from "../../support/random.ts";

/** Somebody who can edit. */
export interface Typist {
  readonly state: EditorState;
  dispatch(transaction: Transaction): void;
  /** Types at the caret. */
  type(text: string): void | Promise<void>;
}

/** Letters that occur once in a test. */
export class Letters {
  readonly typed: string[] = [];

  next(): string {
    // From the first Chinese character on: there are plenty, and each is one code unit.
    const letter = String.fromCodePoint(0x4e00 + this.typed.length);
    this.typed.push(letter);
    return letter;
  }

  /** How many of the letters typed are not in `text`, and how many are there more than once. */
  check(text: string): { typed: number; lost: number; doubled: number } {
    const counts = this.typed.map((letter) => text.split(letter).length - 1);
    return {
      typed: counts.length,
      lost: counts.filter((count) => count === 0).length,
      doubled: counts.filter((count) => count > 1).length,
    };
  }
}

/** Something a typist does at a random place. */
export type Action = (typist: Typist, random: Random, letters: Letters) => void | Promise<void>;

export const actions = {
  type: async (typist, random, letters) => {
    putCaret(typist, random);
    for (let count = 1 + random.below(4); count > 0; count--) await typist.type(letters.next());
  },
  kind: (typist, random) => {
    putCaret(typist, random);
    run(typist, setKind(random.pick(textblockKinds), 1 + random.below(3)));
  },
  indent: (typist, random) => {
    putCaret(typist, random);
    run(typist, random.chance(0.6) ? indent : outdent);
  },
  check: (typist, random) => {
    putCaret(typist, random);
    run(typist, toggleChecked);
  },
  mark: (typist, random) => {
    selectText(typist, random);
    run(typist, toggleMark(random.pick(markNames)));
  },
  split: (typist, random) => {
    putCaret(typist, random);
    run(typist, enter);
  },
  join: (typist, random) => {
    const { doc } = typist.state;
    if (doc.childCount < 2) return;
    select(typist, 1 + random.below(doc.childCount - 1), 0, 0);
    run(typist, backspace);
  },
  move: (typist, random) => {
    putCaret(typist, random);
    run(typist, random.chance(0.5) ? moveUp : moveDown);
  },
} satisfies Record<string, Action>;

/** The name of an action. */
export type ActionName = keyof typeof actions;

function run(typist: Typist, command: Command): void {
  command(typist.state, (transaction) => typist.dispatch(transaction));
}

function putCaret(typist: Typist, random: Random): void {
  const block = random.below(typist.state.doc.childCount);
  const offset = random.below(typist.state.doc.child(block).content.size + 1);
  select(typist, block, offset, offset);
}

function selectText(typist: Typist, random: Random): void {
  const block = random.below(typist.state.doc.childCount);
  const size = typist.state.doc.child(block).content.size + 1;
  select(typist, block, random.below(size), random.below(size));
}

function select(typist: Typist, block: number, from: number, to: number): void {
  const { state } = typist;
  const blocks = state.doc.children.slice(0, block);
  const start = blocks.reduce((pos, node) => pos + node.nodeSize, 1);
  typist.dispatch(state.tr.setSelection(TextSelection.create(state.doc, start + from, start + to)));
}
