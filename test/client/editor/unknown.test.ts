/** What other programs and newer versions put into a document, and an editor that does not know it. */

import { backspace, enter } from "@coscribe/client/internal/editor/commands/line";
import { setKind } from "@coscribe/client/internal/editor/commands/kind";
import { toggleMark } from "@coscribe/client/internal/editor/commands/marks";
import { duplicate, moveUp } from "@coscribe/client/internal/editor/commands/move";
import { insertRuns } from "@coscribe/shared/flow";
import { documentSchema } from "@coscribe/shared/schema";
import {
  applyUpdate as applyNewerUpdate,
  Doc as NewerDoc,
  encodeStateAsUpdate as newerUpdate,
  Type as NewerType,
} from "@y/y";
import { AllSelection } from "prosemirror-state";
import { ReplaceAroundStep, Step, StepMap, StepResult } from "prosemirror-transform";
import { Slice, type Node } from "prosemirror-model";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { documentOf, exchange, pair, Peer } from "./peer.ts";
import { written } from "./written.ts";

/** Edits a peer's document as another program would. */
function edit(peer: Peer, action: (text: Y.Text) => void): void {
  const text = peer.doc.getText("flow");
  peer.doc.transact(() => action(text), "another program");
}

function element(
  name: string,
  attributes: Readonly<Record<string, unknown>>,
  ...children: (Y.XmlElement | Y.XmlText)[]
): Y.XmlElement {
  const created = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, value as string);
  created.insert(0, children);
  return created;
}

/** The index of the marker of block number `block` in the text. */
function indexOf(peer: Peer, block: number): number {
  const { segments } = peer.binding.flow;
  return segments.slice(0, block + 1).reduce((sum, { size }) => sum + size, 0);
}

/** The element that begins a block, as it is stored. */
function elementAt(peer: Peer, block: number): string {
  return String(peer.binding.flow.blocks[block]!.pieces[0]!.segment.head!.element);
}

interface Run {
  readonly insert: string;
  readonly attributes?: object;
}

/** The text of one block as it is stored. */
function runsOf(peer: Peer, block: number): Run[] {
  return peer.binding.flow.blocks[block]!.runs.map((run) => {
    const insert = run.type === "text" ? run.text : `<${run.object.name}>`;
    return Object.keys(run.formats).length > 0
      ? { insert, attributes: { ...run.formats } }
      : { insert };
  });
}

