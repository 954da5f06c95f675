/**
 * Two to four people who do everything to one table at once, by chance, and meet now and then. SEED=n
 * replays one round; the long test plays more of them.
 */

import { insertBlocks } from "@coscribe/shared/flow";
import {
  cellsOf,
  deleteLines,
  insertLines,
  mergeCells,
  moveLines,
  newTable,
  setColumnAlign,
  setColumnWidth,
  setLineTint,
  sortRows,
  splitCells,
  tintCells,
  toggleHeader,
  type Span,
} from "@coscribe/shared/schema";
import { describe, expect, it } from "vitest";
import { encodeStateAsUpdate } from "yjs";
import { exchange, paragraph, Person } from "../../flow/person.ts";
import { Random } from "../../../support/random.ts";
import {
  gridIn,
  operate,
  seen,
  storedLetters,
  tableBlock,
  textOf,
  typeInto,
} from "./table-person.ts";

const rounds = process.env["COSCRIBE_LONG"] === "1" ? 5_000 : 200;
const batch = 100;

/** What was typed, and by whom; a letter is there once or, deleted by undo, not at all. */
type Typed = Map<string, { readonly person: Person }>;

function beginning(): Uint8Array {
  const author = new Person(99);
  const places = [0, 1, 2].map((row) => ({ row, column: row, blocks: [paragraph(String(row))] }));
  insertBlocks(author.flow, undefined, [newTable({ rows: 3, columns: 3, places })], author.newId);
  return encodeStateAsUpdate(author.doc);
}

/** Everything that can be done to a table, and what must then be seen. */
const actions: Readonly<Record<string, (person: Person, random: Random) => void>> = {
  insert(person, random) {
    const prefix = random.pick(["r:", "c:"] as const);
    const grid = gridIn(person);
    const before = (prefix === "r:" ? grid.rows : grid.columns).map(({ id }) => id);
    const index = random.below(before.length + 1);
    const count = 1 + random.below(2);
    operate(person, (table) => insertLines(table, prefix, index, count, person.newId));
    const after = prefix === "r:" ? gridIn(person).rows : gridIn(person).columns;
    expect(after.map(({ id }) => id).toSpliced(index, count)).toEqual(before);
  },
  delete(person, random) {
    const prefix = random.pick(["r:", "c:"] as const);
    const grid = gridIn(person);
    const before = (prefix === "r:" ? grid.rows : grid.columns).map(({ id }) => id);
    if (before.length < 2) return;
    const from = random.below(before.length - 1);
    operate(person, (table) => deleteLines(table, prefix, from, from + 1));
    const after = prefix === "r:" ? gridIn(person).rows : gridIn(person).columns;
    expect(after.map(({ id }) => id)).toEqual(before.toSpliced(from, 1));
  },
  move(person, random) {
    const prefix = random.pick(["r:", "c:"] as const);
    const { rows, columns, places } = gridIn(person);
    const before = (prefix === "r:" ? rows : columns).map(({ id }) => id);
    const from = random.below(before.length);
    const to = random.below(before.length + 1);
    const isMerged = places.flat().some(({ rowSpan, columnSpan }) => rowSpan * columnSpan > 1);
    const isDone = operate(person, (table) => moveLines(table, prefix, from, from + 1, to));
    if (isMerged) return;
    const after = prefix === "r:" ? gridIn(person).rows : gridIn(person).columns;
    const wanted = before.toSpliced(from, 1).toSpliced(to > from ? to - 1 : to, 0, before[from]!);
    expect(after.map(({ id }) => id)).toEqual(isDone ? wanted : before);
  },
  merge(person, random) {
    const span = randomSpan(person, random);
    const texts = seen(person)
      .join("")
      .replaceAll(/\(.*?\)|[|+]/g, "");
    operate(person, (table) => mergeCells(table, span));
    const after = seen(person)
      .join("")
      .replaceAll(/\(.*?\)|[|+]/g, "");
    expect(Array.from(after).toSorted()).toEqual(Array.from(texts).toSorted());
    const place = gridIn(person)
      .places.flat()
      .find((one) => {
        return (
          one.row <= span.top && one.column <= span.left && one.row + one.rowSpan > span.bottom
        );
      });
    expect(place).toBeDefined();
  },
  split(person, random) {
    operate(person, (table) => splitCells(table, randomSpan(person, random)));
  },
  looks(person, random) {
    const { rows, columns } = gridIn(person);
    const column = random.below(columns.length);
    operate(person, (table) => {
      switch (random.below(6)) {
        case 0:
          return setColumnWidth(table, column, 50 + random.below(200));
        case 1:
          return setColumnAlign(table, column, random.pick(["", "center", "end"]));
        case 2:
          return setLineTint(table, "r:", random.below(rows.length), random.pick(["red", ""]));
        case 3:
          return tintCells(table, randomSpan(person, random), random.pick(["blue", ""]));
        default:
          return toggleHeader(table, random.pick(["r:", "c:"]));
      }
    });
  },
  sort(person, random) {
    const grid = gridIn(person);
    const column = random.below(grid.columns.length);
    const texts = grid.places.map((row) => {
      const place = row.find((one) => one.column === column);
      return place === undefined ? "" : textOf(place);
    });
    const all = seen(person).toSorted();
    operate(person, (table) => sortRows(table, texts, random.pick(["up", "down"])));
    expect(seen(person).toSorted()).toEqual(all);
  },
};

