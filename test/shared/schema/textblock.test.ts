/** The shape of a document: flat text blocks whose differences are attributes. */

import {
  blocksFromNodes,
  defaultTextblockAttrs,
  documentSchema,
  nodesFromBlocks,
  textblockAttrs,
  textblockKinds,
} from "@coscribe/shared/schema";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flowText, insertText, readFlow, setAttributes, type Flow } from "@coscribe/shared/flow";
import { applyUpdate, Doc, encodeStateAsUpdate } from "yjs";
import { block } from "./documents.ts";
import { contentOf, written } from "./written.ts";

describe("text blocks", () => {
  it("D1 a change of kind keeps what somebody else types into the block at that moment", () => {
    const mine = written([block({}, "milk, eggs")]);
    const theirs = copyOf(mine);
    const { id } = mine.blocks[0]!;
    setAttributes(mine, id, { kind: "task", indent: 2 });
    insertText(theirs, { block: id, offset: 10 }, " and flour");
    const [me, them] = [readFlow(mine.text), readFlow(theirs.text)];
    applyUpdate(mine.text.doc!, encodeStateAsUpdate(them.text.doc!));
    applyUpdate(theirs.text.doc!, encodeStateAsUpdate(me.text.doc!));
    for (const { text: shared } of [mine, theirs]) {
      expect(contentOf(readFlow(shared).blocks)).toEqual(
        contentOf([block({ kind: "task", indent: 2 }, "milk, eggs and flour")]),
      );
    }
  });

  it("D2 a default is not stored, neither of a new node nor of one that went back to it", () => {
    const all = { ...defaultTextblockAttrs };
    const said = block({ kind: "quote", id: "b1" }, "said");
    const [quote] = nodesFromBlocks(documentSchema, [said]);
    const plain = quote!.type.create({ ...quote!.attrs, kind: "paragraph" }, quote!.content);
    const fresh = documentSchema.node("textblock", all, [documentSchema.text("new")]);
    const [back, made] = blocksFromNodes([plain, fresh]);
    expect({ ...back!.attributes }).toEqual({ id: "b1" });
    expect({ ...made!.attributes }).toEqual({});
    const [line] = nodesFromBlocks(documentSchema, [block(all, "new")]);
    expect(line!.eq(fresh)).toBe(true);
  });

  it("D3 attributes read as valid whatever another client wrote, and are kept as written", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...attributeNames), fc.jsonValue()), (given) => {
        const node = documentSchema.node("textblock", given);
        const { kind, level, indent, checked, language } = textblockAttrs(node);
        expect(kind).toMatch(/^\w{1,40}$/);
        expect([1, 2, 3, 4, 5, 6]).toContain(level);
        expect([0, 1, 2, 3, 4, 5, 6, 7, 8]).toContain(indent);
        expect(checked).toBeTypeOf("boolean");
        expect(language).toMatch(/^\S{0,40}$/);
        for (const [name, value] of Object.entries(given)) {
          const isDefault = value === defaultTextblockAttrs[name as "kind"];
          expect(node.attrs[name]).toEqual(isDefault ? null : value);
        }
      }),
    );
  });

  it("D3 a number out of range reads as the nearest, what can be no kind as a paragraph", () => {
    expect(read({ kind: "two words", level: 7, indent: 99 })).toEqual({
      ...defaultTextblockAttrs,
      level: 6,
      indent: 8,
    });
    expect(read({ level: 0, indent: -Infinity, checked: "yes" })).toEqual(defaultTextblockAttrs);
    expect(read({ level: 2.9, indent: Number.NaN, language: "two words" })).toEqual({
      ...defaultTextblockAttrs,
      level: 2,
    });
  });

  it("D4 every mark may stand in every kind, so no change of kind makes a block invalid", () => {
    const marks = Object.values(documentSchema.marks).map((type) => type.create());
    for (const kind of textblockKinds) {
      const node = documentSchema.node("textblock", { kind }, [documentSchema.text("x", marks)]);
      expect(() => node.check()).not.toThrow();
      expect(node.type.name).toBe("textblock");
      expect(node.child(0).marks).toHaveLength(marks.length);
    }
  });

  it("D5 each kind is drawn as its own element, with the attributes that style it", () => {
    expect(drawn({})).toEqual(["p", 0]);
    expect(drawn({ indent: 1 })).toEqual([
      "p",
      { "data-kind": "paragraph", "data-indent": "1", dir: "auto" },
      0,
    ]);
    expect(drawn({ kind: "heading", level: 2 })).toMatchObject(["h2", { "data-level": "2" }, 0]);
    expect(drawn({ kind: "quote", indent: 1 })).toMatchObject([
      "blockquote",
      { "data-indent": "1" },
      0,
    ]);
    expect(drawn({ kind: "code" })).toMatchObject(["pre", { "data-kind": "code" }, ["code", 0]]);
    expect(drawn({ kind: "task", checked: true })).toMatchObject([
      "div",
      { "data-kind": "task", "data-checked": "true", role: "list" },
      ["div", { role: "listitem", "aria-level": "1" }, 0],
    ]);
  });
});

/** The same document on another device. */
function copyOf({ text: shared }: Flow): Flow {
  const doc = new Doc();
  applyUpdate(doc, encodeStateAsUpdate(shared.doc!));
  return readFlow(flowText(doc));
}

const attributeNames = ["kind", "level", "indent", "checked", "language", "align", "id"];

function read(attrs: object): object {
  return textblockAttrs(documentSchema.node("textblock", { ...attrs }));
}

function drawn(attrs: object): unknown {
  const node = documentSchema.node("textblock", { ...attrs });
  return node.type.spec.toDOM?.(node);
}
