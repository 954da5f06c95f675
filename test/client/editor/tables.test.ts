/** Tables in the editor: what is written, what undo brings back, and where the caret is. */

import { setKind } from "@coscribe/client/internal/editor/commands/kind";
import { backspace, enter } from "@coscribe/client/internal/editor/commands/line";
import { CellSelection, cellsIn } from "@coscribe/client/internal/editor/cell-selection";
import {
  mergeSelected,
  nextCell,
  previousCell,
  splitSelected,
  stayInCell,
} from "@coscribe/client/internal/editor/features/table/cell-commands";
import { insertTable } from "@coscribe/client/internal/editor/features/table/insert-table";
import {
  alignColumns,
  deleteSelected,
  insertBeside,
  moveSelected,
  sortBy,
  tintSelected,
  toggleHeaders,
} from "@coscribe/client/internal/editor/features/table/line-commands";
import { pasteCells } from "@coscribe/client/internal/editor/features/table/paste-cells";
import { withoutIds } from "@coscribe/client/internal/editor/plugins/without-ids";
import { tableAt } from "@coscribe/client/internal/editor/table-on-screen";
import { Slice } from "prosemirror-model";
import { Selection, type Command } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { exchange, pair, Peer } from "./peer.ts";
import { written } from "./written.ts";

/** What a person sees of the table behind the first line, a line for each row. */
function rows(peer: Peer): string[] {
  const table = peer.state.doc.child(1);
  return table.children.map((row) => {
    return row.children
      .map((place) => place.children.map((cell) => cell.textContent).join("+"))
      .join("|");
  });
}

function met(ann: Peer, bob: Peer): string[] {
  exchange(ann, bob);
  expect(bob.shown).toBe(ann.shown);
  return rows(ann);
}

/** A command, with the view that it needs to put the caret into what came out. */
function run(peer: Peer, command: Command): boolean {
  return command(peer.state, peer.dispatch, peer as unknown as Parameters<Command>[2]);
}

/** Puts the caret at the end of a place. */
function put(peer: Peer, row: number, column: number): void {
  const table = tableAt(peer.state.doc, peer.startOf(1))!;
  const { pos, node } = table.placeNode(table.placeAt(row, column)!);
  const $end = peer.state.doc.resolve(pos + node.nodeSize - 1);
  peer.dispatch(peer.state.tr.setSelection(Selection.near($end, -1)));
}

function select(peer: Peer, top: number, left: number, bottom: number, right: number): void {
  const { doc, tr } = peer.state;
  const cells = cellsIn(doc, tableAt(doc, peer.startOf(1))!, { top, left, bottom, right })!;
  peer.dispatch(tr.setSelection(cells));
}

/** Ann and Bob have a table of two rows and columns between two lines, with letters in all places. */
function letters(): [ann: Peer, bob: Peer] {
  const [ann, bob] = pair("above", "below");
  ann.select(0, 5);
  run(ann, insertTable(2, 2));
  for (const letter of "abcd") {
    ann.type(letter);
    run(ann, letter === "d" ? () => true : nextCell);
  }
  exchange(ann, bob);
  return [ann, bob];
}

