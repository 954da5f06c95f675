/**
 * What two people at one place do to each other's words in a flow: how often something stands
 * elsewhere than both meant. `npx tsx --conditions=@coscribe/source test/bench/flow-at-once.ts`.
 */

import {
  deleteBlocks,
  insertText,
  joinBlocks,
  moveBlocks,
  splitBlock,
  type Flow,
} from "@coscribe/shared/flow";
import { linesOf } from "../shared/flow/outline.ts";
import { exchange, people, type Person } from "../shared/flow/person.ts";
import { Random } from "../support/random.ts";

const rounds = 4_000;
const lines = ["aaaaa", "bbbbb", "ccccc", "ddddd", "eeeee", "fffff"];

/** Does something to the block at `place`, as it is shown. */
type Edit = (person: Person, place: number, random: Random) => void;

const idOf = (flow: Flow, place: number): string => flow.blocks[place]!.id;

const split: Edit = (person, place, random) => {
  const offset = 1 + random.below(4);
  person.act((flow) => splitBlock(flow, { block: idOf(flow, place), offset }, {}, person.newId));
};
const splitAtEnd: Edit = (person, place) => {
  person.act((flow) => splitBlock(flow, { block: idOf(flow, place), offset: 5 }, {}, person.newId));
};
const typeAtEnd: Edit = (person, place) => {
  person.act((flow) => insertText(flow, { block: idOf(flow, place), offset: 5 }, "x"));
};
const move: Edit = (person, place, random) => {
  const others = lines.map((_, i) => i).filter((i) => i !== place && i !== place + 1);
  const before = random.pick(others);
  person.act((flow) => moveBlocks(flow, [idOf(flow, place)], idOf(flow, before)));
};
const join: Edit = (person, place) => {
  person.act((flow) => joinBlocks(flow, idOf(flow, place - 1), idOf(flow, place)));
};
const deleteBlock: Edit = (person, place) => {
  person.act((flow) => deleteBlocks(flow, [idOf(flow, place)]));
};
const before =
  (edit: Edit): Edit =>
  (person, place, random) =>
    edit(person, place - 1, random);

/** After this hardly two blocks that are shown together stand together in the text. */
function shuffle(person: Person): void {
  const order = person.flow.blocks.map(({ id }) => id);
  for (const id of [order[3]!, order[0]!, order[4]!, order[1]!]) {
    person.act((flow) => moveBlocks(flow, [id], undefined));
  }
}

/** Whether the parts of a line stand apart. */
function isApart(shown: readonly string[]): boolean {
  const letters = shown.filter((line) => line !== "").map((line) => line[0]);
  return letters.some(
    (letter, i) =>
      letters.lastIndexOf(letter) - i > letters.filter((one) => one === letter).length - 1,
  );
}

const hasJoined = (shown: readonly string[]): boolean => {
  return shown.some((line) => new Set(line).size > 1);
};
const movedX = (shown: readonly string[]): boolean => shown.includes("x");
const strangeX = (shown: readonly string[]): boolean => shown.some((line) => /[^x]x/.test(line));

const stories: readonly [string, Edit, Edit, isMisplaced: (shown: readonly string[]) => boolean][] =
  [
    ["Enter in a block, moved by another: the halves apart", split, move, isApart],
    ["Enter at its end, another types there: in the new block", splitAtEnd, typeAtEnd, movedX],
    ["deleted, another types in it: in the block before", deleteBlock, typeAtEnd, strangeX],
    ["joined, moved by another: not joined", join, move, (shown) => !hasJoined(shown)],
    ["joined, the one before moved: not joined", join, before(move), (shown) => !hasJoined(shown)],
    [
      "joined, Enter in the one before: not joined",
      join,
      before(split),
      (shown) => !hasJoined(shown),
    ],
  ];

for (const isShuffled of [false, true]) {
  console.log(isShuffled ? "\nall moved before" : "nothing moved before");
  for (const [name, one, other, isMisplaced] of stories) {
    let misplaced = 0;
    for (let seed = 1; seed <= rounds; seed++) {
      const random = new Random(seed);
      const [ann, bob] = people(2, ...lines) as [Person, Person];
      if (isShuffled) shuffle(ann);
      exchange(ann, bob);
      const place = 1 + random.below(lines.length - 1);
      const [first, second] = seed % 2 === 0 ? [ann, bob] : [bob, ann];
      one(first, place, random);
      other(second, place, random);
      exchange(ann, bob);
      if (isMisplaced(linesOf(ann.flow))) misplaced++;
    }
    console.log(`${name.padEnd(60)}${((100 * misplaced) / rounds).toFixed(0).padStart(4)} %`);
  }
}
process.exit(0);