describe("what is not known here", () => {
  it("E4 an attribute survives edits of its block", () => {
    const [ann, bob] = pair();
    edit(bob, (text) => {
      text.insertEmbed(0, element("block", { id: "mine", align: "center", level: "wrong" }));
      text.insert(1, "x");
    });
    exchange(ann, bob);
    ann.select(0, 1);
    ann.type("y");
    ann.run(setKind("bullet"));
    ann.run(enter);
    ann.select(0, 2);
    exchange(ann, bob);
    const [first] = bob.binding.flow.blocks;
    expect({ ...first!.attributes }).toEqual({
      id: "mine",
      align: "center",
      level: "wrong",
      kind: "bullet",
    });
    expect(ann.shown).toBe(ann.stored);
  });

  it("E4 a mark survives edits of its text", () => {
    const [ann, bob] = pair("hello");
    edit(bob, (text) => text.format(2, 3, { glow: { id: 7 }, "note:a": true, "note:b": 2 }));
    exchange(ann, bob);
    ann.select(0, 2, 4);
    ann.run(toggleMark("bold"));
    ann.select(0, 2);
    ann.type("X");
    exchange(ann, bob);
    const kept = { glow: { id: 7 }, "note:a": true, "note:b": 2 };
    expect(runsOf(bob, 0)).toEqual([
      { insert: "h" },
      { insert: "eX", attributes: kept },
      { insert: "ll", attributes: { ...kept, bold: {} } },
      { insert: "o" },
    ]);
    expect(ann.shown).toBe(ann.stored);
    ann.select(0, 0);
    ann.run(duplicate);
    expect(runsOf(ann, 1)).toEqual(runsOf(ann, 0));
  });

  it("E4 several comments on one text are kept apart", () => {
    const peer = new Peer(1, documentOf("hello"));
    const comment = (id: string) => documentSchema.mark("comment", { id, value: { by: id } });
    peer.dispatch(peer.state.tr.addMark(1, 5, comment("a")));
    peer.dispatch(peer.state.tr.addMark(3, 6, comment("b")));
    expect(runsOf(peer, 0)).toEqual([
      { insert: "he", attributes: { "comment:a": { by: "a" } } },
      { insert: "ll", attributes: { "comment:a": { by: "a" }, "comment:b": { by: "b" } } },
      { insert: "o", attributes: { "comment:b": { by: "b" } } },
    ]);
    peer.dispatch(peer.state.tr.removeMark(1, 6, comment("a")));
    expect(runsOf(peer, 0).at(-1)).toEqual({
      insert: "llo",
      attributes: { "comment:b": { by: "b" } },
    });
    expect(peer.shown).toBe(peer.stored);
  });

  const blocks: Record<string, () => Y.XmlElement> = {
    "a block object with attributes": () => element("chart", { id: "c", data: [1, { two: 3 }] }),
    "a block object with cells of texts": () =>
      element(
        "board",
        { width: 3 },
        element("row", {}, element("cell", {}, new Y.XmlText("in a cell"))),
      ),
    "a table that cannot be shown": () =>
      element(
        "table",
        {},
        element("cell", { wide: true }),
        element("other", {}, new Y.XmlText("x")),
      ),
    "a text block of attributes of wrong types": () =>
      element("block", { kind: 7, level: "x", indent: { deep: true }, checked: "yes" }),
    "a block with a name that is inherited": () => element("constructor", { id: "k" }),
  };

  for (const [what, create] of Object.entries(blocks)) {
    it(`E4 ${what} survives opening the document, editing around it and moving it`, () => {
      const [ann, bob] = pair("above", "below");
      edit(bob, (text) => text.insertEmbed(indexOf(bob, 1), create()));
      exchange(ann, bob);
      const before = elementAt(bob, 1);
      expect(new Peer(9, Y.encodeStateAsUpdate(bob.doc)).writes).toBe(0);
      expect(ann.lines).toHaveLength(3);
      ann.select(0, 5);
      ann.type("!");
      ann.run(enter);
      ann.select(3, 5);
      ann.type("?");
      exchange(ann, bob);
      expect(elementAt(bob, 2)).toBe(before);
      expect([bob.lines[0], bob.lines[3]]).toEqual(["above!", "below?"]);
      expect(ann.shown).toBe(ann.stored);
      ann.select(3, 0);
      ann.run(moveUp);
      exchange(ann, bob);
      expect(bob.lines[2]).toBe("below?");
      expect(elementAt(bob, 3)).toBe(before);
      expect(ann.shown).toBe(bob.shown);
    });
  }

  const objects: Record<string, (text: Y.Text, index: number) => void> = {
    "an element in a text": (text, index) =>
      text.insertEmbed(index, element("mention", { who: 4 })),
    "a plain object in a text": (text, index) => text.insertEmbed(index, { image: "x.png" }),
    "an object with a mark": (text, index) =>
      text.insertEmbed(index, { image: "x.png" }, { bold: {}, glow: 1 }),
  };

  for (const [what, insert] of Object.entries(objects)) {
    it(`E4 ${what} survives edits of the text around it`, () => {
      const [ann, bob] = pair("abcd", "e");
      edit(bob, (text) => insert(text, indexOf(bob, 0) + 3));
      exchange(ann, bob);
      const object = runsOf(bob, 0)[1]!;
      ann.select(0, 2);
      ann.type("<");
      ann.select(0, 4);
      ann.type(">");
      ann.select(0, 1);
      ann.run(enter);
      ann.select(2, 0);
      ann.run(backspace);
      ann.run(moveUp);
      exchange(ann, bob);
      expect(runsOf(bob, 0)).toContainEqual(object);
      expect(ann.shown).toBe(ann.stored);
      expect(bob.shown).toBe(ann.shown);
      ann.run(duplicate);
      expect(runsOf(ann, 1)).toContainEqual(object);
      expect(ann.shown).toBe(ann.stored);
    });
  }

  it("E4 text without a marker is a block, and has one after it was edited", () => {
    const [ann, bob] = pair();
    edit(bob, (text) => text.insert(0, "bare"));
    exchange(ann, bob);
    expect(ann.lines).toEqual(["bare"]);
    expect(ann.writes).toBe(0);
    ann.select(0, 4);
    ann.type("!");
    ann.run(setKind("quote"));
    ann.run(enter);
    exchange(ann, bob);
    expect(bob.lines).toEqual(["bare!", ""]);
    expect(bob.state.doc.child(0).attrs["kind"]).toBe("quote");
    expect(bob.shown).toBe(ann.shown);
    expect(ann.shown).toBe(ann.stored);
  });

  it("E4 nesting without end neither stops the editor nor is lost", () => {
    const depth = 5_000;
    const [ann, bob] = pair("text");
    edit(bob, (text) => {
      const outer = element("box", { id: "outer" });
      text.insertEmbed(0, outer);
      let parent = outer;
      for (let i = 1; i < depth; i++) {
        const box = new Y.XmlElement("box");
        parent.insert(0, [box]);
        parent = box;
      }
    });
    exchange(ann, bob);
    ann.select(1, 4);
    ann.type("!");
    ann.run(enter);
    ann.run(moveUp);
    exchange(ann, bob);
    expect(bob.lines.slice(1)).toEqual(["", "text!"]);
    let found = 0;
    let box: Y.XmlElement | undefined = ann.doc
      .getText("flow")
      .toDelta()
      .map(({ insert }: { insert: unknown }) => insert as Y.XmlElement)
      .find(({ nodeName }: Y.XmlElement) => nodeName === "box");
    for (; box !== undefined; box = (box.firstChild ?? undefined) as Y.XmlElement | undefined)
      found++;
    expect(found).toBe(depth);
  });

  it("E18 a document of y-prosemirror beside it stays as it is, and is not shown", () => {
    const other = new Y.Doc();
    const paragraph = element("paragraph", {}, new Y.XmlText("of another editor"));
    other.getXmlFragment("prosemirror").insert(0, [paragraph]);
    const peer = new Peer(1, Y.encodeStateAsUpdate(other));
    expect(peer.lines).toEqual([""]);
    peer.type("ours");
    expect(peer.lines).toEqual(["ours"]);
    expect(peer.doc.getXmlFragment("prosemirror").toString()).toBe(
      "<paragraph>of another editor</paragraph>",
    );
  });

  it("E4 what Yjs 14 writes into an element survives, and its text is that of Yjs 13", () => {
    const newer = new NewerDoc();
    const root = newer.get("flow");
    const block = new NewerType("block");
    root.insert(0, [block]);
    block.insert(0, "in the element");
    root.insert(1, "behind it");
    const peer = new Peer(1, newerUpdate(newer));
    expect(peer.lines).toEqual(["behind it"]);
    peer.select(0, 0);
    peer.type("!");
    peer.run(setKind("quote"));
    expect(peer.lines).toEqual(["!behind it"]);
    const back = new NewerDoc();
    applyNewerUpdate(back, Y.encodeStateAsUpdate(peer.doc));
    expect(JSON.stringify(back.get("flow"))).toContain("in the element");
    expect(peer.shown).toBe(peer.stored);
  });

  it("E4 what is copied to another document comes along", () => {
    const ann = new Peer(1, documentOf("one"));
    insertRuns(ann.binding.flow, { block: ann.ids[0]!, offset: 1 }, [
      {
        type: "object",
        object: { name: "mention", attributes: { who: 4 }, value: undefined },
        formats: {},
      },
    ]);
    edit(ann, (text) =>
      text.insertEmbed(
        0,
        element("chart", { id: "c", data: [1] }, element("cell", {}, new Y.XmlText("sum"))),
      ),
    );
    const other = new Peer(2, documentOf("two"));
    const { doc } = ann.state;
    // As the clipboard within one browser, by JSON.
    const slice = Slice.fromJSON(documentSchema, doc.slice(0, doc.content.size).toJSON());
    other.dispatch(other.state.tr.replace(0, 0, slice));
    expect(other.shown).toBe(other.stored);
    expect(other.lines).toEqual(ann.lines.concat("two"));
    // The text in the cell has a marker in the copy, as everything has that we write.
    const told = (peer: Peer): string => {
      return elementAt(peer, 0).replaceAll(/ id="\w+"|<block.*?<\/block>/g, "");
    };
    expect(told(other)).toBe(told(ann));
    expect(elementAt(other, 0)).not.toBe(elementAt(ann, 0));
  });
});

