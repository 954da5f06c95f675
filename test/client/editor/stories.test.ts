/** What the fuzz found, each as a story of a few lines. */

import { backspace, enter } from "@coscribe/client/internal/editor/commands/line";
import { duplicate, moveDown, moveUp } from "@coscribe/client/internal/editor/commands/move";
import { dropped } from "@coscribe/client/internal/editor/plugins/drop";
import { pasted } from "@coscribe/client/internal/editor/plugins/paste";
import { flowText, insertBlocks, readFlow } from "@coscribe/shared/flow";
import { blocksFromNodes, documentSchema } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import { NodeSelection, TextSelection } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { cellsIn, oldTable } from "./old-table.ts";
import { exchange, pair, Peer } from "./peer.ts";

/** Blocks in short: texts, and tables as lists of cells. */
type Shown = string | readonly (readonly Shown[])[];

function shown(node: Node): Shown[] {
  return node.children.map((block) =>
    block.isTextblock ? block.textContent : cellsIn(block).map(shown),
  );
}

/** What both see once they have everything. */
function met(ann: Peer, bob: Peer): Shown[] {
  exchange(ann, bob);
  expect(bob.shown).toBe(ann.shown);
  expect(ann.stored).toBe(ann.shown);
  return shown(ann.state.doc);
}

/** Puts a table of cells with one line each before the block at `place`. */
function insertTable(peer: Peer, place: number, ...cells: readonly string[]): void {
  const nodes = cells.map((text) => documentSchema.node("cell", null, [line(text)]));
  const table = oldTable(...nodes);
  peer.dispatch(peer.state.tr.insert(peer.startOf(place), table));
}

function line(text: string): Node {
  return documentSchema.node("textblock", null, text === "" ? [] : [documentSchema.text(text)]);
}

/** Selects from behind the first letter of one text to before the last letter of another. */
function selectBetween(peer: Peer, first: string, last: string): void {
  const { doc, tr } = peer.state;
  const [from, to] = [startOf(doc, first) + 1, startOf(doc, last) + last.length - 1];
  peer.dispatch(tr.setSelection(TextSelection.create(doc, from, to)));
}

/** The position before the first letter of a text. */
function startOf(doc: Node, text: string): number {
  let found = -1;
  doc.descendants((node, pos) => {
    if (node.isText && node.text === text) found = pos;
  });
  return found;
}

describe("an edit across the borders of cells", () => {
  const edits: Record<string, [act: (peer: Peer) => void, mark: string]> = {
    "that deletes": [(peer) => peer.run(backspace), ""],
    "that types": [(peer) => peer.type("!"), "!"],
  };
  for (const [what, [act, mark]] of Object.entries(edits)) {
    it(`E60 ${what} takes no letter from one cell to another`, () => {
      const [ann, bob] = pair("above", "below");
      insertTable(ann, 1, "left", "middle", "right");
      exchange(ann, bob);
      selectBetween(ann, "left", "right");
      act(ann);
      bob.dispatch(bob.state.tr.insertText("+", startOf(bob.state.doc, "right") + 5));
      expect(met(ann, bob)).toEqual(["above", [[`l${mark}`], [""], ["t+"]], "below"]);
    });

    it(`E60 ${what} from before a table into it takes no letter out of it`, () => {
      const [ann, bob] = pair("above", "below");
      insertTable(ann, 1, "left", "right");
      exchange(ann, bob);
      selectBetween(ann, "above", "left");
      act(ann);
      bob.dispatch(bob.state.tr.insertText("+", startOf(bob.state.doc, "left") + 4));
      expect(met(ann, bob)).toEqual([`a${mark}`, [["t+"], ["right"]], "below"]);
    });
  }

  it("E60 that deletes and does something more does that where it is then", () => {
    const [ann, bob] = pair("above", "below");
    insertTable(ann, 1, "left", "right");
    selectBetween(ann, "left", "right");
    ann.run(enter);
    expect(met(ann, bob)).toEqual(["above", [["l", ""], ["t"]], "below"]);
  });

  it("E60 cells pasted into a cell are lines there", () => {
    const [ann, bob] = pair("above", "below");
    insertTable(ann, 1, "left", "right");
    selectBetween(ann, "left", "right");
    const slice = ann.state.selection.content();
    ann.dispatch(
      ann.state.tr.setSelection(
        TextSelection.near(ann.state.doc.resolve(startOf(ann.state.doc, "right") + 2)),
      ),
    );
    ann.dispatch(pasted(ann.state, slice, ""));
    const texts = met(ann, bob).flat(3).join("|");
    expect(texts).toContain("above|left");
    for (const part of ["ri", "ght", "eft", "righ"]) expect(texts).toContain(part);
  });

  it("E60 the text behind a caret stays in its block when a table is pasted before it", () => {
    const [ann, bob] = pair("above", "below");
    insertTable(ann, 1, "cell");
    ann.dispatch(ann.state.tr.setSelection(NodeSelection.create(ann.state.doc, ann.startOf(1))));
    const slice = ann.state.selection.content();
    exchange(ann, bob);
    ann.select(2, 2);
    ann.dispatch(pasted(ann.state, slice, ""));
    bob.select(2, 5);
    bob.type("!");
    expect(met(ann, bob)).toEqual(["above", [["cell"]], "be", [["cell"]], "low!"]);
  });
});

