/**
 * What two people at one place do to each other's words in the editor: how often something stands
 * elsewhere than both meant, though nothing is lost.
 * `npx tsx --conditions=@coscribe/source test/bench/editor-at-once.ts`.
 */

import { indent } from "@coscribe/client/internal/editor/commands/kind";
import { backspace, enter } from "@coscribe/client/internal/editor/commands/line";
import { duplicate, moveDown, moveUp } from "@coscribe/client/internal/editor/commands/move";
import { dropped } from "@coscribe/client/internal/editor/plugins/drop";
import { pasted } from "@coscribe/client/internal/editor/plugins/paste";
import { documentSchema } from "@coscribe/shared/schema";
import { TextSelection, type Command } from "prosemirror-state";
import { oldTable } from "../client/editor/old-table.ts";
import { documentOf, exchange, Peer, type Line } from "../client/editor/peer.ts";
import { Random } from "../support/random.ts";

const rounds = 1_000;

const texts = ["aaaaa", "bbbbb", "ccccc", "ddddd", "eeeee", "fffff"];
const list: readonly Line[] = texts.map((text) => [{ kind: "bullet" }, text]);

/** Does something at or in the block with this number. */
type Edit = (peer: Peer, place: number, random: Random) => void;

const run =
  (command: Command, offset: number): Edit =>
  (peer, place) => {
    peer.select(place, offset);
    peer.run(command);
  };
const type =
  (offset: number, text = "x"): Edit =>
  (peer, place) => {
    peer.select(place, offset);
    peer.type(text);
  };
const next =
  (edit: Edit): Edit =>
  (peer, place, random) =>
    edit(peer, place + 1, random);
const both =
  (one: Edit, other: Edit): Edit =>
  (peer, place, random) => {
    one(peer, place, random);
    other(peer, place, random);
  };

/** Selects from the beginning of a line to that of the next, as one does who selects whole lines. */
const selectLine: Edit = (peer, place) => {
  const { doc, tr } = peer.state;
  const start = peer.startOf(place) + 1;
  const end = place + 1 < doc.childCount ? peer.startOf(place + 1) + 1 : start + 5;
  peer.dispatch(tr.setSelection(TextSelection.create(doc, start, end)));
};
const deleteLine: Edit = both(selectLine, (peer) => peer.run(backspace));
const cutAndPaste: Edit = (peer, place, random) => {
  peer.select(place, 1, 4);
  const slice = peer.state.selection.content();
  peer.dispatch(peer.state.tr.deleteSelection());
  peer.select(elsewhere(place, random), 3);
  peer.dispatch(pasted(peer.state, slice, ""));
};
const dragText: Edit = (peer, place, random) => {
  peer.select(place, 1, 4);
  const to = peer.startOf(elsewhere(place, random)) + 3;
  peer.dispatch(dropped(peer.state, to, true)!);
};
const typeOver: Edit = (peer, place) => {
  peer.select(place, 1, 4);
  peer.type("y");
};
const move: Edit = (peer, place, random) => {
  peer.select(place, 0);
  for (let times = 1 + random.below(2); times > 0; times--) {
    peer.run(place < 3 ? moveDown : moveUp);
  }
};
/** Two lines become hanging lines of the one at `place`, before anything else. */
const hang: Edit = (peer, place) => {
  for (const line of [place + 1, place + 2]) {
    peer.select(line, 0);
    peer.run(indent);
  }
};
const insertTable: Edit = (peer, place) => {
  const cells = ["", ""].map(() =>
    documentSchema.node("cell", null, documentSchema.node("textblock")),
  );
  peer.dispatch(peer.state.tr.insert(peer.startOf(place), oldTable(...cells)));
};
const deleteBlock: Edit = (peer, place) => {
  peer.dispatch(peer.state.tr.delete(peer.startOf(place), peer.startOf(place + 1)));
};
const typeInCell: Edit = (peer, place) => {
  peer.dispatch(peer.state.tr.insertText("x", peer.startOf(place) + 3));
};

function elsewhere(place: number, random: Random): number {
  return (place + 2 + random.below(3)) % texts.length;
}

/** What is seen, a text for each block. */
type Seen = readonly string[];

/** The block with a letter. */
const withLetter = (seen: Seen, letter: string): string =>
  seen.find((text) => text.includes(letter)) ?? "";
const own = (letters: string): string => letters.replaceAll(/[xy]/g, "");
/** The letters of a line are not all in blocks that stand together. */
const isApart = (seen: Seen, letter: string): boolean => {
  const shown = seen.flatMap((text, i) => (text.includes(letter) ? [i] : []));
  return shown.at(-1)! - shown[0]! >= shown.length;
};

interface Story {
  readonly name: string;
  readonly one: Edit;
  readonly other: Edit;
  /** Whether something is not where both meant it; `letter` is that of the block. */
  readonly isMisplaced: (seen: Seen, letter: string, place: number) => boolean;
  readonly lines?: readonly Line[];
  readonly before?: Edit;
}

