/** What a local edit writes into the shared document, and what it leaves alone. */

import { backspace, enter, lineBreak } from "@coscribe/client/internal/editor/commands/line";
import { indent, setKind } from "@coscribe/client/internal/editor/commands/kind";
import { toggleMark } from "@coscribe/client/internal/editor/commands/marks";
import { setLink } from "@coscribe/client/internal/editor/features/link/commands";
import { duplicate, moveDown, moveUp } from "@coscribe/client/internal/editor/commands/move";
import { documentSchema } from "@coscribe/shared/schema";
import { AllSelection, TextSelection } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { documentOf, exchange, pair, Peer, type Line } from "./peer.ts";
import { written, type Written } from "./written.ts";

/** A peer that opens a document of these lines. */
function peerWith(...lines: readonly Line[]): Peer {
  return new Peer(1, documentOf(...lines));
}

/** The one update that was written. */
function one(inserted: readonly string[], deleted = 0): Written {
  return { updates: 1, inserted, deleted };
}

const nothing: Written = { updates: 0, inserted: [], deleted: 0 };

describe("an empty document", () => {
  it("E1 is shown as an empty paragraph that is not written", () => {
    const peer = new Peer(1);
    peer.select(0, 0);
    expect(peer.lines).toEqual([""]);
    expect(peer.binding.flow.blocks).toEqual([]);
    expect(peer.writes).toBe(0);
  });

  it("E1 gets its first block from the first letter", () => {
    const peer = new Peer(1);
    const typing = written(peer, () => peer.type("a"));
    expect(typing).toEqual(one(["<block>", "id=", "a"]));
    expect(peer.stored).toBe(peer.shown);
    expect(peer.lines).toEqual(["a"]);
  });

  it("E1 is not written twice when two people open it at once", () => {
    const [ann, bob] = pair();
    exchange(ann, bob);
    ann.type("a");
    exchange(ann, bob);
    expect(bob.lines).toEqual(["a"]);
    bob.type("b");
    exchange(ann, bob);
    expect(ann.lines).toEqual(["ba"]);
  });

  it("E1 that two people begin apart has what both made of it", () => {
    const [ann, bob] = pair();
    ann.run(setKind("heading", 2));
    ann.type("from Ann");
    bob.run(setKind("bullet"));
    bob.type("from Bob");
    exchange(ann, bob);
    const told = ann.state.doc.children.map(({ attrs, textContent }) => {
      return `${String(attrs["kind"])}: ${textContent}`;
    });
    expect(told.toSorted()).toEqual(["bullet: from Bob", "heading: from Ann"]);
    expect(bob.shown).toBe(ann.shown);
    expect(ann.shown).toBe(ann.stored);
  });

  it("E1 remains editable when somebody has typed a letter in it and deleted that", () => {
    const [ann, bob] = pair();
    bob.type("x");
    bob.dispatch(bob.state.tr.delete(1, 2));
    exchange(ann, bob);
    ann.type("hello");
    exchange(ann, bob);
    expect(ann.lines).toEqual(["hello"]);
    expect(bob.shown).toBe(ann.shown);
    expect(ann.shown).toBe(ann.stored);
  });

  it("E1 remains editable when somebody undoes all that others have split", () => {
    const [ann, bob] = pair();
    ann.type("onetwo");
    exchange(ann, bob);
    bob.select(0, 3);
    bob.run(enter);
    exchange(ann, bob);
    while (ann.binding.history.undo());
    exchange(ann, bob);
    for (const peer of [ann, bob]) {
      peer.select(0, 0);
      peer.type("again");
      exchange(ann, bob);
      expect(ann.shown).toBe(bob.shown);
      expect(ann.shown).toBe(ann.stored);
    }
    expect(ann.state.doc.textContent).toBe("againagain");
  });

  it("E1 is left by deleting everything", () => {
    const [ann, bob] = pair("one", "two");
    ann.dispatch(ann.state.tr.setSelection(new AllSelection(ann.state.doc)));
    ann.run(backspace);
    exchange(ann, bob);
    expect(bob.lines).toEqual([""]);
    expect(bob.shown).toBe(ann.shown);
    ann.type("new");
    exchange(ann, bob);
    expect(bob.lines).toEqual(["new"]);
  });
});

