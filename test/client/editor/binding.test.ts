/** What a local edit writes into the shared document, and what of it others can destroy. */

import { enter, lineBreak, backspace } from "@coscribe/client/internal/editor/commands/line";
import { setKind } from "@coscribe/client/internal/editor/commands/kind";
import { toggleMark } from "@coscribe/client/internal/editor/commands/marks";
import { moveDown, moveUp } from "@coscribe/client/internal/editor/commands/move";
import { documentSchema } from "@coscribe/shared/schema";
import type { Command, Transaction } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { initProseMirrorDoc, updateYFragment } from "y-prosemirror";
import * as Y from "yjs";
import { exchange, pair, Peer } from "./peer.ts";

/** A stretch of text with equal marks, as Yjs tells it. */
interface Run {
  readonly insert: string;
  readonly attributes?: object;
}

/** Edits a peer's document as another program would. */
function edit(peer: Peer, action: (fragment: Y.XmlFragment) => void): void {
  peer.doc.transact(() => action(peer.fragment), "another program");
}

function element(
  name: string,
  attributes: Record<string, unknown>,
  ...texts: string[]
): Y.XmlElement {
  const created = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, value as string);
  created.insert(
    0,
    texts.map((text) => new Y.XmlText(text)),
  );
  return created;
}

function blockAt(peer: Peer, index: number): Y.XmlElement {
  return peer.fragment.get(index) as Y.XmlElement;
}

/** Runs a command at a place. */
function doing(command: Command, block: number, offset: number): (peer: Peer) => void {
  return (peer) => {
    peer.select(block, offset);
    peer.run(command);
  };
}

/** The texts after Ann did something to blocks while Bob typed in one of them. */
function meanwhile(act: (ann: Peer) => void, [block, offset]: [number, number]): string[] {
  const [ann, bob] = pair("first line", "second", "third one");
  bob.select(block, offset);
  ann.carets = [bob.state.selection.head];
  bob.type("!");
  act(ann);
  exchange(ann, bob);
  expect(ann.shown).toBe(bob.shown);
  expect(ann.shown).toBe(ann.stored);
  return ann.lines;
}

function fromBoldToItalic(tr: Transaction): Transaction {
  const { bold, italic } = documentSchema.marks;
  return tr.removeMark(1, 6, bold).addMark(1, 6, italic!.create());
}

describe("an empty document", () => {
  it("E1 is shown as an empty paragraph that is not written", () => {
    const peer = new Peer(1);
    peer.select(0, 0);
    expect(peer.lines).toEqual([""]);
    expect(peer.fragment.length).toBe(0);
    expect(peer.writes).toBe(0);
  });

  it("E1 gets its first block from the first letter", () => {
    const peer = new Peer(1);
    peer.select(0, 0);
    peer.type("a");
    expect(peer.stored).toBe(peer.shown);
    expect(peer.fragment.toString()).toBe("<textblock>a</textblock>");
  });

  it("E1 does not become two empty paragraphs when two people open it at once", () => {
    const [ann, bob] = pair();
    exchange(ann, bob);
    ann.type("a");
    exchange(ann, bob);
    expect(bob.lines).toEqual(["a"]);
  });

  it("E1 is empty again after everything has been deleted", () => {
    const [ann, bob] = pair("one", "two");
    ann.dispatch(ann.state.tr.delete(0, ann.state.doc.content.size).insert(0, ann.binding.blank));
    exchange(ann, bob);
    expect(ann.fragment.length).toBe(0);
    expect(bob.lines).toEqual([""]);
  });
});

