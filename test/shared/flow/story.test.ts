/** Stories of people at one place, each of them a few lines. */

import { describe, expect, it } from "vitest";
import {
  deleteBlocks,
  deleteRange,
  duplicateBlocks,
  insertBlocks,
  insertText,
  joinBlocks,
  moveBlocks,
  readFlow,
  setAttributes,
  setFormat,
  splitBlock,
  type Flow,
  type Position,
} from "@coscribe/shared/flow";
import { linesOf, outlineOf } from "./outline.ts";
import { exchange, paragraph, people, table, type Person } from "./person.ts";

function at(flow: Flow, block: number, offset: number): Position {
  return { block: idOf(flow, block), offset };
}

function idOf({ blocks }: Flow, block: number): string {
  return blocks[block]?.id ?? "none";
}

/** Two people who have one document. */
function pair(...lines: readonly string[]): [ann: Person, bob: Person] {
  const [ann, bob] = people(2, ...lines);
  return [ann!, bob!];
}

function type(person: Person, block: number, offset: number, text: string): void {
  person.act((flow) => insertText(flow, at(flow, block, offset), text));
}

function join(person: Person, second: number): void {
  person.act((flow) => joinBlocks(flow, idOf(flow, second - 1), idOf(flow, second)));
}

function split(person: Person, block: number, offset: number): void {
  person.act((flow) => splitBlock(flow, at(flow, block, offset), {}, person.newId));
}

/** Moves one block before another; behind the last where there is none such. */
function move(person: Person, block: number, before: number): void {
  person.act((flow) => moveBlocks(flow, [idOf(flow, block)], flow.blocks[before]?.id));
}

/** Both get everything; what both see then. */
function met(ann: Person, bob: Person): string[] {
  exchange(ann, bob);
  expect(linesOf(bob.flow)).toEqual(linesOf(ann.flow));
  return linesOf(ann.flow);
}

/** The nested flow of one cell. */
function cell(flow: Flow, block: number, index: number): Flow {
  const inner = flow.blocks[block]?.inners[index];
  const nested = inner?.type === "cell" ? inner.inners[0] : undefined;
  if (nested?.type !== "flow") throw new Error("there is no such cell");
  return nested;
}

function pointersIn({ segments }: Flow): number {
  return segments.reduce((sum, { pointers }) => sum + pointers.length, 0);
}

/** Both have joined Bravo to Alpha at the same time, seen it, and undone it; neither has seen that. */
function pairThatUndidOneJoin(): ReturnType<typeof pair> {
  const [ann, bob] = pair("Alpha", "Bravo", "Charlie");
  join(ann, 1);
  join(bob, 1);
  met(ann, bob);
  ann.undo.undo();
  bob.undo.undo();
  return [ann, bob];
}