describe("what is written", () => {
  it("E40 a letter is a letter, wherever it is typed", () => {
    for (const offset of [0, 3, 6]) {
      const peer = peerWith("before", "middle", "behind");
      peer.select(1, offset);
      expect(written(peer, () => peer.type("x"))).toEqual(one(["x"]));
      expect(peer.stored).toBe(peer.shown);
    }
  });

  it("E40 a letter goes where it was typed, also among equal letters", () => {
    const [ann, bob] = pair("aaaa");
    ann.select(0, 1);
    ann.type("a");
    bob.select(0, 1);
    bob.type("|");
    exchange(ann, bob);
    // Bob's bar stands behind the first letter; Ann's letter came behind the first one, too.
    expect(["aa|aaa", "a|aaaa"]).toContain(ann.lines[0]);
  });

  it("E40 a kind is an attribute, and so is what is set with it", () => {
    const peer = peerWith("text", [{ kind: "heading", level: 3, indent: 2 }, "more"]);
    expect(written(peer, () => peer.run(setKind("bullet")))).toEqual(one(["kind="]));
    const id = String(peer.state.doc.firstChild!.attrs["id"]);
    const markup = { id, kind: "bullet", indent: 3 };
    expect(
      written(peer, () => peer.dispatch(peer.state.tr.setNodeMarkup(0, null, markup))),
    ).toEqual(one(["indent="]));
    expect(peer.stored).toBe(peer.shown);
  });

  it("E40 attributes of many blocks are one update", () => {
    const peer = peerWith("one", "two", "three");
    peer.dispatch(peer.state.tr.setSelection(new AllSelection(peer.state.doc)));
    expect(written(peer, () => peer.run(indent))).toEqual(one(["indent=", "indent=", "indent="]));
  });

  it("E40 a mark is its two ends, and no letter", () => {
    const peer = peerWith("hello world");
    peer.select(0, 2, 7);
    expect(written(peer, () => peer.run(toggleMark("bold")))).toEqual(one(["*bold", "*bold"]));
    expect(written(peer, () => peer.run(setLink("https://a.example")))).toEqual(
      one(["*link", "*link"]),
    );
    expect(peer.stored).toBe(peer.shown);
    const { inserted } = written(peer, () => peer.run(toggleMark("bold")));
    expect(inserted.filter((item) => item !== "*bold")).toEqual([]);
    expect(peer.stored).toBe(peer.shown);
  });

  it("E40 a mark across blocks is written in each of them", () => {
    const peer = peerWith("one", "two", "three");
    const { doc, tr } = peer.state;
    peer.dispatch(tr.setSelection(TextSelection.create(doc, 2, doc.content.size - 2)));
    expect(written(peer, () => peer.run(toggleMark("bold")))).toEqual(
      one(Array.from({ length: 6 }, () => "*bold")),
    );
    expect(peer.stored).toBe(peer.shown);
  });

  it("E40 Enter is a marker", () => {
    const peer = peerWith("one two");
    peer.select(0, 3);
    expect(written(peer, () => peer.run(enter))).toEqual(one(["<block>", "id=", "from="]));
    peer.select(1, 4);
    expect(written(peer, () => peer.run(enter))).toEqual(one(["<block>", "id="]));
    expect(peer.lines).toEqual(["one", " two", ""]);
    expect(peer.stored).toBe(peer.shown);
  });

  it("E40 a join deletes a marker", () => {
    const peer = peerWith("one", "two");
    peer.select(1, 0);
    // The marker, and its id.
    expect(written(peer, () => peer.run(backspace))).toEqual(one([], 2));
    expect(peer.lines).toEqual(["onetwo"]);
    expect(peer.stored).toBe(peer.shown);
  });

  it("E40 a move is a pointer", () => {
    const peer = peerWith("one", "two", "three");
    peer.select(2, 1);
    expect(written(peer, () => peer.run(moveUp))).toEqual(one(["<seg t>"]));
    expect(peer.lines).toEqual(["one", "three", "two"]);
    expect(peer.stored).toBe(peer.shown);
    peer.run(moveDown);
    expect(peer.lines).toEqual(["one", "two", "three"]);
    expect(peer.stored).toBe(peer.shown);
  });

  it("E40 a line break is a letter", () => {
    const peer = peerWith("one");
    peer.select(0, 1);
    expect(written(peer, () => peer.run(lineBreak))).toEqual(one(["\n"]));
    expect(peer.lines).toEqual(["o\nne"]);
    expect(peer.stored).toBe(peer.shown);
  });

  it("E40 what is deleted is only deleted", () => {
    const peer = peerWith("one", "two", "three");
    const { tr } = peer.state;
    expect(written(peer, () => peer.dispatch(tr.delete(3, 12)))).toEqual(
      // Of "one" a letter, "two" and two of "three", and two markers with their ids.
      one([], 1 + 3 + 1 + 4),
    );
    expect(peer.stored).toBe(peer.shown);
  });

  it("E40 a selection, a stored mark and an edit that changes nothing write nothing", () => {
    const peer = peerWith("one", "two");
    const { doc, schema } = peer.state;
    expect(written(peer, () => peer.select(0, 0, 3))).toEqual(nothing);
    expect(written(peer, () => peer.dispatch(peer.state.tr.setStoredMarks([])))).toEqual(nothing);
    expect(written(peer, () => peer.run(setKind("paragraph")))).toEqual(nothing);
    const same = peer.state.tr.replaceWith(0, doc.content.size, doc.content);
    expect(written(peer, () => peer.dispatch(same))).toEqual(nothing);
    const again = peer.state.tr.replaceWith(2, 3, schema.text("n"));
    expect(written(peer, () => peer.dispatch(again))).toEqual(nothing);
  });

  it("E4 one edit is one update", () => {
    const peer = peerWith("one", "two");
    peer.select(1, 1);
    const edits = [
      () => peer.type("x"),
      () => peer.run(enter),
      () => peer.run(setKind("heading", 2)),
      () => peer.run(moveUp),
      () => peer.run(backspace),
      () => peer.run(duplicate),
    ];
    for (const [index, act] of edits.entries()) {
      expect(written(peer, act).updates, `edit ${index}`).toBe(1);
      expect(peer.stored).toBe(peer.shown);
    }
  });

  it("E4 attributes at their default are not stored", () => {
    const peer = new Peer(1);
    peer.write([{ kind: "paragraph", indent: 0, level: 1, checked: false, language: "" }, "x"]);
    const attributes = (): object => peer.binding.flow.blocks[0]!.attributes;
    const id = expect.any(String) as string;
    expect({ ...attributes() }).toEqual({ id });
    peer.run(setKind("heading", 1));
    expect({ ...attributes() }).toEqual({ id, kind: "heading" });
    peer.run(setKind("paragraph"));
    expect({ ...attributes() }).toEqual({ id });
  });

  it("E5 a mark that replaces another over the same text reaches everybody", () => {
    const [ann, bob] = pair("hello");
    const { bold, italic } = documentSchema.marks;
    ann.dispatch(ann.state.tr.addMark(1, 6, bold!.create()));
    exchange(ann, bob);
    ann.dispatch(ann.state.tr.removeMark(1, 6, bold).addMark(1, 6, italic!.create()));
    exchange(ann, bob);
    const marks = bob.state.doc.firstChild!.firstChild!.marks.map(({ type }) => type.name);
    expect(marks).toEqual(["italic"]);
    expect(bob.shown).toBe(ann.shown);
    expect(ann.shown).toBe(ann.stored);
  });

  it("E5 a link takes the place of another one", () => {
    const [ann, bob] = pair("hello");
    const link = (href: string) => documentSchema.mark("link", { href });
    ann.dispatch(ann.state.tr.addMark(1, 6, link("https://a.example")));
    ann.dispatch(ann.state.tr.addMark(3, 6, link("https://b.example")));
    exchange(ann, bob);
    const targets = bob.state.doc.firstChild!.children.map(({ text, marks }) => {
      return [text, marks.map(({ attrs }) => attrs["href"] as string).join()];
    });
    expect(targets).toEqual([
      ["he", "https://a.example"],
      ["llo", "https://b.example"],
    ]);
    expect(ann.shown).toBe(ann.stored);
  });

  it("E41 what cannot be stored is not shown, either", () => {
    const [ann, bob] = pair("text");
    const { tr, schema } = ann.state;
    const placeholder = schema.node("unknown_block", { name: "chart", attributes: { width: 3 } });
    ann.dispatch(tr.insert(0, placeholder));
    exchange(ann, bob);
    const before = bob.shown;
    ann.dispatch(ann.state.tr.setNodeAttribute(1, "id", "chosen"));
    ann.dispatch(ann.state.tr.setNodeAttribute(0, "name", "other"));
    exchange(ann, bob);
    expect(ann.shown).toBe(before);
    expect(bob.shown).toBe(before);
    expect(ann.stored).toBe(before);
  });
});