function randomSpan(person: Person, random: Random): Span {
  const { rows, columns } = gridIn(person);
  const [top, left] = [random.below(rows.length), random.below(columns.length)];
  const bottom = Math.min(rows.length - 1, top + random.below(3));
  const right = Math.min(columns.length - 1, left + random.below(3));
  return { top, left, bottom, right };
}

/** Each place of the grid is taken by just one cell. */
function expectRectangle(person: Person): void {
  const { rows, columns, places } = gridIn(person);
  const taken = new Set<string>();
  for (const { row, column, rowSpan, columnSpan } of places.flat()) {
    for (let i = row; i < row + rowSpan; i++) {
      for (let k = column; k < column + columnSpan; k++) {
        expect(taken.has(`${i} ${k}`)).toBe(false);
        taken.add(`${i} ${k}`);
      }
    }
  }
  expect(taken.size).toBe(rows.length * columns.length);
}

function play(seed: number): number {
  const random = new Random(seed);
  const state = beginning();
  const persons = Array.from({ length: 2 + (seed % 3) }, (_, i) => new Person(i + 1, state));
  const names = [...Object.keys(actions), "insert", "delete"];
  const typed: Typed = new Map();
  const undone = new Set<string>();
  let next = 0x4e00;
  for (let turn = 0; turn < 50; turn++) {
    const person = random.pick(persons);
    if (gridIn(person).places.length === 0 || gridIn(person).columns.length === 0) break;
    const chance = random.next();
    if (chance < 0.35) {
      const letter = String.fromCodePoint(next++);
      const place = random.pick(gridIn(person).places.flat());
      typeInto(person, place, letter);
      typed.set(letter, { person });
      expect(seen(person).join("")).toContain(letter);
    } else if (chance < 0.5) {
      const before = storedLetters(person);
      if (random.chance(0.6)) person.undo.undo();
      else person.undo.redo();
      const after = storedLetters(person);
      for (const [letter, { person: author }] of typed) {
        if (before.includes(letter) === after.includes(letter)) continue;
        expect(author, `SEED=${seed}`).toBe(person);
        if (after.includes(letter)) undone.delete(letter);
        else undone.add(letter);
      }
    } else actions[random.pick(names)]!(person, random);
    expectRectangle(person);
    if (random.chance(0.15)) exchange(...persons);
  }
  exchange(...persons);
  for (const person of persons) {
    expect(seen(person), `SEED=${seed}`).toEqual(seen(persons[0]!));
    expect(JSON.stringify(gridIn(person).columns)).toBe(
      JSON.stringify(gridIn(persons[0]!).columns),
    );
    expectRectangle(person);
    const anew = new Person(0, encodeStateAsUpdate(person.doc));
    expect(seen(anew)).toEqual(seen(person));
    const letters = storedLetters(person);
    for (const letter of typed.keys()) {
      const count = letters.split(letter).length - 1;
      expect(count, `SEED=${seed} ${letter}`).toBe(undone.has(letter) ? 0 : 1);
    }
    expectShown(person, letters, typed, seed);
  }
  return typed.size;
}

/** What is stored is shown, unless its row or its column was deleted. */
function expectShown(person: Person, letters: string, typed: Typed, seed: number): void {
  const { attributes } = tableBlock(person);
  const shown = seen(person).join("");
  for (const { row, column, flow } of cellsOf(tableBlock(person))!) {
    const isGone = attributes[`gone:${row}`] === true || attributes[`gone:${column}`] === true;
    for (const letter of JSON.stringify(flow.blocks.map(({ runs }) => runs))) {
      if (!typed.has(letter) || !letters.includes(letter)) continue;
      expect(shown.includes(letter), `SEED=${seed} ${letter}`).toBe(!isGone);
    }
  }
}

function batches(): number[][] {
  const { SEED: one } = process.env;
  if (one !== undefined) return [[Number(one)]];
  return Array.from({ length: rounds / batch }, (_, i) => {
    return Array.from({ length: batch }, (__, k) => i * batch + k + 1);
  });
}

describe("everybody does everything to a table", () => {
  it.each(batches().map((seeds) => [seeds[0], seeds] as const))(
    "F60 it is rectangular, the same for all, and has every letter once (%i)",
    (_, seeds) => {
      const letters = seeds.reduce((sum, seed) => sum + play(seed), 0);
      expect(letters).toBeGreaterThan(seeds.length * 8);
    },
    120_000,
  );
});