describe("moving and copying", () => {
  it("E61 whole lines, selected to the start of the next one, takes the selection along", () => {
    const [ann, bob] = pair("one", "two", "three");
    const { doc, tr } = ann.state;
    ann.dispatch(tr.setSelection(TextSelection.create(doc, 6, 11)));
    ann.run(moveUp);
    expect(ann.lines).toEqual(["two", "one", "three"]);
    expect([ann.state.selection.from, ann.state.selection.to]).toEqual([1, 4]);
    ann.dispatch(ann.state.tr.setSelection(TextSelection.create(ann.state.doc, 6, 11)));
    ann.run(moveDown);
    ann.dispatch(ann.state.tr.setSelection(TextSelection.create(ann.state.doc, 1, 6)));
    ann.run(duplicate);
    expect(met(ann, bob)).toEqual(["two", "two", "three", "one"]);
  });

  it("E62 what two people cut and paste in different flows has different ids", () => {
    const [ann, bob] = pair("one", "two");
    insertTable(ann, 2, "cell");
    exchange(ann, bob);
    for (const [peer, to] of [
      [ann, "cell"],
      [bob, "two"],
    ] as const) {
      peer.dispatch(peer.state.tr.setSelection(NodeSelection.create(peer.state.doc, 0)));
      const slice = peer.state.selection.content();
      peer.dispatch(peer.state.tr.deleteSelection());
      const end = startOf(peer.state.doc, to) + to.length + 1;
      peer.dispatch(
        peer.state.tr.setSelection(TextSelection.near(peer.state.doc.resolve(end), -1)),
      );
      peer.dispatch(pasted(peer.state, slice, ""));
    }
    met(ann, bob);
    const ids: unknown[] = [];
    ann.state.doc.descendants(
      (node) => void ids.push(...(node.attrs["id"] ? [node.attrs["id"]] : [])),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("E62 what is dragged as text has no id of a block that is gone", () => {
    const [ann, bob] = pair("one", "two", "three");
    const [id] = ann.ids;
    selectBetween(ann, "one", "two");
    ann.dispatch(dropped(ann.state, ann.state.doc.content.size - 1, true)!);
    expect(met(ann, bob).join("|")).toContain("three");
    expect(ann.ids.filter((one) => one === id)).toHaveLength(1);
  });
});

describe("a letter of two units", () => {
  it("F21 is not cut by what is dropped on it", () => {
    const [ann, bob] = pair("one", "a😀b");
    ann.select(0, 0, 2);
    ann.dispatch(dropped(ann.state, ann.startOf(1) + 3, true)!);
    expect(met(ann, bob)).toEqual(["e", "aon😀b"]);
    expect(ann.state.selection.empty).toBe(false);
  });
});

describe("two blocks that claim one id", () => {
  it("E63 stay what they are when the first is emptied and written anew", () => {
    const doc = new Y.Doc({ guid: "one" });
    insertBlocks(
      readFlow(flowText(doc)),
      undefined,
      blocksFromNodes([line("ab"), line("cd")]),
      () => "x",
    );
    const content = Y.encodeStateAsUpdate(doc);
    const [ann, bob] = [new Peer(1, content), new Peer(2, content)];
    ann.select(0, 0, 2);
    ann.type("z");
    bob.select(1, 2);
    bob.type("!");
    expect(met(ann, bob)).toEqual(["z", "cd!"]);
    expect(new Set(ann.ids).size).toBe(2);
  });
});

describe("a table that somebody deletes while another is in it", () => {
  /** Ann has deleted the table in which Bob has written a letter. */
  function deletedUnderBob(): [ann: Peer, bob: Peer] {
    const [ann, bob] = pair("one", "two");
    insertTable(ann, 1, "", "");
    exchange(ann, bob);
    bob.dispatch(bob.state.tr.insertText("x", bob.startOf(1) + 5));
    ann.dispatch(ann.state.tr.delete(ann.startOf(1), ann.startOf(2)));
    exchange(ann, bob);
    return [ann, bob];
  }

  it("E64 lets the last letter be replaced, and is a table again", () => {
    const [ann, bob] = deletedUnderBob();
    const at = startOf(bob.state.doc, "x");
    bob.dispatch(bob.state.tr.insertText("y", at, at + 1));
    expect(met(ann, bob)).toEqual(["one", [["y"], [""]], "two"]);
    bob.dispatch(bob.state.tr.delete(at, at + 1));
    expect(met(ann, bob)).toEqual(["one", [[""], [""]], "two"]);
  });

  it("E64 lets the last letter be dragged to another cell", () => {
    const [ann, bob] = deletedUnderBob();
    const { doc, tr } = bob.state;
    const at = startOf(doc, "x");
    bob.dispatch(tr.setSelection(TextSelection.create(doc, at, at + 1)));
    bob.dispatch(dropped(bob.state, at + 9, true)!);
    expect(met(ann, bob)).toEqual(["one", [[""], ["x"]], "two"]);
  });

  it("E64 can be moved, and stays where it was moved to when it is a table again", () => {
    const [ann, bob] = deletedUnderBob();
    bob.dispatch(bob.state.tr.setSelection(NodeSelection.create(bob.state.doc, bob.startOf(1))));
    bob.run(moveUp);
    bob.dispatch(bob.state.tr.insertText("y", startOf(bob.state.doc, "x")));
    expect(met(ann, bob)).toEqual([[["yx"], [""]], "one", "two"]);
  });

  it("E64 can be deleted from, over the borders of its cells", () => {
    const [ann, bob] = deletedUnderBob();
    const at = startOf(bob.state.doc, "x");
    bob.dispatch(bob.state.tr.insertText("y", at + 9));
    exchange(ann, bob);
    ann.dispatch(ann.state.tr.delete(at, startOf(ann.state.doc, "y") + 1));
    expect(met(ann, bob)).toEqual(["one", [[""], [""]], "two"]);
  });
});