describe("the whole document replaced by a program", () => {
  /** What replacing everything by `change`d JSON of the document writes. */
  function replaced(peer: Peer, change: (json: string) => string): Written {
    const { doc, tr, schema } = peer.state;
    const fresh = schema.nodeFromJSON(JSON.parse(change(JSON.stringify(doc))));
    return written(peer, () => peer.dispatch(tr.replaceWith(0, doc.content.size, fresh.content)));
  }

  it("E42 writes only what differs, as its blocks are known by their ids", () => {
    const peer = peerWith("one", [{ kind: "heading" }, "two"], "three", "four");
    expect(replaced(peer, (json) => json)).toEqual(nothing);
    expect(replaced(peer, (json) => json.replace('"two"', '"twofold"'))).toEqual(one(["fold"]));
    expect(replaced(peer, (json) => json.replace('"heading"', '"quote"'))).toEqual(one(["="], 1));
    expect(peer.lines).toEqual(["one", "twofold", "three", "four"]);
    expect(peer.stored).toBe(peer.shown);
  });

  it("E42 keeps what others type in it meanwhile", () => {
    const [ann, bob] = pair("one", "two", "three");
    bob.select(1, 3);
    bob.type("!");
    replaced(ann, (json) => json.replace('"one"', '"first"').replace('"three"', '"third"'));
    exchange(ann, bob);
    expect(ann.lines).toEqual(["first", "two!", "third"]);
    expect(bob.shown).toBe(ann.shown);
  });

  it("E42 by one that knows no ids, too, as far as the texts are the same", () => {
    const peer = peerWith("one", "two", "three");
    const ids = peer.ids;
    expect(replaced(peer, (json) => json.replaceAll(/"id":"[^"]*"/g, '"id":null'))).toEqual(
      nothing,
    );
    expect(peer.ids).toEqual(ids);
    expect(peer.stored).toBe(peer.shown);
  });
});