describe("two people at one place", () => {
  it("F10 blocks joined from both sides keep what is between", () => {
    const [ann, bob] = pair("Alpha", "Bravo", "Charlie");
    join(ann, 1);
    join(bob, 2);
    expect(met(ann, bob)).toEqual(["AlphaBravoCharlie"]);
  });

  it("F10 blocks that are no neighbours in the text join from both sides", () => {
    const [ann, bob] = pair("Alpha", "Charlie", "Bravo");
    move(ann, 2, 1);
    expect(met(ann, bob)).toEqual(["Alpha", "Bravo", "Charlie"]);
    join(ann, 1);
    join(bob, 2);
    expect(linesOf(ann.flow)).toEqual(["AlphaBravo", "Charlie"]);
    expect(linesOf(bob.flow)).toEqual(["Alpha", "BravoCharlie"]);
    expect(met(ann, bob)).toEqual(["AlphaBravoCharlie"]);
  });

  it("F10 a block that was joined to one moved away stands by itself, not with a stranger", () => {
    const [ann, bob] = pair("Alpha", "Charlie", "Bravo", "Delta");
    move(ann, 2, 1);
    met(ann, bob);
    join(ann, 2);
    move(bob, 1, 4);
    expect(met(ann, bob)).toEqual(["Alpha", "Charlie", "Delta", "Bravo"]);
  });

  it("F11 two Enters at one place make one empty block and double nothing", () => {
    const [ann, bob] = pair("AlphaBravo");
    split(ann, 0, 5);
    split(bob, 0, 5);
    expect(met(ann, bob)).toEqual(["Alpha", "", "Bravo"]);
  });

  it("F11 a letter typed where another splits is in one of the halves", () => {
    const [ann, bob] = pair("AlphaBravo");
    split(ann, 0, 5);
    type(bob, 0, 7, "x");
    type(bob, 0, 2, "y");
    expect(met(ann, bob)).toEqual(["Alypha", "Brxavo"]);
  });

  it("F12 of two moves of one block one wins, and it is there once", () => {
    const [ann, bob] = pair("one", "two", "three", "four");
    move(ann, 0, 2);
    move(bob, 0, 4);
    expect(met(ann, bob)).toEqual(["two", "three", "four", "one"]);
    move(ann, 3, 0);
    expect(met(ann, bob)).toEqual(["one", "two", "three", "four"]);
    expect(pointersIn(ann.flow)).toBe(1);
  });

  it("F12 a block that two people moved comes back to where it was when its deletion is undone", () => {
    for (const [one, other] of [
      [2, 4],
      [4, 2],
    ] as const) {
      const [ann, bob] = pair("one", "two", "three", "four");
      move(ann, 0, one);
      move(bob, 0, other);
      const shown = met(ann, bob);
      for (const person of [ann, bob]) {
        const id = idOf(person.flow, shown.indexOf("one"));
        person.act((flow) => deleteBlocks(flow, [id]));
        person.undo.undo();
        expect(met(ann, bob)).toEqual(shown);
      }
    }
  });

  it("F12 a block that moves has what another types in it", () => {
    const [ann, bob] = pair("one", "two", "three");
    move(ann, 0, 3);
    type(bob, 0, 3, "!");
    expect(met(ann, bob)).toEqual(["two", "three", "one!"]);
  });

  it("F12 blocks that two people move into each other are all there", () => {
    const [ann, bob] = pair("one", "two");
    move(ann, 0, 2);
    move(bob, 1, 0);
    expect(met(ann, bob).toSorted()).toEqual(["one", "two"]);
  });

  it("F13 two line breaks at one place double nothing", () => {
    const [ann, bob] = pair("AlphaBravo");
    type(ann, 0, 5, "\n");
    type(bob, 0, 5, "\n");
    expect(met(ann, bob)).toEqual(["Alpha\n\nBravo"]);
  });

  it("F14 a block that was moved splits where it is shown", () => {
    const [ann, bob] = pair("one", "two", "three");
    move(ann, 0, 3);
    met(ann, bob);
    split(bob, 2, 1);
    expect(linesOf(bob.flow)).toEqual(["two", "three", "o", "ne"]);
    type(ann, 2, 3, "!");
    expect(met(ann, bob)).toEqual(["two", "three", "o", "ne!"]);
  });

  it("F14 a block that is split while another moves it loses nothing", () => {
    const [ann, bob] = pair("one", "two", "three");
    split(ann, 0, 1);
    move(bob, 0, 3);
    expect(met(ann, bob)).toEqual(["two", "three", "o", "ne"]);
    move(ann, 2, 0);
    expect(met(ann, bob)).toEqual(["o", "two", "three", "ne"]);
  });

  it("F15 typing is undone after another split, joined and moved the block", () => {
    const [ann, bob] = pair("Alpha", "Bravo", "Charlie");
    type(ann, 1, 2, "xyz");
    met(ann, bob);
    split(bob, 1, 4);
    join(bob, 1);
    move(bob, 0, 3);
    expect(met(ann, bob)).toEqual(["zavo", "Charlie", "AlphaBrxy"]);
    ann.undo.undo();
    expect(met(ann, bob)).toEqual(["avo", "Charlie", "AlphaBr"]);
    ann.undo.redo();
    expect(met(ann, bob)).toEqual(["zavo", "Charlie", "AlphaBrxy"]);
  });

  it("F15 undoing a split keeps what another wrote in the new block", () => {
    const [ann, bob] = pair("AlphaBravo");
    split(ann, 0, 5);
    met(ann, bob);
    type(bob, 1, 5, "!");
    met(ann, bob);
    ann.undo.undo();
    expect(met(ann, bob)).toEqual(["AlphaBravo!"]);
  });

  it("F15 undoing a table keeps what another wrote in it, and it is gone when that is", () => {
    const [ann, bob] = pair("one");
    ann.act((flow) => insertBlocks(flow, undefined, [table("a", "")], ann.newId));
    met(ann, bob);
    bob.act(({ blocks }) => {
      const nested = cell({ ...bob.flow, blocks }, 1, 1);
      insertText(nested, at(nested, 0, 0), "b");
    });
    ann.undo.undo();
    expect(linesOf(ann.flow)).toEqual(["one"]);
    expect(met(ann, bob)).toEqual(["one", "<table[][b]>"]);
    bob.undo.undo();
    expect(met(ann, bob)).toEqual(["one"]);
    ann.undo.redo();
    expect(met(ann, bob)).toEqual(["one", "<table[a][]>"]);
  });

  it("F15 two who undo the deletion of one marker have one block again", () => {
    const [ann, bob] = pairThatUndidOneJoin();
    expect(met(ann, bob)).toEqual(["Alpha", "Bravo", "Charlie"]);
    join(ann, 1);
    expect(met(ann, bob)).toEqual(["AlphaBravo", "Charlie"]);
  });

  it("F15 what two have undone stays one block when something is inserted before it or deleted", () => {
    const [ann, bob] = pairThatUndidOneJoin();
    met(ann, bob);
    ann.act((flow) => insertBlocks(flow, idOf(flow, 1), [paragraph("new")], ann.newId));
    expect(met(ann, bob)).toEqual(["Alpha", "new", "Bravo", "Charlie"]);
    move(ann, 3, 2);
    expect(met(ann, bob)).toEqual(["Alpha", "new", "Charlie", "Bravo"]);
    ann.act((flow) => deleteBlocks(flow, [idOf(flow, 3)]));
    expect(met(ann, bob)).toEqual(["Alpha", "new", "Charlie"]);
  });

  it("F15 a table in the middle of a text leaves no gap when it is undone", () => {
    const [ann, bob] = pair("onetwo", "three");
    ann.act((flow) => {
      const second = splitBlock(flow, at(flow, 0, 3), {}, ann.newId);
      insertBlocks(readFlow(flow.text), second, [table("")], ann.newId);
    });
    exchange(ann, bob);
    ann.undo.undo();
    expect(met(ann, bob)).toEqual(["onetwo", "three"]);
    type(bob, 0, 4, "!");
    join(ann, 1);
    expect(met(ann, bob)).toEqual(["onet!wothree"]);
    bob.act((flow) => deleteRange(flow, at(flow, 0, 2), at(flow, 0, 5)));
    expect(met(ann, bob)).toEqual(["onwothree"]);
    bob.undo.undo();
    ann.undo.undo();
    ann.undo.redo();
    expect(met(ann, bob)).toEqual(["onet!wothree"]);
  });

  it("F16 letters typed in a block that another deletes flow into the block before", () => {
    const [ann, bob] = pair("Alpha", "Bravo", "Charlie");
    ann.act((flow) => deleteBlocks(flow, [idOf(flow, 1)]));
    type(bob, 1, 5, "!");
    expect(linesOf(ann.flow)).toEqual(["Alpha", "Charlie"]);
    expect(met(ann, bob)).toEqual(["Alpha!", "Charlie"]);
  });

  it("F16 letters typed in a range that another deletes stay, and nothing else", () => {
    const [ann, bob] = pair("Alpha", "Bravo", "Charlie");
    ann.act((flow) => deleteRange(flow, at(flow, 0, 2), at(flow, 2, 4)));
    expect(linesOf(ann.flow)).toEqual(["Allie"]);
    type(bob, 1, 3, "!");
    expect(met(ann, bob)).toEqual(["Al!lie"]);
  });

  it("F16 letters typed in a table that another deletes bring it back with them", () => {
    const [ann, bob] = pair("one");
    ann.act((flow) => insertBlocks(flow, undefined, [table("a", "b")], ann.newId));
    met(ann, bob);
    ann.act((flow) => deleteBlocks(flow, [idOf(flow, 1)]));
    const nested = cell(bob.flow, 1, 1);
    bob.act(() => insertText(nested, at(nested, 0, 1), "!"));
    expect(linesOf(ann.flow)).toEqual(["one"]);
    expect(met(ann, bob)).toEqual(["one", "<table[][!]>"]);
    ann.undo.undo();
    expect(met(ann, bob)).toEqual(["one", "<table[a][b!]>"]);
  });

  it("F16 text stays when all blocks are deleted under a typist", () => {
    const [ann, bob] = pair("one");
    ann.act((flow) => deleteBlocks(flow, [idOf(flow, 0)]));
    type(bob, 0, 3, "!");
    expect(met(ann, bob)).toEqual(["!"]);
    split(ann, 0, 0);
    expect(met(ann, bob)).toEqual(["", "!"]);
  });
});

