/** Cells of tables: flows in a flow, in which everything is as it is in the document. */

import { backspace, enter, lineBreak } from "@coscribe/client/internal/editor/commands/line";
import { indent, setKind } from "@coscribe/client/internal/editor/commands/kind";
import { toggleMark } from "@coscribe/client/internal/editor/commands/marks";
import { duplicate, moveDown, moveUp } from "@coscribe/client/internal/editor/commands/move";
import { documentSchema } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { oldTable } from "./old-table.ts";
import { exchange, Peer } from "./peer.ts";
import { written } from "./written.ts";

const bold = documentSchema.mark("bold");

function line(text: string): Node {
  return documentSchema.node("textblock", {}, text === "" ? [] : [documentSchema.text(text)]);
}

function cell(...content: readonly (string | Node)[]): Node {
  const blocks = content.map((block) => (typeof block === "string" ? line(block) : block));
  return documentSchema.node("cell", {}, blocks);
}

/** Two peers on a document of a line, a table of two cells with a table in the second, and a line. */
function pair(): [Peer, Peer] {
  const inner = oldTable(cell("deep", "down"), cell());
  const table = oldTable(cell("one", "two", "three"), cell(inner, "behind"));
  const author = new Peer(9);
  author.dispatch(author.state.tr.replaceWith(0, 2, [line("above"), table, line("below")]));
  const content = Y.encodeStateAsUpdate(author.doc);
  return [new Peer(1, content), new Peer(2, content)];
}

/** The position in the first text that is `text`, at an offset. */
function placeOf(peer: Peer, text: string, offset = 0): number {
  let found: number | undefined;
  peer.state.doc.descendants((node, pos) => {
    if (found === undefined && node.isTextblock && node.textContent === text) found = pos + 1;
  });
  if (found === undefined) throw new Error(`there is no ${text} in ${outline(peer.state.doc)}`);
  return found + offset;
}

function select(peer: Peer, text: string, from: number, to = from): void {
  const { doc, tr } = peer.state;
  const start = placeOf(peer, text);
  peer.dispatch(tr.setSelection(TextSelection.create(doc, start + from, start + to)));
}

/** The document in short: texts, with the cells of tables in brackets. */
function outline(node: Node): string {
  if (node.isTextblock) return node.textContent;
  const isTable = node.type.name === "table";
  const inner = node.children.map(outline).join(isTable ? " | " : ", ");
  return isTable ? `[${inner}]` : inner;
}

/** Exchanges, checks that everybody sees what is stored, and says what that is. */
function agreed(...peers: readonly Peer[]): string {
  exchange(...peers);
  for (const peer of peers) {
    expect(peer.shown).toBe(peer.stored);
    expect(peer.shown).toBe(peers[0]!.shown);
  }
  return outline(peers[0]!.state.doc);
}