describe("a table in the editor", () => {
  it("E107 inserting a table makes no cells, and typing into a place just its own", () => {
    const [ann, bob] = pair("above", "below");
    ann.select(0, 5);
    const made = written(ann, () => run(ann, insertTable(2, 2))).inserted;
    expect(made.filter((what) => /cell|block/.test(what))).toEqual([]);
    const typed = written(ann, () => ann.type("x")).inserted;
    expect(typed.filter((what) => what === "<cell>")).toHaveLength(1);
    expect(typed.at(-1)).toBe("x");
    put(ann, 1, 1);
    expect(met(ann, bob)).toEqual(["x|", "|"]);
    run(ann, enter);
    ann.type("y");
    expect(met(ann, bob)).toEqual(["x|", "|y"]);
  });

  it("E107 two who type into one empty place have both texts, and go on in their own", () => {
    const [ann, bob] = pair("above", "below");
    ann.select(0, 5);
    run(ann, insertTable(1, 2));
    exchange(ann, bob);
    put(ann, 0, 1);
    put(bob, 0, 1);
    ann.type("ab");
    bob.type("xy");
    exchange(ann, bob);
    ann.type("c");
    bob.type("z");
    expect(met(ann, bob)).toEqual([expect.stringMatching(/^\|(abc\+xyz|xyz\+abc)$/)]);
  });

  it("E108 undo brings a deleted row back, with what another typed in it meanwhile", () => {
    const [ann, bob] = letters();
    put(ann, 1, 0);
    run(ann, deleteSelected("row"));
    put(bob, 1, 0);
    bob.type("!");
    expect(met(ann, bob)).toEqual(["a|b"]);
    ann.binding.history.undo();
    expect(met(ann, bob)).toEqual(["a|b", "c!|d"]);
    ann.binding.history.redo();
    expect(met(ann, bob)).toEqual(["a|b"]);
  });

  it("E108 a table whose insertion is undone under somebody stays where that one goes on", () => {
    const [ann, bob] = pair("above", "below");
    ann.select(0, 5);
    run(ann, insertTable(1, 2));
    exchange(ann, bob);
    put(bob, 0, 1);
    bob.type("x");
    exchange(ann, bob);
    ann.binding.history.undo();
    expect(met(ann, bob)).toEqual(["x"]);
    const { head } = bob.state.selection;
    bob.dispatch(bob.state.tr.delete(head - 1, head).insertText("y"));
    expect(met(ann, bob)).toEqual(["y"]);
  });

  it.each([
    ["inserting a row", insertBeside("row", "after"), ["a|b", "|", "c|d"]],
    ["inserting a column", insertBeside("column", "before"), ["|a|b", "|c|d"]],
    ["moving a row", moveSelected("row", "on"), ["c|d", "a|b"]],
    ["moving a column", moveSelected("column", "on"), ["b|a", "d|c"]],
    ["deleting a column", deleteSelected("column"), ["b", "d"]],
    ["a colour", tintSelected("red"), ["a|b", "c|d"]],
    ["no header", toggleHeaders("row"), ["a|b", "c|d"]],
    ["alignment", alignColumns("end"), ["a|b", "c|d"]],
  ])("E108 %s is one step of undo, and one update", (_, command, wanted) => {
    const [ann, bob] = letters();
    put(ann, 0, 0);
    const before = ann.shown;
    const { writes } = ann;
    run(ann, command);
    expect(ann.writes).toBe(writes + 1);
    expect(met(ann, bob)).toEqual(wanted);
    ann.binding.history.undo();
    met(ann, bob);
    expect(JSON.parse(ann.shown)).toEqual(JSON.parse(before));
  });

  it("E108 merging moves no text, and splitting gives each cell its own again", () => {
    const [ann, bob] = letters();
    select(ann, 0, 0, 1, 0);
    expect(written(ann, () => run(ann, mergeSelected)).inserted).toEqual(["span:r1 c1="]);
    expect(met(ann, bob)).toEqual(["a+c|b", "d"]);
    put(bob, 0, 0);
    bob.type("!");
    run(ann, splitSelected);
    expect(met(ann, bob)).toEqual(["a|b", "c!|d"]);
  });

  it("E108 sorting keeps what others type in the rows", () => {
    const [ann, bob] = letters();
    put(ann, 0, 0);
    run(ann, toggleHeaders("row"));
    run(ann, sortBy("down"));
    put(bob, 1, 1);
    bob.type("!");
    expect(met(ann, bob)).toEqual(["c|d!", "a|b"]);
  });

  it("E109 a caret stays in its cell while others move, insert and delete rows and columns", () => {
    const [ann, bob] = letters();
    put(ann, 1, 1);
    put(bob, 0, 0);
    run(bob, insertBeside("row", "before"));
    run(bob, insertBeside("column", "after"));
    exchange(ann, bob);
    ann.type("!");
    expect(met(ann, bob)).toEqual(["||", "a||b", "c||d!"]);
    put(ann, 0, 2);
    put(bob, 0, 0);
    run(bob, moveSelected("row", "on"));
    exchange(ann, bob);
    ann.type("?");
    expect(met(ann, bob)).toEqual(["a||b", "||?", "c||d!"]);
  });

  it("E109 selected cells stay selected while others change the table", () => {
    const [ann, bob] = letters();
    select(ann, 0, 0, 0, 1);
    put(bob, 0, 0);
    run(bob, insertBeside("row", "before"));
    bob.type("new");
    exchange(ann, bob);
    expect(ann.state.selection).toBeInstanceOf(CellSelection);
    ann.run(backspace);
    expect(met(ann, bob)).toEqual(["new|", "|", "c|d"]);
  });

  it("E100 Tab and Shift-Tab go through the cells and select what is in them", () => {
    const [ann, bob] = letters();
    put(ann, 1, 0);
    run(ann, nextCell);
    const { from, to } = ann.state.selection;
    expect(ann.state.doc.textBetween(from, to)).toBe("d");
    run(ann, nextCell);
    ann.type("e");
    run(ann, previousCell);
    ann.type("D");
    expect(met(ann, bob)).toEqual(["a|b", "c|D", "e|"]);
    put(ann, 0, 0);
    expect(run(ann, previousCell)).toBe(true);
  });

  it("E101 Backspace before what is in a cell, and Delete behind it, leave the cell alone", () => {
    const [ann] = letters();
    put(ann, 1, 0);
    expect(run(ann, stayInCell("behind"))).toBe(true);
    expect(run(ann, stayInCell("before"))).toBe(false);
    ann.dispatch(
      ann.state.tr.setSelection(
        Selection.near(ann.state.doc.resolve(ann.state.selection.head - 1)),
      ),
    );
    expect(run(ann, stayInCell("before"))).toBe(true);
    ann.run(setKind("bullet"));
    expect(run(ann, stayInCell("before"))).toBe(false);
  });

  it("E101 what is typed over selected cells comes into the first, and the others are empty", () => {
    const [ann, bob] = letters();
    select(ann, 0, 1, 1, 1);
    put(bob, 1, 1);
    bob.type("!");
    ann.type("xy");
    expect(met(ann, bob)).toEqual(["a|xy", "c|!"]);
    ann.binding.history.undo();
    expect(met(ann, bob)).toEqual(["a|b", expect.stringMatching(/^c\|(d!|!d)$/)]);
  });

  it("E104 copied cells are pasted into cells, in one step of undo, and their text alone elsewhere", () => {
    const [ann, bob] = letters();
    select(ann, 0, 0, 1, 0);
    const slice = withoutIds(ann.state.selection.content());
    put(ann, 1, 1);
    ann.type("-");
    expect(pasteCells(ann, slice, "")).toBe(true);
    expect(met(ann, bob)).toEqual(["a|b", "c|a", "|c"]);
    ann.binding.history.undo();
    expect(met(ann, bob)).toEqual(["a|b", "c|d-"]);
    ann.select(0, 5);
    expect(pasteCells(ann, slice, "")).toBe(false);
  });

  it("E104 text with tabs is cells in a table, and a table too large for it is none", () => {
    const [ann, bob] = letters();
    put(ann, 1, 1);
    expect(pasteCells(ann, Slice.empty, "1\t2\r\n3\t\r\n")).toBe(true);
    expect(met(ann, bob)).toEqual(["a|b|", "c|1|2", "|3|"]);
    expect(pasteCells(ann, Slice.empty, "\t".repeat(200))).toBe(false);
    expect(met(ann, bob)).toEqual(["a|b|", "c|1|2", "|3|"]);
  });
});