/** A step that no ProseMirror package has: it makes the whole document another one. */
class OddStep extends Step {
  readonly #doc: Node;

  constructor(doc: Node) {
    super();
    this.#doc = doc;
  }

  override apply(doc: Node): StepResult {
    return StepResult.ok(doc.copy(this.#doc.content));
  }

  override getMap(): StepMap {
    return StepMap.empty;
  }

  override invert(doc: Node): Step {
    return new OddStep(doc);
  }

  override map(): Step {
    return this;
  }

  override toJSON(): unknown {
    return {};
  }
}

describe("steps that are not written one by one", () => {
  it("E42 a step that is unknown is written by what differs after it", () => {
    const peer = new Peer(1, documentOf("one", "two", "three"));
    const { doc, schema, tr } = peer.state;
    const json = JSON.stringify(doc).replace('"two"', '"twofold"');
    const fresh = schema.nodeFromJSON(JSON.parse(json));
    const { inserted, deleted } = written(peer, () => peer.dispatch(tr.step(new OddStep(fresh))));
    expect({ inserted, deleted }).toEqual({ inserted: ["fold"], deleted: 0 });
    expect(peer.shown).toBe(peer.stored);
  });

  it("E42 a step that is unknown and changes only attributes is written, too", () => {
    const peer = new Peer(1, documentOf("one", "two"));
    const { doc, schema, tr } = peer.state;
    const json = JSON.parse(JSON.stringify(doc)) as { content: { attrs: object }[] };
    json.content[1]!.attrs = { ...json.content[1]!.attrs, kind: "quote" };
    peer.dispatch(tr.step(new OddStep(schema.nodeFromJSON(json))));
    expect(peer.state.doc.child(1).attrs["kind"]).toBe("quote");
    expect(peer.shown).toBe(peer.stored);
  });

  it("E42 a block put around others is written as far as a flow has it", () => {
    const peer = new Peer(1, documentOf("one", "two"));
    const { doc, schema, tr } = peer.state;
    const size = doc.child(0).nodeSize;
    const quote = schema.node("textblock", { ...doc.child(0).attrs, kind: "quote" });
    const slice = doc.copy().content.addToEnd(quote);
    const step = new ReplaceAroundStep(0, size, 1, size - 1, new Slice(slice, 0, 0), 1, true);
    const { inserted } = written(peer, () => peer.dispatch(tr.step(step)));
    expect(inserted).toEqual(["kind="]);
    expect(peer.shown).toBe(peer.stored);
  });

  it("E42 many steps of one transaction are one update, in their order", () => {
    const peer = new Peer(1, documentOf("one", "two", "three"));
    peer.select(0, 0);
    const { updates } = written(peer, () => {
      const { tr, schema } = peer.state;
      tr.insertText("!", 4)
        .split(3)
        .setNodeAttribute(0, "kind", "heading")
        .addMark(1, 3, schema.mark("bold"))
        .delete(7, 13)
        .insertText("?", 8);
      peer.dispatch(tr);
    });
    expect(updates).toBe(1);
    expect(peer.shown).toBe(peer.stored);
  });

  it("E42 everything can go and come back in one transaction", () => {
    const peer = new Peer(1, documentOf("one", "two"));
    const { doc } = peer.state;
    const tr = peer.state.tr.setSelection(new AllSelection(doc)).deleteSelection();
    peer.dispatch(tr.replaceWith(0, tr.doc.content.size, doc.content));
    expect(peer.lines).toEqual(["one", "two"]);
    expect(peer.shown).toBe(peer.stored);
  });
});
