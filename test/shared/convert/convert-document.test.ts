/** Converting a document: once, with the same bytes by whoever does it, and nothing else changed. */

import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  conversionOf,
  convertDocument,
  findConvertible,
  fromFragment,
} from "@coscribe/shared/convert";
import { plainText } from "@coscribe/shared/exchange";
import {
  deleteBlocks,
  flowText,
  insertBlocks,
  insertText,
  moveBlocks,
  readFlow,
  type Cell,
  type Flow,
} from "@coscribe/shared/flow";
import { blockNoteRoot, recordedBlockNote } from "./block-note.ts";
import { expectUnchanged, loaded, plain, rawRoot } from "./seen.ts";
import { element, runs } from "./trees.ts";

function withLines(doc: Y.Doc, root: string, ...lines: readonly string[]): Y.Doc {
  const paragraphs = lines.map((line) => element("paragraph", {}, runs([line])));
  doc.getXmlFragment(root).push(paragraphs);
  return doc;
}

function flowOf(doc: Y.Doc): ReturnType<typeof readFlow> {
  return readFlow(flowText(doc));
}

describe("converting a document", () => {
  it("V7 writes what a fragment holds into the flow, in one update, and tells what it was", () => {
    const doc = loaded(recordedBlockNote());
    const expected = fromFragment(rawRoot(doc, blockNoteRoot));
    const before = Y.encodeStateVector(doc);
    const updates: unknown[][] = [];
    doc.on("update", (update: Uint8Array, origin: unknown) => updates.push([update, origin]));
    const conversion = convertDocument(doc, { origin: "here" });
    expect(conversion).toMatchObject({ roots: [blockNoteRoot], blocks: 20, placeholders: 2 });
    expect(updates).toEqual([[conversion.update, "here"]]);
    expect(flowOf(doc).blocks.map(plain)).toEqual(expected.map(plain));
    const added = Y.decodeUpdate(Y.encodeStateAsUpdate(doc, before));
    expect(new Set(added.structs.map(({ id }) => id.client)).size).toBe(1);
    expect(added.ds.clients.size).toBe(0);
  });

  it("V7 the same state gives the same bytes, whoever has it and however it came there", () => {
    const doc = withLines(withLines(new Y.Doc(), "default", "one", "two"), "default", "three");
    const heading = element("heading", { level: 2 }, runs(["four"]));
    doc.getXmlFragment("default").push([heading]);
    const [left, right] = [new Y.Doc(), new Y.Doc()];
    Y.applyUpdate(left, Y.encodeStateAsUpdate(doc));
    left.getXmlFragment("default").get(3).setAttribute("language", "a");
    Y.applyUpdate(right, Y.encodeStateAsUpdate(doc));
    right.getXmlFragment("default").get(3).setAttribute("checked", "b");
    const states = [left, right].map((each) => Y.encodeStateAsUpdate(each));
    const replicas = [states, states.toReversed()].map((order) => {
      const replica = new Y.Doc();
      order.forEach((state) => Y.applyUpdate(replica, state));
      return replica;
    });
    const [one, other] = replicas as [Y.Doc, Y.Doc];
    expect(convertDocument(one).update).toEqual(convertDocument(other).update);
    Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
    expect(plainText(flowOf(one).blocks)).toBe("one\ntwo\nthree\nfour");
    const ids = flowOf(one).blocks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(ids.every((id) => /^[a-z]{9}$/.test(id))).toBe(true);
  });

  it("V7 two that converted different states have both, and nobody's document is spoilt", () => {
    const one = withLines(new Y.Doc(), "default", "one");
    const other = loaded(one);
    withLines(other, "default", "two");
    convertDocument(one);
    convertDocument(other);
    Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
    expect(plainText(flowOf(one).blocks).split("\n").toSorted()).toEqual(["one", "one", "two"]);
    expect(plainText(flowOf(other).blocks)).toBe(plainText(flowOf(one).blocks));
  });

  it("V7 a flow with anything in it is left alone", () => {
    const doc = withLines(new Y.Doc(), "default", "old");
    expect(convertDocument(doc).update).toBeDefined();
    const again = expectUnchanged(doc, () => convertDocument(doc));
    expect(again).toEqual({ roots: [], blocks: 0, placeholders: 0, update: undefined });

    const divided = withLines(new Y.Doc(), "default", "old");
    const divider = { name: "divider", attributes: {}, runs: [], inners: [] };
    insertBlocks(flowOf(divided), undefined, [divider]);
    expect(findConvertible(divided)).toBeUndefined();
  });

  it("V7 a flow that was emptied can be converted again", () => {
    const doc = withLines(new Y.Doc(), "default", "old");
    convertDocument(doc);
    const flow = flowOf(doc);
    deleteBlocks(
      flow,
      flow.blocks.map(({ id }) => id),
    );
    insertBlocks(flowOf(doc), undefined, [{ name: "block", attributes: {}, runs: [], inners: [] }]);
    expect(findConvertible(doc)).toEqual({ roots: ["default"] });
    expect(convertDocument(doc).update).toBeDefined();
    expect(plainText(flowOf(doc).blocks).trim()).toBe("old");
  });

  it("V7 a table counts as something until it is deleted, and then what is typed in it", () => {
    const doc = withLines(new Y.Doc(), "default", "old");
    const line = { name: "block", attributes: {}, runs: [], inners: [] };
    const cell = { type: "cell", name: "cell", attributes: {}, inners: [] } as const;
    const flow = { type: "flow", blocks: [line] } as const;
    const table = { ...line, name: "table", inners: [{ ...cell, inners: [flow] }] };
    insertBlocks(flowOf(doc), undefined, [line, table, line]);
    expect(findConvertible(doc)).toBeUndefined();
    const [first, inserted] = flowOf(doc).blocks;
    const other = loaded(doc);
    deleteBlocks(flowOf(doc), [inserted!.id]);
    moveBlocks(flowOf(doc), [first!.id], undefined);
    expect(flowOf(doc).blocks).toHaveLength(2);
    expect(findConvertible(doc)).toEqual({ roots: ["default"] });
    const [, typedIn] = flowOf(other).blocks;
    const [nested] = (typedIn!.inners[0] as Cell).inners as [Flow];
    insertText(nested, { block: nested.blocks[0]!.id, offset: 0 }, "typed meanwhile");
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    expect(findConvertible(doc)).toBeUndefined();
  });

  it("V7 several roots come one after the other, and one that is named alone", () => {
    const doc = withLines(withLines(new Y.Doc(), "default", "b"), "prosemirror", "a");
    withLines(doc, "elsewhere", "c");
    expect(findConvertible(doc)).toEqual({ roots: ["prosemirror", "default"] });
    expect(conversionOf(doc, "elsewhere")).toMatchObject({ roots: ["elsewhere"], blocks: 1 });
    expect(conversionOf(doc, "nowhere").update).toBeUndefined();
    expect(conversionOf(doc, "flow").update).toBeUndefined();
    convertDocument(doc);
    expect(plainText(flowOf(doc).blocks)).toBe("a\nb");
  });

  it("V8 nothing is offered of what editors leave in an empty document", () => {
    const empty = new Y.Doc();
    expect(findConvertible(empty)).toBeUndefined();
    expect([...empty.share.keys()]).toEqual([]);
    const group = element("blockContainer", { id: "x" }, element("paragraph", {}));
    empty.getXmlFragment(blockNoteRoot).push([element("blockGroup", {}, group)]);
    empty.getXmlFragment("default").push([element("paragraph", {}, runs())]);
    expect(findConvertible(empty)).toBeUndefined();
    const { length } = empty.getXmlFragment("default");
    empty.getXmlFragment("default").push([element("image", { src: "a" })]);
    expect(findConvertible(empty)).toEqual({ roots: ["default"] });
    empty.getXmlFragment("default").delete(length, 1);
    expect(findConvertible(empty)).toBeUndefined();
  });

  it("V2 looking and converting gives no root a class, and leaves the source as it was", () => {
    const doc = loaded(withLines(new Y.Doc(), "default", "text"));
    expectUnchanged(doc, () => [findConvertible(doc), conversionOf(doc), conversionOf(doc, "x")]);
    convertDocument(doc);
    expect(doc.share.get("default")?.constructor).toBe(Y.AbstractType);
    expect(doc.getXmlFragment("default").toString()).toBe("<paragraph>text</paragraph>");
  });
});
