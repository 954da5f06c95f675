/**
 * Everything that a person can do, by chance, each with what should be seen afterwards.
 *
 * An action is done in one flow, that of the document or a nested one, and returns how that flow
 * should look. What should look as before is checked by the caller.
 */

import {
  deleteBlocks,
  deleteRange,
  duplicateBlocks,
  insertBlocks,
  insertRuns,
  insertText,
  moveBlocks,
  setAttributes,
  setFormat,
  splitBlock,
  type Block,
  type Flow,
  type Position,
} from "@coscribe/shared/flow";
import type { Random } from "../../support/random.ts";
import type { Ledger } from "./ledger.ts";
import { inOrder, outlineOf, type BlockSeen, type LetterSeen } from "./outline.ts";
import { paragraph, table, type Person } from "./person.ts";

/** Does something in `flow`; returns what should be seen in it, or nothing if nothing was done. */
export type Action = (
  person: Person,
  flow: Flow,
  random: Random,
  ledger: Ledger,
) => readonly BlockSeen[] | undefined;

const kinds = ["heading", "quote", "code", null];
const formatKeys = ["bold", "link", "comment:1", "comment:2"];

/** All actions but undo and redo, which have no meaning that can be told beforehand. */
export const actions = {
  type(person, flow, random, ledger) {
    const block = random.pick(textBlocks(flow));
    const at = placeIn(block, random);
    const letters = ledger.type(person.name, 1 + random.below(3));
    const formats = random.chance(0.3) ? { [random.pick(formatKeys)]: {} } : {};
    person.act(() => insertText(flow, at, letters, formats));
    const added = letters.split("").map((letter) => ({ letter, formats: inOrder(formats) }));
    return withLetters(flow, block, (old) => old.toSpliced(at.offset, 0, ...added));
  },
  lineBreak(person, flow, random) {
    const block = random.pick(textBlocks(flow));
    const at = placeIn(block, random);
    person.act(() => insertText(flow, at, "\n", {}));
    const added = { letter: "\n", formats: "[]" };
    return withLetters(flow, block, (old) => old.toSpliced(at.offset, 0, added));
  },
  mention(person, flow, random) {
    const block = random.pick(textBlocks(flow));
    const at = placeIn(block, random);
    const object = { name: "mention", attributes: { user: "u" }, value: undefined };
    person.act(() => insertRuns(flow, at, [{ type: "object", object, formats: {} }]));
    const added = { letter: "<mention>", formats: "[]" };
    return withLetters(flow, block, (old) => old.toSpliced(at.offset, 0, added));
  },
  split(person, flow, random) {
    const block = random.pick(textBlocks(flow));
    const at = placeIn(block, random);
    const attributes = random.chance(0.3) ? { kind: "quote" } : {};
    person.act(() => splitBlock(flow, at, attributes, person.newId));
    const seen = outlineOf(flow);
    const place = flow.blocks.indexOf(block);
    const old = seen[place]!;
    const halves = [
      { ...old, letters: old.letters.slice(0, at.offset) },
      { ...old, attributes: inOrder(attributes), letters: old.letters.slice(at.offset) },
    ];
    return seen.toSpliced(place, 1, ...halves);
  },
  join(person, flow, random) {
    const place = random.below(flow.blocks.length - 1);
    const [first, second] = flow.blocks.slice(place);
    if (first?.name !== "block" || second?.name !== "block") return undefined;
    return remove(
      person,
      flow,
      { block: first.id, offset: first.length },
      { block: second.id, offset: 0 },
    );
  },
  deleteRange(person, flow, random) {
    const from = random.below(flow.blocks.length);
    const to = Math.min(flow.blocks.length - 1, from + random.below(3));
    const first = flow.blocks[from]!;
    const last = flow.blocks[to]!;
    const begin = placeIn(first, random);
    const end = placeIn(last, random);
    const least = first === last ? begin.offset : 0;
    return remove(person, flow, begin, { ...end, offset: Math.max(end.offset, least) });
  },
  deleteBlocks(person, flow, random) {
    if (flow.blocks.length < 3) return undefined;
    const gone = someBlocks(flow, random, 2);
    person.act(() =>
      deleteBlocks(
        flow,
        gone.map(({ id }) => id),
        person.newId,
      ),
    );
    return outlineOf(flow).filter((_, i) => !gone.includes(flow.blocks[i]!));
  },
  move(person, flow, random) {
    const moved = someBlocks(flow, random, 3);
    const others = flow.blocks.filter((block) => !moved.includes(block));
    const place = random.below(others.length + 1);
    person.act(() =>
      moveBlocks(
        flow,
        moved.map(({ id }) => id),
        others[place]?.id,
        person.newId,
      ),
    );
    const seen = new Map(outlineOf(flow).map((block, i) => [flow.blocks[i]!, block]));
    return others.toSpliced(place, 0, ...moved).map((block) => seen.get(block)!);
  },
  duplicate(person, flow, random) {
    const copied = someBlocks(flow, random, 2);
    person.act(() =>
      duplicateBlocks(
        flow,
        copied.map(({ id }) => id),
        person.newId,
      ),
    );
    const seen = outlineOf(flow);
    const places = copied.map((block) => flow.blocks.indexOf(block));
    return seen.toSpliced(places.at(-1)! + 1, 0, ...places.map((place) => seen[place]!));
  },
  insert(person, flow, random, ledger) {
    const place = random.below(flow.blocks.length + 1);
    const blocks = random.chance(0.5)
      ? [paragraph(ledger.type(person.name, 1)), paragraph("")]
      : [{ name: "divider", attributes: {}, runs: [], inners: [] }];
    person.act(() => insertBlocks(flow, flow.blocks[place]?.id, blocks, person.newId));
    const added = blocks.map(({ name, runs }) => ({
      name,
      attributes: "[]",
      letters: runs.map((run) => ({ letter: run.type === "text" ? run.text : "", formats: "[]" })),
      inners: [],
    }));
    return outlineOf(flow).toSpliced(place, 0, ...added);
  },
  insertTable(person, flow, random, ledger) {
    if (flow !== person.flow) return undefined;
    const place = random.below(flow.blocks.length + 1);
    const texts = [ledger.type(person.name, 1), ""];
    person.act(() => insertBlocks(flow, flow.blocks[place]?.id, [table(...texts)], person.newId));
    const cells = texts.map((text) => ({
      cell: [
        [
          {
            name: "block",
            attributes: "[]",
            letters: text.split("").map((letter) => ({ letter, formats: "[]" })),
            inners: [],
          },
        ],
      ],
    }));
    const added = { name: "table", attributes: "[]", letters: [], inners: cells };
    return outlineOf(flow).toSpliced(place, 0, added);
  },
  kind(person, flow, random) {
    const block = random.pick(flow.blocks);
    const kind = random.pick(kinds);
    person.act(() => setAttributes(flow, block.id, { kind }, person.newId));
    return withAttribute(flow, block, "kind", kind);
  },
  indent(person, flow, random) {
    const block = random.pick(flow.blocks);
    const indent = random.below(4);
    person.act(() => setAttributes(flow, block.id, { indent }, person.newId));
    return withAttribute(flow, block, "indent", indent);
  },
  format(person, flow, random) {
    const from = random.below(flow.blocks.length);
    const to = Math.min(flow.blocks.length - 1, from + random.below(3));
    const begin = placeIn(flow.blocks[from]!, random);
    const end = placeIn(flow.blocks[to]!, random);
    if (from === to && end.offset < begin.offset) return undefined;
    const key = random.pick(formatKeys);
    const value = random.chance(0.6) ? { by: random.below(3) } : null;
    person.act(() => setFormat(flow, begin, end, key, value));
    return outlineOf(flow).map((block, i) => {
      const letters = block.letters.map((seen, offset) => {
        const isAfter = i > from || (i === from && offset >= begin.offset);
        const isBefore = i < to || (i === to && offset < end.offset);
        return isAfter && isBefore ? withFormat(seen, key, value) : seen;
      });
      return { ...block, letters };
    });
  },
} satisfies Record<string, Action>;