describe("a table of cells", () => {
  it("E45 is shown with what is in it, at any depth, and opening it writes nothing", () => {
    const [ann, bob] = pair();
    expect(agreed(ann, bob)).toBe("above, [one, two, three | [deep, down | ], behind], below");
    expect([ann.writes, bob.writes]).toEqual([0, 0]);
  });

  for (const [where, first, second] of [
    ["a cell", "one", "two"],
    ["a cell in a cell", "deep", "down"],
  ] as const) {
    it(`E45 edits in ${where} write what they would write in the document`, () => {
      const [ann, bob] = pair();
      select(ann, first, 2);
      expect(written(ann, () => ann.type("x")).inserted).toEqual(["x"]);
      expect(written(ann, () => ann.run(setKind("bullet"))).inserted).toEqual(["kind="]);
      expect(written(ann, () => ann.run(lineBreak)).inserted).toEqual(["\n"]);
      expect(written(ann, () => ann.run(enter)).inserted).toEqual([
        "<block>",
        "kind=",
        "id=",
        "from=",
      ]);
      select(ann, second, 0, 2);
      expect(written(ann, () => ann.run(toggleMark("bold"))).inserted).toEqual(["*bold", "*bold"]);
      expect(written(ann, () => ann.run(moveUp)).inserted).toEqual(["<seg t>"]);
      agreed(ann, bob);
      select(ann, second, 0);
      ann.run(moveDown);
      select(ann, second, 0);
      expect(written(ann, () => ann.run(backspace))).toMatchObject({ updates: 1 });
      agreed(ann, bob);
    });

    it(`E45 whatever two people do in ${where} at once, all letters are there`, () => {
      const [ann, bob] = pair();
      select(ann, first, 1);
      ann.run(enter);
      ann.type("A");
      select(ann, second, 0);
      ann.run(backspace);
      select(bob, second, 2);
      bob.type("B");
      bob.run(moveUp);
      select(bob, first, first.length);
      bob.type("C");
      const text = agreed(ann, bob);
      for (const letter of [first, second, "ABC"].flatMap((word) => word.split("")))
        expect(text).toContain(letter);
      const before = text.length;
      while (bob.binding.history.undo());
      expect(agreed(ann, bob)).not.toMatch(/[BC]/);
      expect(agreed(ann, bob)).toContain("A");
      expect(agreed(ann, bob).length).toBeLessThan(before);
    });

    it(`E45 undo in ${where} takes back one's own edits and brings the caret back`, () => {
      const [ann, bob] = pair();
      const before = agreed(ann, bob);
      select(ann, second, 1);
      const caret = ann.state.selection.head;
      ann.type("x");
      select(ann, "above", 0);
      ann.binding.history.undo();
      expect(agreed(ann, bob)).toBe(before);
      expect(ann.state.selection.head).toBe(caret);
    });
  }

  it("E45 a cell without a block shows an empty line, which the first edit stores", () => {
    const [ann, bob] = pair();
    const empty = placeOf(ann, "");
    ann.dispatch(ann.state.tr.setSelection(TextSelection.create(ann.state.doc, empty)));
    expect(written(ann, () => ann.type("a")).inserted).toEqual(["<block>", "id=", "a"]);
    bob.dispatch(bob.state.tr.setSelection(TextSelection.create(bob.state.doc, empty)));
    bob.run(setKind("quote"));
    bob.type("b");
    bob.run(enter);
    const text = agreed(ann, bob);
    expect(text).toMatch(/\| (a, b, |b, , a)\]/);
  });

  it("E45 a cell that somebody made empty again takes the next letter", () => {
    const [ann, bob] = pair();
    const empty = placeOf(ann, "");
    bob.dispatch(bob.state.tr.insertText("x", empty));
    bob.dispatch(bob.state.tr.delete(empty, empty + 1));
    agreed(ann, bob);
    bob.binding.history.undo();
    bob.binding.history.undo();
    agreed(ann, bob);
    ann.dispatch(ann.state.tr.insertText("a", empty));
    expect(agreed(ann, bob)).toContain("| a]");
  });

  it("E45 a selection over a table and beside it deletes all of it, and nothing unseen", () => {
    const [ann, bob] = pair();
    const { tr } = ann.state;
    ann.dispatch(tr.delete(placeOf(ann, "above", 2), placeOf(ann, "below", 2)));
    expect(agreed(ann)).toBe("ablow");
    select(bob, "two", 1);
    bob.type("B");
    // What was typed meanwhile keeps the table, which stands where it stood.
    expect(agreed(ann, bob)).toBe("ab, [B | ], low");
  });

  it("E45 a selection from one cell into another empties both, and leaves the cells", () => {
    const [ann, bob] = pair();
    ann.dispatch(ann.state.tr.delete(placeOf(ann, "two", 1), placeOf(ann, "behind", 2)));
    agreed(ann, bob);
    const table = ann.state.doc.child(1);
    expect([table.type.name, table.childCount]).toEqual(["table", 2]);
    expect(table.textContent).toBe("onethind");
  });

  it("E45 a table is moved and copied with all that is in it, under new ids", () => {
    const [ann, bob] = pair();
    ann.dispatch(
      ann.state.tr.setSelection(TextSelection.create(ann.state.doc, placeOf(ann, "below"))),
    );
    ann.run(moveUp);
    select(bob, "down", 4);
    bob.type("!");
    expect(agreed(ann, bob)).toBe("above, below, [one, two, three | [deep, down! | ], behind]");
    const { doc, tr } = ann.state;
    ann.dispatch(tr.insert(doc.content.size, doc.child(2)));
    expect(agreed(ann, bob)).toBe(
      "above, below, [one, two, three | [deep, down! | ], behind], [one, two, three | [deep, down! | ], behind]",
    );
    const ids: unknown[] = [];
    ann.state.doc.descendants((node) => {
      if (typeof node.attrs["id"] === "string") ids.push(node.attrs["id"]);
    });
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("E45 commands of many lines work in a cell", () => {
    const [ann, bob] = pair();
    const { doc, tr } = ann.state;
    ann.dispatch(
      tr.setSelection(TextSelection.create(doc, placeOf(ann, "one"), placeOf(ann, "two", 2))),
    );
    ann.run(indent);
    ann.run(duplicate);
    expect(agreed(ann, bob)).toBe(
      "above, [one, two, one, two, three | [deep, down | ], behind], below",
    );
  });

  it.each([
    [
      "a mark",
      ({ state, dispatch }: Peer) => dispatch(state.tr.addMark(0, state.doc.content.size, bold)),
    ],
    ["an indentation", (peer: Peer) => peer.run(indent)],
  ])(
    "E45 %s goes over a deleted table in which somebody typed, and over the text behind it",
    (_, edit) => {
      const [ann, bob] = pair();
      bob.dispatch(bob.state.tr.insertText("X", placeOf(bob, "one")));
      bob.dispatch(bob.state.tr.insertText("Y", placeOf(bob, "below")));
      const { state } = ann;
      ann.dispatch(state.tr.delete(ann.startOf(1), state.doc.content.size));
      expect(agreed(ann, bob)).toBe("above, [X | ], Y");
      const { doc } = ann.state;
      ann.dispatch(ann.state.tr.setSelection(TextSelection.create(doc, 1, doc.content.size - 1)));
      edit(ann);
      expect(agreed(ann, bob)).toBe("above, [X | ], Y");
      const [first, , last] = ann.state.doc.children;
      expect(last!.attrs["indent"]).toBe(first!.attrs["indent"]);
      expect(last!.firstChild!.marks).toEqual(first!.firstChild!.marks);
    },
  );
});
