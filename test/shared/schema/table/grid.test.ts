/** What a table is seen as, and what operations do to it. */

import { insertBlocks } from "@coscribe/shared/flow";
import {
  deleteLines,
  documentJson,
  gridOf,
  insertLines,
  mergeCells,
  moveLines,
  newTable,
  plainText,
  setColumnWidth,
  sortRows,
  splitCells,
  Table,
  tintCells,
  toggleHeader,
  type NewTable,
} from "@coscribe/shared/schema";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeStateAsUpdate } from "yjs";
import { exchange, paragraph, people, Person, table as oldTable } from "../../flow/person.ts";
import { blockObject, cell, flow } from "../documents.ts";
import {
  gridIn,
  operate,
  seen,
  storedLetters,
  tableBlock,
  textOf,
  typeInto,
} from "./table-person.ts";

/** Ann and Bob have a table of these rows; "" is a place without a cell. */
function pair(...rows: readonly (readonly string[])[]): [ann: Person, bob: Person] {
  const [author] = people(1);
  const places = rows.flatMap((texts, row) => {
    return texts.flatMap((text, column) => {
      return text === "" ? [] : [{ row, column, blocks: [paragraph(text)] }];
    });
  });
  const made: NewTable = { rows: rows.length, columns: rows[0]!.length, places };
  author!.act((now) => insertBlocks(now, undefined, [newTable(made)], author!.newId));
  const state = encodeStateAsUpdate(author!.doc);
  return [new Person(11, state), new Person(12, state)];
}

function type(person: Person, row: number, column: number, letters: string): void {
  const place = gridIn(person)
    .places.flat()
    .find((one) => one.row === row && one.column === column);
  typeInto(person, place!, letters);
}

/** What both see once they have everything. */
function met(ann: Person, bob: Person): string[] {
  exchange(ann, bob);
  expect(seen(bob)).toEqual(seen(ann));
  return seen(ann);
}

const letters = [
  ["a", "b"],
  ["c", "d"],
] as const;