describe("what is written", () => {
  it("E4 one edit is one update", () => {
    const peer = new Peer(1);
    peer.write("one", "two");
    const edits = [
      () => peer.type("x"),
      () => peer.run(enter),
      () => peer.run(setKind("heading", 2)),
      () => peer.run(moveUp),
      () => peer.run(backspace),
    ];
    peer.select(1, 1);
    for (const [index, act] of edits.entries()) {
      const before = peer.writes;
      act();
      expect(peer.writes - before, `edit ${index}`).toBe(1);
      expect(peer.stored).toBe(peer.shown);
    }
  });

  it("E4 a letter goes where it was typed, also among equal letters", () => {
    const [ann, bob] = pair("aaaa");
    ann.select(0, 1);
    ann.type("a");
    bob.select(0, 1);
    bob.type("|");
    exchange(ann, bob);
    // Bob's bar stands behind the first letter; Ann's letter came behind the first one, too.
    expect(["aa|aaa", "a|aaaa"]).toContain(ann.lines[0]);
  });

  it("E4 attributes at their default are not stored", () => {
    const peer = new Peer(1);
    peer.write([{ kind: "paragraph", indent: 0, level: 1, checked: false, language: "" }, "x"]);
    expect(blockAt(peer, 0).getAttributes()).toEqual({});
    peer.run(setKind("heading", 1));
    expect(blockAt(peer, 0).getAttributes()).toEqual({ kind: "heading" });
    peer.run(setKind("paragraph"));
    expect(blockAt(peer, 0).getAttributes()).toEqual({});
  });

  it("E4 an attribute that is unknown here survives an edit of its block", () => {
    const [ann, bob] = pair();
    edit(bob, (f) => f.insert(0, [element("textblock", { align: "center", level: "wrong" }, "x")]));
    exchange(ann, bob);
    ann.select(0, 1);
    ann.type("y");
    ann.run(setKind("bullet"));
    ann.run(enter);
    exchange(ann, bob);
    expect(blockAt(bob, 0).toString()).toBe(
      '<textblock align="center" kind="bullet" level="wrong">xy</textblock>',
    );
  });

  it("E4 a mark that is unknown here survives an edit of its text", () => {
    const [ann, bob] = pair("hello");
    edit(bob, (f) => {
      ((f.get(0) as Y.XmlElement).get(0) as Y.XmlText).format(1, 3, { comment: { id: 7 } });
    });
    exchange(ann, bob);
    ann.select(0, 2, 4);
    ann.run(toggleMark("bold"));
    ann.select(0, 2);
    ann.type("X");
    exchange(ann, bob);
    const runs = (blockAt(bob, 0).get(0) as Y.XmlText).toDelta() as Run[];
    expect(runs).toEqual([
      { insert: "h" },
      { insert: "eX", attributes: { comment: { id: 7 } } },
      { insert: "ll", attributes: { comment: { id: 7 }, bold: {} } },
      { insert: "o" },
    ]);
  });

  it("E5 a mark that replaces another over the same text reaches everybody", () => {
    const [ann, bob] = pair("hello");
    ann.dispatch(ann.state.tr.addMark(1, 6, documentSchema.mark("bold")));
    exchange(ann, bob);
    // y-prosemirror's own writing takes the two documents for equal, and leaves the bold text bold.
    const { mapping } = initProseMirrorDoc(bob.fragment, documentSchema);
    const meta = { mapping, isOMark: new Map() };
    updateYFragment(bob.doc, bob.fragment, fromBoldToItalic(bob.state.tr).doc, meta);
    expect(bob.fragment.toString()).toBe("<textblock><bold>hello</bold></textblock>");

    ann.dispatch(fromBoldToItalic(ann.state.tr));
    exchange(ann, bob);
    expect(bob.fragment.toString()).toBe("<textblock><italic>hello</italic></textblock>");
    expect(bob.shown).toBe(ann.shown);
  });

  it("E5 a mark that cannot be stored does not stay on the screen", () => {
    const peer = new Peer(1);
    peer.write("ab");
    peer.select(0, 1);
    peer.run(lineBreak);
    peer.select(0, 0, 3);
    peer.run(toggleMark("bold"));
    expect(peer.shown).toBe(peer.stored);
  });
});

describe("a shared object keeps its block", () => {
  it("E3 a join keeps the block in which somebody else's caret is", () => {
    const join = doing(backspace, 1, 0);
    expect(meanwhile(join, [1, 6])).toEqual(["first linesecond!", "third one"]);
    expect(meanwhile(join, [0, 5])).toEqual(["first! linesecond", "third one"]);
  });

  it("E3 a split keeps the part in which somebody else's caret is", () => {
    const split = doing(enter, 0, 5);
    expect(meanwhile(split, [0, 10])).toEqual(["first", " line!", "second", "third one"]);
    expect(meanwhile(split, [0, 2])).toEqual(["fi!rst", " line", "second", "third one"]);
  });

  it("E3 a move keeps the block in which somebody else's caret is, whichever block goes", () => {
    const up = doing(moveUp, 1, 0);
    expect(meanwhile(up, [1, 6])).toEqual(["second!", "first line", "third one"]);
    expect(meanwhile(up, [0, 10])).toEqual(["second", "first line!", "third one"]);
    const down = doing(moveDown, 1, 0);
    expect(meanwhile(down, [1, 6])).toEqual(["first line", "third one", "second!"]);
    expect(meanwhile(down, [2, 9])).toEqual(["first line", "third one!", "second"]);
  });

  it("E3 an empty line above or below a line leaves the line as it is", () => {
    expect(meanwhile(doing(enter, 1, 0), [1, 3])).toEqual([
      "first line",
      "",
      "sec!ond",
      "third one",
    ]);
    expect(meanwhile(doing(enter, 1, 6), [1, 3])).toEqual([
      "first line",
      "sec!ond",
      "",
      "third one",
    ]);
  });
});