describe("writing", () => {
  it("F17 attributes that two people set at once are both there", () => {
    const [ann, bob] = pair("one");
    ann.act((flow) => setAttributes(flow, idOf(flow, 0), { kind: "task" }));
    bob.act((flow) => setAttributes(flow, idOf(flow, 0), { indent: 2 }));
    type(bob, 0, 3, "!");
    met(ann, bob);
    expect(ann.flow.blocks[0]?.attributes).toMatchObject({ kind: "task", indent: 2 });
    ann.act((flow) => setAttributes(flow, idOf(flow, 0), { kind: null, checked: true }));
    expect(Object.keys(ann.flow.blocks[0]?.attributes ?? {}).toSorted()).toEqual([
      "checked",
      "id",
      "indent",
    ]);
  });

  it("F17 what is so already is not written", () => {
    const [ann] = pair("one");
    ann.act((flow) => setAttributes(flow, idOf(flow, 0), { kind: "task", data: { a: [1] } }));
    const updates: Uint8Array[] = [];
    ann.doc.on("update", (update) => updates.push(update));
    ann.act((flow) =>
      setAttributes(flow, idOf(flow, 0), { kind: "task", data: { a: [1] }, level: null }),
    );
    ann.act((flow) => moveBlocks(flow, [idOf(flow, 0)], undefined));
    expect(updates).toEqual([]);
  });

  it("F18 several formats of one kind stand on one text, and unknown ones stay", () => {
    const [ann, bob] = pair("Alpha");
    ann.act((flow) => setFormat(flow, at(flow, 0, 0), at(flow, 0, 3), "comment:1", { by: "ann" }));
    bob.act((flow) => setFormat(flow, at(flow, 0, 2), at(flow, 0, 5), "comment:2", "plain"));
    met(ann, bob);
    expect(
      ann.flow.blocks[0]?.runs.map((run) => [run.type === "text" && run.text, { ...run.formats }]),
    ).toEqual([
      ["Al", { "comment:1": { by: "ann" } }],
      ["p", { "comment:1": { by: "ann" }, "comment:2": "plain" }],
      ["ha", { "comment:2": "plain" }],
    ]);
  });

  it("F18 a format over several blocks does not run into one that another begins between", () => {
    const [ann, bob] = pair("Alpha", "Bravo");
    ann.act((flow) => setFormat(flow, at(flow, 0, 2), at(flow, 1, 3), "bold", {}));
    bob.act((flow) => insertBlocks(flow, idOf(flow, 1), [paragraph("new")], bob.newId));
    met(ann, bob);
    const bold = outlineOf(ann.flow).map(({ letters }) => {
      return letters
        .map(({ letter, formats }) => (formats === "[]" ? letter : letter.toUpperCase()))
        .join("");
    });
    expect(bold).toEqual(["AlPHA", "new", "BRAvo"]);
  });

  it("F19 a duplicate has the same content and other ids, at every depth", () => {
    const [ann] = pair("one", "two");
    ann.act((flow) => insertBlocks(flow, undefined, [table("a", "b")], ann.newId));
    ann.act((flow) => setFormat(flow, at(flow, 0, 0), at(flow, 0, 2), "bold", {}));
    const ids = ann.act((flow) => {
      return duplicateBlocks(flow, [idOf(flow, 0), idOf(flow, 2)], ann.newId);
    });
    expect(linesOf(ann.flow)).toEqual(["one", "two", "<table[a][b]>", "one", "<table[a][b]>"]);
    const seen = outlineOf(ann.flow);
    expect([seen[3], seen[4]]).toEqual([seen[0], seen[2]]);
    expect(ids).toEqual([idOf(ann.flow, 3), idOf(ann.flow, 4)]);
    const all = [ann.flow, cell(ann.flow, 2, 0), cell(ann.flow, 4, 0)].flatMap(({ blocks }) => {
      return blocks.map(({ id }) => id);
    });
    expect(new Set(all).size).toBe(7);
  });

  it("F20 a move takes the fewest pointers, and a block keeps one however often it moves", () => {
    const [ann, bob] = pair("a", "b", "c", "d", "e");
    ann.act((flow) =>
      moveBlocks(
        flow,
        [0, 1, 2, 3].map((block) => idOf(flow, block)),
        undefined,
      ),
    );
    expect(linesOf(ann.flow)).toEqual(["e", "a", "b", "c", "d"]);
    expect(pointersIn(ann.flow)).toBe(1);
    for (let i = 0; i < 10; i++) {
      move(i % 2 === 0 ? ann : bob, 4, 0);
      met(ann, bob);
    }
    expect(linesOf(ann.flow)).toEqual(["e", "a", "b", "c", "d"]);
    expect(pointersIn(ann.flow)).toBeLessThanOrEqual(5);
  });

  it("F20 the first half of a block moves alone with one pointer, and lets the second go", () => {
    const [ann, bob] = pair("AlphaBravo", "two");
    split(ann, 0, 5);
    move(ann, 0, 3);
    expect(met(ann, bob)).toEqual(["Bravo", "two", "Alpha"]);
    expect(pointersIn(ann.flow)).toBe(1);
  });

  it("F21 no letter of two units is cut", () => {
    const [ann] = pair("a😀b");
    type(ann, 0, 2, "x");
    expect(linesOf(ann.flow)).toEqual(["ax😀b"]);
    ann.act((flow) => deleteRange(flow, at(flow, 0, 0), at(flow, 0, 3)));
    expect(linesOf(ann.flow)).toEqual(["😀b"]);
    split(ann, 0, 1);
    expect(linesOf(ann.flow)).toEqual(["", "😀b"]);
  });

  it("F22 a caller's mistake throws, and writes nothing", () => {
    const [ann] = pair("one", "two");
    const before = ann.flow;
    expect(() => insertText(before, { block: "none", offset: 0 }, "x")).toThrow(RangeError);
    expect(() => insertText(before, at(before, 0, 4), "x")).toThrow(RangeError);
    expect(() => deleteRange(before, at(before, 1, 0), at(before, 0, 0))).toThrow(RangeError);
    expect(() => moveBlocks(before, [idOf(before, 0)], idOf(before, 0))).toThrow(RangeError);
    expect(() => setAttributes(before, idOf(before, 0), { id: "x" })).toThrow(RangeError);
    expect(ann.flow).toBe(before);
    type(ann, 0, 0, "x");
    expect(() => insertText(before, at(before, 0, 0), "y")).toThrow(/was read at length 8/);
    expect(linesOf(ann.flow)).toEqual(["xone", "two"]);
  });
});