/** The name of an action. */
export type ActionName = keyof typeof actions;

function textBlocks(flow: Flow): Block[] {
  return flow.blocks.filter(({ name }) => name === "block");
}

function placeIn(block: Block, random: Random): Position {
  return { block: block.id, offset: random.below(block.length + 1) };
}

/** A few blocks, in the order in which they are shown: neighbours or not. */
function someBlocks(flow: Flow, random: Random, most: number): Block[] {
  const count = 1 + random.below(Math.min(most, flow.blocks.length));
  const first = random.below(flow.blocks.length - count + 1);
  if (random.chance(0.7)) return flow.blocks.slice(first, first + count);
  return flow.blocks.filter((_, i) => i === first || random.chance(0.2));
}

function withLetters(
  flow: Flow,
  block: Block,
  change: (letters: readonly LetterSeen[]) => readonly LetterSeen[],
): readonly BlockSeen[] {
  return outlineOf(flow).map((seen, i) => {
    return flow.blocks[i] === block ? { ...seen, letters: change(seen.letters) } : seen;
  });
}

function withAttribute(flow: Flow, block: Block, name: string, value: unknown): BlockSeen[] {
  return outlineOf(flow).map((seen, i) => {
    if (flow.blocks[i] !== block) return seen;
    const others = (JSON.parse(seen.attributes) as [string, unknown][]).filter(
      ([key]) => key !== name,
    );
    const all = value === null ? others : [...others, [name, value] as const];
    return { ...seen, attributes: inOrder(Object.fromEntries(all)) };
  });
}

function withFormat({ letter, formats }: LetterSeen, key: string, value: unknown): LetterSeen {
  const others = (JSON.parse(formats) as [string, unknown][]).filter(([name]) => name !== key);
  const all = value === null ? others : [...others, [key, value] as const];
  return { letter, formats: inOrder(Object.fromEntries(all)) };
}

function remove(person: Person, flow: Flow, from: Position, to: Position): BlockSeen[] {
  person.act(() => deleteRange(flow, from, to, person.newId));
  const seen = outlineOf(flow);
  const first = flow.blocks.findIndex(({ id }) => id === from.block);
  const last = flow.blocks.findIndex(({ id }) => id === to.block);
  const start = seen[first]!;
  const end = seen[last]!;
  const before = start.letters.slice(0, from.offset);
  const after = end.letters.slice(to.offset);
  const isJoin = first === last || (start.name === "block" && end.name === "block");
  const left = isJoin
    ? [{ ...start, letters: [...before, ...after] }]
    : [
        { ...start, letters: before },
        { ...end, letters: after },
      ];
  return seen.toSpliced(first, last - first + 1, ...left);
}