describe("content from elsewhere", () => {
  const foreign: Record<string, () => unknown[]> = {
    "an unknown element with blocks in it": () => {
      const table = element("table", { width: 3 });
      table.insert(0, [element("row", {}, "in a cell")]);
      return [table];
    },
    "a text block in a text block": () => {
      const outer = element("textblock", { kind: "quote" }, "outer");
      outer.insert(1, [element("textblock", {}, "inner")]);
      return [outer];
    },
    "attributes of wrong types": () => [
      element("textblock", { kind: 7, level: "x", indent: { deep: true }, checked: "yes" }, "text"),
    ],
    "an unknown inline element": () => {
      const block = element("textblock", {}, "before");
      block.insert(1, [element("mention", { id: 4 }), new Y.XmlText("after")]);
      return [block];
    },
    "a text without a block": () => [new Y.XmlText("bare")],
    "an object within a text": () => {
      const text = new Y.XmlText("ab");
      text.insertEmbed(1, { image: "x.png" });
      const block = new Y.XmlElement("textblock");
      block.insert(0, [text]);
      return [block];
    },
  };

  for (const [what, create] of Object.entries(foreign)) {
    it(`E4 ${what} survives opening the document, editing around it and moving it`, () => {
      const [ann, bob] = pair("above", "below");
      edit(bob, (fragment) => fragment.insert(1, create() as Y.XmlElement[]));
      exchange(ann, bob);
      const before = JSON.stringify(bob.fragment.get(1).toJSON());
      expect(new Peer(9, Y.encodeStateAsUpdate(bob.doc)).writes).toBe(0);
      ann.select(0, 5);
      ann.type("!");
      ann.run(enter);
      ann.select(3, 5);
      ann.type("?");
      exchange(ann, bob);
      expect(bob.lines).toHaveLength(4);
      expect(JSON.stringify(bob.fragment.get(2).toJSON())).toBe(before);
      expect(ann.shown).toBe(ann.stored);
      expect(ann.lines[0]).toBe("above!");
      expect(ann.lines[3]).toBe("below?");
      ann.select(3, 0);
      ann.run(moveUp);
      exchange(ann, bob);
      expect(bob.lines).toHaveLength(4);
      expect(JSON.stringify(bob.fragment.get(3).toJSON())).toBe(before);
      expect(ann.shown).toBe(bob.shown);
    });
  }

  it("E4 nesting without end neither stops the editor nor is lost", () => {
    const [ann, bob] = pair("text");
    edit(bob, (fragment) => {
      let parent: Y.XmlFragment = fragment;
      for (let depth = 0; depth < 5_000; depth++) {
        const box = new Y.XmlElement("box");
        parent.insert(0, [box]);
        parent = box;
      }
    });
    exchange(ann, bob);
    ann.select(1, 4);
    ann.type("!");
    ann.run(enter);
    exchange(ann, bob);
    expect(bob.lines.slice(1)).toEqual(["text!", ""]);
    let depth = 0;
    let box = ann.fragment.get(0) as Y.XmlFragment | null;
    for (; box !== null; box = (box.firstChild ?? null) as Y.XmlElement | null) depth++;
    expect(depth).toBe(5_000);
  });

  it("E4 an entry that is no Yjs type is a block like any other", () => {
    const other = new Y.Doc();
    other.getArray("prosemirror").insert(0, [1, "two"]);
    const peer = new Peer(1, Y.encodeStateAsUpdate(other));
    expect(peer.lines).toHaveLength(2);
    peer.dispatch(peer.state.tr.insert(0, documentSchema.node("textblock")));
    peer.select(0, 0);
    peer.type("mine");
    expect(peer.stored).toBe(peer.shown);
    expect(peer.fragment.toArray().slice(1)).toEqual([1, "two"]);
  });
});
