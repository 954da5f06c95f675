/** The shape of a document: flat text blocks whose differences are attributes. */

import {
  defaultTextblockAttrs,
  documentSchema,
  textblockAttrs,
  textblockKinds,
} from "@coscribe/shared/schema";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { block } from "./documents.ts";
import { contentOf, element, HeadlessEditor, sharedDocument, text } from "./headless-editor.ts";

describe("text blocks", () => {
  it("D1 a change of kind keeps what somebody else types into the block at that moment", () => {
    const mine = sharedDocument(element("textblock", {}, text(["milk, eggs"])));
    const theirs = new Y.Doc();
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
    const [me, them] = [new HeadlessEditor(mine), new HeadlessEditor(theirs)];
    me.edit((change) =>
      change.setNodeAttribute(0, "kind", "task").setNodeAttribute(0, "indent", 2),
    );
    them.edit((change) => change.insertText(" and flour", 11));
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
    for (const { doc } of [me, them]) {
      expect(doc.childCount).toBe(1);
      expect(doc.textContent).toBe("milk, eggs and flour");
      expect(textblockAttrs(doc.child(0))).toMatchObject({ kind: "task", indent: 2 });
    }
  });

  it("D2 a default is not stored, neither in a new block nor in one that went back to it", () => {
    const ydoc = sharedDocument(element("textblock", { kind: "quote" }, text(["said"])));
    const editor = new HeadlessEditor(ydoc);
    editor.edit((change) => change.setNodeAttribute(0, "kind", "paragraph"));
    editor.edit((change) => change.insert(0, block({ ...defaultTextblockAttrs }, "new")));
    expect(contentOf(ydoc)).toEqual([
      { name: "textblock", attributes: {}, content: [[{ insert: "new" }]] },
      { name: "textblock", attributes: {}, content: [[{ insert: "said" }]] },
    ]);
  });

  it("D3 attributes read as valid whatever another client wrote, and are kept as written", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...attributeNames), fc.jsonValue()), (written) => {
        const node = documentSchema.node("textblock", written);
        const { kind, level, indent, checked, language } = textblockAttrs(node);
        expect(textblockKinds).toContain(kind);
        expect([1, 2, 3]).toContain(level);
        expect([0, 1, 2, 3, 4, 5, 6, 7, 8]).toContain(indent);
        expect(checked).toBeTypeOf("boolean");
        expect(language).toMatch(/^\S{0,40}$/);
        for (const [name, value] of Object.entries(written)) {
          const isDefault = value === defaultTextblockAttrs[name as "kind"];
          expect(node.attrs[name]).toEqual(isDefault ? null : value);
        }
      }),
    );
  });

  it("D3 a number out of range reads as the nearest, an unknown kind as a paragraph", () => {
    expect(read({ kind: "callout", level: 7, indent: 99 })).toEqual({
      ...defaultTextblockAttrs,
      level: 3,
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
    expect(drawn({})).toEqual([
      "p",
      { "data-kind": "paragraph", "data-indent": "0", dir: "auto" },
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

const attributeNames = ["kind", "level", "indent", "checked", "language", "align", "id"];

function read(attrs: object): object {
  return textblockAttrs(documentSchema.node("textblock", { ...attrs }));
}

function drawn(attrs: object): unknown {
  const node = documentSchema.node("textblock", { ...attrs });
  return node.type.spec.toDOM?.(node);
}