describe("the grid of a table", () => {
  it("F61 rows and columns come, go and move, and cells stay in theirs", () => {
    const [ann, bob] = pair(...letters);
    operate(ann, (table) => insertLines(table, "r:", 1));
    operate(bob, (table) => insertLines(table, "c:", 0));
    expect(met(ann, bob)).toEqual(["|a|b", "||", "|c|d"]);
    operate(ann, (table) => moveLines(table, "r:", 2, 3, 0));
    operate(bob, (table) => moveLines(table, "c:", 1, 2, 3));
    expect(met(ann, bob)).toEqual(["|d|c", "|b|a", "||"]);
    operate(ann, (table) => deleteLines(table, "c:", 0, 1));
    operate(bob, (table) => deleteLines(table, "r:", 2, 3));
    expect(met(ann, bob)).toEqual(["d|c", "b|a"]);
  });

  it("F61 what is typed in a row that another deletes comes back with it", () => {
    const [ann, bob] = pair(...letters);
    operate(ann, (table) => deleteLines(table, "r:", 1, 2));
    type(bob, 1, 0, "!");
    expect(met(ann, bob)).toEqual(["a|b"]);
    expect(storedLetters(ann)).toBe("abc!d");
    ann.undo.undo();
    expect(met(ann, bob)).toEqual(["a|b", "c!|d"]);
  });

  it("F61 a row under whose text its insertion is undone stays, and is in its place again by redo", () => {
    const [ann, bob] = pair(...letters);
    operate(ann, (table) => insertLines(table, "r:", 1));
    exchange(ann, bob);
    type(bob, 1, 1, "!");
    exchange(ann, bob);
    ann.undo.undo();
    expect(met(ann, bob)).toEqual(["a|b", "c|d", "|!"]);
    ann.undo.redo();
    expect(met(ann, bob)).toEqual(["a|b", "|!", "c|d"]);
  });

  it("F61 an operation writes one attribute, and a move of a row no other", () => {
    const [ann] = pair(...letters, ["e", "f"]);
    const before = tableBlock(ann).attributes;
    operate(ann, (table) => moveLines(table, "r:", 0, 1, 3));
    const after = tableBlock(ann).attributes;
    expect(Object.keys(after).filter((name) => after[name] !== before[name])).toEqual(["r:r1"]);
    operate(ann, (table) => setColumnWidth(table, 0, 5));
    expect(tableBlock(ann).attributes["width:c1"]).toBe(40);
  });

  it("F61 all rows or columns are not deleted: that is for the table", () => {
    const [ann] = pair(...letters);
    expect(operate(ann, (table) => deleteLines(table, "r:", 0, 2))).toBe(false);
    expect(operate(ann, (table) => insertLines(table, "r:", 0, 1_000))).toBe(false);
  });

  it("F62 two who type into one empty place have both texts there, and it is one place", () => {
    const [ann, bob] = pair(["a", ""]);
    type(ann, 0, 1, "x");
    type(bob, 0, 1, "y");
    expect(met(ann, bob)).toEqual([expect.stringMatching(/^a\|(x\+y|y\+x)$/)]);
    ann.undo.undo();
    expect(met(ann, bob)).toEqual(["a|y"]);
  });

  it("F63 merged cells have the text of all, and splitting puts each where it was", () => {
    const [ann, bob] = pair(...letters);
    operate(ann, (table) => mergeCells(table, { top: 0, left: 0, bottom: 1, right: 1 }));
    type(bob, 1, 1, "!");
    expect(met(ann, bob)).toEqual(["a+b+c+d!(2x2)", ""]);
    operate(bob, (table) => insertLines(table, "r:", 1));
    expect(met(ann, bob)[0]).toBe("a+b+c+d!(3x2)");
    operate(ann, (table) => deleteLines(table, "c:", 1, 2));
    expect(met(ann, bob)[0]).toBe("a+c(3x1)");
    operate(ann, (table) => splitCells(table, { top: 0, left: 0, bottom: 0, right: 0 }));
    ann.undo.undo();
    ann.undo.undo();
    expect(met(ann, bob)[0]).toBe("a+b+c+d!(3x2)");
    operate(bob, (table) => splitCells(table, { top: 0, left: 0, bottom: 0, right: 0 }));
    expect(met(ann, bob)).toEqual(["a|b", "|", "c|d!"]);
  });

  it("F63 of merged cells that overlap the upper one counts, and the other does once that is split", () => {
    const [ann, bob] = pair(["a", "b", "c"], ["d", "e", "f"]);
    operate(ann, (table) => mergeCells(table, { top: 0, left: 0, bottom: 0, right: 1 }));
    operate(bob, (table) => mergeCells(table, { top: 0, left: 1, bottom: 1, right: 1 }));
    expect(met(ann, bob)).toEqual(["a+b(1x2)|c", "d|e|f"]);
    ann.undo.undo();
    expect(met(ann, bob)).toEqual(["a|b+e(2x1)|c", "d|f"]);
  });

  it("F63 rows that a merged cell holds together move together", () => {
    const [ann] = pair(["a"], ["b"], ["c"], ["d"]);
    operate(ann, (table) => mergeCells(table, { top: 0, left: 0, bottom: 1, right: 0 }));
    operate(ann, (table) => moveLines(table, "r:", 1, 2, 3));
    expect(seen(ann)).toEqual(["c", "a+b(2x1)", "", "d"]);
    operate(ann, (table) => moveLines(table, "r:", 0, 1, 2));
    expect(seen(ann)).toEqual(["a+b(2x1)", "", "c", "d"]);
  });

  const sorted = (texts: readonly string[], direction: "up" | "down" = "up"): string[] => {
    const [ann] = pair(["head"], ...texts.map((text) => [text]));
    operate(ann, (table) => toggleHeader(table, "r:"));
    const columns = gridIn(ann).places.map(([place]) => textOf(place!));
    operate(ann, (table) => sortRows(table, columns, direction, "en"));
    return seen(ann).slice(1);
  };

  it("F64 rows are sorted by what a column says, its header and empty ones excepted", () => {
    expect(sorted(["10", "9", "", "-1.5"])).toEqual(["-1.5", "9", "10", ""]);
    expect(sorted(["10", "9", "", "-1.5"], "down")).toEqual(["10", "9", "-1.5", ""]);
    expect(sorted(["1,200", "€ 30", "7 %", "1.000.000,5"])).toEqual([
      "7 %",
      "€ 30",
      "1,200",
      "1.000.000,5",
    ]);
    expect(sorted(["2026-11-02", "2025-12-30 10:00", "2026-02-28"])).toEqual([
      "2025-12-30 10:00",
      "2026-02-28",
      "2026-11-02",
    ]);
    expect(sorted(["3.12.2026", "21.11.2026"])).toEqual(["21.11.2026", "3.12.2026"]);
    expect(sorted(["zebra", "Éclair", "apple 10", "Apple 9"])).toEqual([
      "Apple 9",
      "apple 10",
      "Éclair",
      "zebra",
    ]);
  });

  it("F64 sorting touches the fewest rows, and none that a merged cell holds together", () => {
    const [ann] = pair(["1"], ["2"], ["9"], ["3"], ["4"]);
    const texts = ["1", "2", "9", "3", "4"];
    const change = sortRows(Table.of(tableBlock(ann))!, texts, "up");
    expect(Object.keys(change!.table)).toEqual(["r:r3"]);
    operate(ann, (table) => mergeCells(table, { top: 0, left: 0, bottom: 1, right: 0 }));
    expect(operate(ann, (table) => sortRows(table, texts, "up"))).toBe(false);
  });

  it("F65 cells that say no place are rows of one column, and have a place after the first operation", () => {
    const [author] = people(1);
    author!.act((now) => insertBlocks(now, undefined, [oldTable("a", "b")], author!.newId));
    const state = encodeStateAsUpdate(author!.doc);
    const [ann, bob] = [new Person(11, state), new Person(12, state)];
    expect(met(ann, bob)).toEqual(["a", "b"]);
    operate(ann, (table) => insertLines(table, "c:", 1));
    operate(bob, (table) => insertLines(table, "r:", 1));
    expect(met(ann, bob)).toEqual(["a|", "|", "b|"]);
    type(ann, 2, 0, "!");
    ann.undo.undo();
    ann.undo.undo();
    expect(met(ann, bob)).toEqual(["a", "", "b"]);
  });

  it("F66 whatever anybody writes into a table reads without failing, each letter once", () => {
    const ids = fc.constantFrom("a", "b", "~0", "~", "__proto__", "", "x y", 7, null);
    const names = fc
      .tuple(fc.constantFrom("r:", "c:", "gone:", "width:", "span:", "align:", ""), ids, ids)
      .map(([prefix, one, other]) => `${prefix}${one}${prefix === "span:" ? ` ${other}` : ""}`);
    const values = fc.oneof(
      fc.constantFrom("V", "VV", "0", "", "b a", "a b", true, 1e9, -1, Number.NaN, null),
      fc.string(),
    );
    const cells = fc.record({ row: ids, col: ids, tint: values, text: fc.constantFrom("", "#") });
    fc.assert(
      fc.property(fc.dictionary(names, values), fc.array(cells, { maxLength: 8 }), (said, all) => {
        const inners = all.map(({ text, ...attributes }) => {
          return cell(attributes, flow(...(text === "" ? [] : [paragraph(text)])));
        });
        const block = blockObject("table", said, ...inners);
        const grid = gridOf(block)!;
        const area = grid.places.flat().reduce((sum, one) => sum + one.rowSpan * one.columnSpan, 0);
        expect(area).toBe(grid.rows.length * grid.columns.length);
        const shown = grid.places.flat().flatMap((place) => place.cells.map(({ index }) => index));
        expect(new Set(shown).size).toBe(shown.length);
        const table = Table.of(block)!;
        const { rows, columns } = grid;
        insertLines(table, "r:", rows.length, 2);
        if (columns.length > 1) moveLines(table, "c:", 0, 1, columns.length);
        if (rows.length > 0 && columns.length > 0) {
          const all2 = { top: 0, left: 0, bottom: rows.length - 1, right: columns.length - 1 };
          mergeCells(table, all2);
          tintCells(table, all2, "red");
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("F66 a table that is too large is a placeholder with its text", () => {
    const blocks = [paragraph("inside")];
    const large = newTable({ rows: 2_001, columns: 1, places: [{ row: 0, column: 0, blocks }] });
    expect(gridOf(large)).toBeUndefined();
    expect(documentJson([large]).content![0]!.type).toBe("unknown_block");
    expect(plainText([large])).toBe("inside");
  });

  it("F68 there is room between any two rows, and keys stay short", () => {
    let next = 0;
    const newId = (): string => `n${next++}`;
    for (const place of [
      (): number => 1,
      (count: number): number => count,
      (): number => 0,
      (count: number): number => count >> 1,
    ]) {
      const [ann] = pair(["a"], ["b"]);
      for (let i = 0; i < 300; i++) {
        const before = gridIn(ann).rows.map(({ id }) => id);
        const at = place(before.length);
        operate(ann, (table) => insertLines(table, "r:", at, 1, newId));
        const after = gridIn(ann).rows.map(({ id }) => id);
        expect(after.toSpliced(at, 1)).toEqual(before);
      }
      const keys = gridIn(ann).rows.map(({ key }) => key!.length);
      expect(Math.max(...keys)).toBeLessThanOrEqual(60);
    }
  });

  it("F68 between what two insert at one place there is room", () => {
    const [ann, bob] = pair(["a"], ["b"]);
    operate(ann, (table) => insertLines(table, "r:", 1));
    operate(bob, (table) => insertLines(table, "r:", 1));
    exchange(ann, bob);
    operate(ann, (table) => insertLines(table, "r:", 2));
    type(ann, 2, 0, "middle");
    expect(met(ann, bob)).toEqual(["a", "", "middle", "", "b"]);
  });
});

describe("large tables", () => {
  it.each([
    [10_000, 1],
    [1, 30_000],
  ])("H34 a table of %i rows and %i columns keeps them in their order", (rows, columns) => {
    const { attributes } = newTable({ rows, columns });
    for (const [prefix, count] of [
      ["r:", rows],
      ["c:", columns],
    ] as const) {
      const lines = Object.entries(attributes).filter(([name]) => name.startsWith(prefix));
      const keys = lines.map(([, key]) => String(key));
      expect(keys).toHaveLength(count);
      expect(keys.every((key) => /^[0-9A-Za-z]{0,59}[1-9A-Za-z]$/.test(key))).toBe(true);
      expect(keys.every((key, at) => at === 0 || keys[at - 1]! < key)).toBe(true);
    }
  });
});