const stories: readonly Story[] = [
  {
    name: "Enter in a line, another types there: in the second half",
    one: run(enter, 2),
    other: type(2),
    isMisplaced: (seen) => withLetter(seen, "x").startsWith("x"),
  },
  {
    name: "Enter at a line's end, another types there: in the new line",
    one: run(enter, 5),
    other: type(5),
    isMisplaced: (seen) => seen.includes("x"),
  },
  {
    name: "Enter at a line's start, another types there: not in the line",
    one: run(enter, 0),
    other: type(0),
    isMisplaced: (seen, letter) => !withLetter(seen, "x").includes(letter),
  },
  {
    name: "two type a word at one place: the words are mixed",
    one: type(2, "xxx"),
    other: type(2, "yyy"),
    isMisplaced: (seen) => !/xxxyyy|yyyxxx/.test(seen.join("|")),
  },
  {
    name: "typed over, another types within: not beside the new text",
    one: typeOver,
    other: type(2),
    isMisplaced: (seen) => !/xy|yx/.test(withLetter(seen, "x")),
  },
  {
    name: "a line deleted, another types in it: in the line before or after",
    one: deleteLine,
    other: type(3),
    isMisplaced: (seen) => withLetter(seen, "x") !== "x",
  },
  {
    name: "text cut and pasted, another types in it: where it was",
    one: cutAndPaste,
    other: type(2),
    isMisplaced: (seen, letter) => !withLetter(seen, "x").includes(`${letter}x${letter}${letter}`),
  },
  {
    name: "text dragged, another types in it: where it was",
    one: dragText,
    other: type(2),
    isMisplaced: (seen, letter) => !withLetter(seen, "x").includes(`${letter}x${letter}${letter}`),
  },
  {
    name: "joined with the line before, moved by another: not joined",
    one: run(backspace, 0),
    other: move,
    isMisplaced: (seen) => !seen.some((text) => new Set(own(text)).size > 1),
  },
  {
    name: "moved by two: its letters apart",
    one: move,
    other: move,
    isMisplaced: (seen, letter) => isApart(seen, letter),
  },
  {
    name: "moved, Enter in it by another: its halves apart",
    one: move,
    other: run(enter, 2),
    isMisplaced: (seen, letter) => isApart(seen, letter),
  },
  {
    name: "moved, Enter at its end and a new line by another: that left behind",
    one: move,
    other: both(run(enter, 5), (peer) => peer.type("x")),
    isMisplaced: (seen, letter) => {
      const line = seen.findIndex((text) => text.includes(letter));
      return seen[line + 1] !== "x";
    },
  },
  {
    name: "a list line moved with what hangs below, another adds to that: left behind",
    lines: list,
    before: hang,
    one: move,
    other: both(next(next(run(enter, 5))), (peer) => peer.type("x")),
    isMisplaced: (seen, letter) => {
      const line = seen.findIndex((text) => text.includes(letter));
      return seen[line + 3] !== "x";
    },
  },
  {
    name: "moved below a line that another moves: not below it",
    one: run(moveDown, 0),
    other: next(run(moveDown, 0)),
    isMisplaced: (seen, letter, place) => {
      const line = seen.indexOf(letter.repeat(5));
      return seen[line - 1] !== texts[place + 1];
    },
  },
  {
    name: "duplicated, another types in it: only in the original",
    one: run(duplicate, 0),
    other: type(2),
    isMisplaced: (seen) => seen.filter((text) => text.includes("x")).length === 1,
  },
  {
    name: "a table deleted, another types in it: the table is there again",
    before: insertTable,
    one: deleteBlock,
    other: typeInCell,
    isMisplaced: (seen) => seen.includes("x"),
  },
];

for (const { name, one, other, isMisplaced, lines = texts, before } of stories) {
  let misplaced = 0;
  for (let seed = 1; seed <= rounds; seed++) {
    const random = new Random(seed);
    const content = documentOf(...lines);
    const [ann, bob] = [new Peer(1, content), new Peer(2, content)];
    // Not at the ends, so that there is a line before, and there are lines behind.
    const place = 1 + random.below(3);
    before?.(ann, place, random);
    exchange(ann, bob);
    const [first, second] = seed % 2 === 0 ? [ann, bob] : [bob, ann];
    one(first, place, random);
    other(second, place, random);
    exchange(ann, bob);
    if (ann.shown !== bob.shown) throw new Error(`${name}: the screens differ, seed ${seed}`);
    if (isMisplaced(ann.lines, texts[place]![0]!, place)) misplaced++;
  }
  console.log(`${name.padEnd(76)}${((100 * misplaced) / rounds).toFixed(0).padStart(4)} %`);
}
process.exit(0);
