/**
 * What another client wrote stays in the shared document, whether this version knows it or not.
 * All of it with y-prosemirror's own functions, which delete whatever a schema throws on.
 */

import {
  documentSchema,
  documentSpec,
  GuardedSchema,
  isPlaceholder,
  placeholderText,
} from "@coscribe/shared/schema";
import * as fc from "fast-check";
import { DOMSerializer, type Node } from "prosemirror-model";
import { describe, expect, it } from "vitest";
import { yDocToProsemirrorJSON, yXmlFragmentToProseMirrorRootNode } from "y-prosemirror";
import * as Y from "yjs";
import {
  contentOf,
  element,
  fragmentName,
  HeadlessEditor,
  sharedDocument,
  text,
} from "./headless-editor.ts";

describe("content that this version does not know", () => {
  it("D10 opening a document writes nothing into it, whatever it holds", () => {
    fc.assert(
      fc.property(foreignDocuments, (build) => {
        const ydoc = sharedDocument(...build());
        const before = contentOf(ydoc);
        let updates = 0;
        ydoc.on("update", () => updates++);
        const editor = new HeadlessEditor(ydoc);
        expectValidContent(editor.doc);
        expect(editor.doc.childCount).toBe(before.length);
        editor.close();
        yXmlFragmentToProseMirrorRootNode(ydoc.getXmlFragment(fragmentName), documentSchema);
        expect(updates).toBe(0);
        expect(contentOf(ydoc)).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  it("D11 an edit of one block leaves every other block as it was", () => {
    fc.assert(
      fc.property(foreignDocuments, (build) => {
        const ydoc = sharedDocument(...build(), element("textblock", {}, text(["known"])));
        const before = contentOf(ydoc).slice(0, -1);
        const editor = new HeadlessEditor(ydoc);
        editor.edit((change) => change.insertText("!", change.doc.content.size - 1));
        expect(contentOf(ydoc)).toEqual([
          ...before,
          { name: "textblock", attributes: {}, content: [[{ insert: "known!" }]] },
        ]);
      }),
      { numRuns: 300 },
    );
  });

  it("D12 an unknown block shows the text in it, and is one unit", () => {
    const { doc } = new HeadlessEditor(
      sharedDocument(
        element(
          "callout",
          { tone: "warm" },
          element("textblock", { kind: "heading" }, text(["Mind "], ["the gap", { bold: {} }])),
          element("row", {}, element("textblock", {}, text(["and the step"]))),
        ),
      ),
    );
    const callout = doc.child(0);
    expect(isPlaceholder(callout)).toBe(true);
    expect(callout.nodeSize).toBe(1);
    expect(placeholderText(callout)).toBe("Mind the gap\nand the step");
    expect(callout.type.spec.toDOM?.(callout)).toEqual([
      "div",
      { "data-placeholder": "callout" },
      "Mind the gap\nand the step",
    ]);
  });

  it("D13 an unknown element in a text is inline, and survives an edit of that text", () => {
    const ydoc = sharedDocument(
      element("textblock", {}, text(["ask "]), mention(), text([" today"])),
    );
    const editor = new HeadlessEditor(ydoc);
    expect(editor.doc.toString()).toBe('doc(textblock("ask ", unknown_inline, " today"))');
    expectValidContent(editor.doc);
    editor.edit((change) => change.insertText("please ", 1));
    editor.edit((change) => change.insertText("!", change.doc.content.size - 1));
    expect(contentOf(ydoc)).toEqual(
      contentOf(
        sharedDocument(
          element("textblock", {}, text(["please ask "]), mention(), text([" today!"])),
        ),
      ),
    );
  });

  it("D14 unknown marks survive an edit of the text that they are on, name and value", () => {
    const marks = { glow: { color: "red", size: { px: 3 } }, note: {}, bold: {} };
    const ydoc = sharedDocument(element("textblock", {}, text(["plain "], ["marked", marks])));
    const editor = new HeadlessEditor(ydoc);
    editor.edit((change) => change.insertText("more ", 9));
    expect(contentOf(ydoc)).toEqual(
      contentOf(sharedDocument(element("textblock", {}, text(["plain "], ["mamore rked", marks])))),
    );
  });

  it("D14 a plain value of an unknown mark is the same value after an edit, for everybody else", () => {
    const ydoc = sharedDocument(element("textblock", {}, text(["big", { size: 7, tint: "red" }])));
    new HeadlessEditor(ydoc).edit((change) => change.insertText("ger", 4));
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(ydoc));
    expect(contentOf(other)).toEqual([
      {
        name: "textblock",
        attributes: {},
        content: [[{ insert: "bigger", attributes: { size: 7, tint: "red" } }]],
      },
    ]);
  });

  it("D15 several marks of one unknown name on one text all survive an edit of it", () => {
    const marks = {
      "comment--AAAAAAAA": { id: 1 },
      "comment--BBBBBBBB": { id: 2 },
      "comment--CCCCCCCC": { id: 3 },
    };
    const ydoc = sharedDocument(
      element("textblock", {}, text(["one", { "comment--AAAAAAAA": { id: 1 } }], ["all", marks])),
    );
    const editor = new HeadlessEditor(ydoc);
    expect(commentsOn(editor.doc.child(0).child(1))).toEqual([1, 2, 3]);
    editor.edit((change) => change.insertText("!", 7));
    const again = new HeadlessEditor(ydoc);
    expect(again.doc.textContent).toBe("oneall!");
    expect(commentsOn(again.doc.child(0).child(0))).toEqual([1]);
    expect(commentsOn(again.doc.child(0).child(1))).toEqual([1, 2, 3]);
  });

  it("D16 unknown and mistyped attributes survive an edit of their block", () => {
    const attributes = { kind: "aside", level: "deep", align: "end", cells: [1, { w: 2 }] };
    const ydoc = sharedDocument(element("textblock", attributes, text(["word"])));
    const editor = new HeadlessEditor(ydoc);
    editor.edit((change) => change.insertText("s", 5));
    editor.edit((change) => change.setNodeAttribute(0, "indent", 1));
    expect(contentOf(ydoc)).toEqual([
      {
        name: "textblock",
        attributes: { ...attributes, indent: 1 },
        content: [[{ insert: "words" }]],
      },
    ]);
  });

  it("D16 unknown attributes of known marks survive an edit of the text that they are on", () => {
    const marks = { link: { href: "/a", title: "more" }, bold: { by: "u1" } };
    const ydoc = sharedDocument(element("textblock", {}, text(["word", marks])));
    new HeadlessEditor(ydoc).edit((change) => change.insertText("s", 3));
    expect(contentOf(ydoc)).toEqual(
      contentOf(sharedDocument(element("textblock", {}, text(["wosrd", marks])))),
    );
  });

  it.each([
    [
      "a block in a text block",
      () => element("textblock", {}, element("textblock", {}, text(["in"]))),
    ],
    ["a divider in a text block", () => element("textblock", {}, element("divider"), text(["in"]))],
    ["text in a divider", () => element("divider", {}, text(["in"]))],
    [
      "text in a line break",
      () => element("textblock", {}, element("hard_break", {}, text(["in"]))),
    ],
    ["an object in a text", () => element("textblock", {}, text(["in"], [{ image: "x" }]))],
    [
      "an element named as the document",
      () => element("doc", {}, element("textblock", {}, text(["in"]))),
    ],
    ["an element named as text", () => element("text", {}, text(["in"]))],
    [
      "an element named as a placeholder",
      () => element("unknown_block", { name: 5 }, text(["in"])),
    ],
  ])("D17 %s is shown by its text, and kept", (_, misplaced) => {
    const ydoc = sharedDocument(misplaced(), element("textblock", {}, text(["fine"])));
    const before = contentOf(ydoc);
    const editor = new HeadlessEditor(ydoc);
    expectValidContent(editor.doc);
    expect(editor.doc.textContent).toBe("infine");
    editor.edit((change) => change.insertText("!", change.doc.content.size - 1));
    expect(contentOf(ydoc)[0]).toEqual(before[0]);
  });

  it("D18 names that every object has are names like any other", () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", ""]) {
      const ydoc = sharedDocument(
        element(name, { [name]: "x", kind: "quote" }, text(["block"])),
        element("textblock", { [name]: "x" }, text(["marked", { [name]: { a: 1 } }])),
      );
      const before = contentOf(ydoc);
      const editor = new HeadlessEditor(ydoc);
      expect(editor.doc.textContent).toBe("blockmarked");
      expect(textblockCount(editor.doc)).toBe(1);
      editor.edit((change) => change.insertText("!", change.doc.content.size - 1));
      expect(contentOf(ydoc)[0]).toEqual(before[0]);
      expect(({} as Record<string, unknown>)["a"]).toBeUndefined();
      expect(DOMSerializer.fromSchema(documentSchema).marks[name]).toBeUndefined();
    }
  });

  it("D19 a placeholder holds all that it stands for, so that a copy of it loses nothing", () => {
    const attributes = { user: "u1" };
    const { doc } = new HeadlessEditor(
      sharedDocument(
        element(
          "card",
          attributes,
          element("textblock", { kind: "quote" }, text(["a"], ["b", { bold: {} }])),
        ),
      ),
    );
    expect(documentSchema.nodeFromJSON(doc.toJSON()).child(0).attrs).toEqual({
      name: "card",
      attributes,
      content: [
        {
          name: "textblock",
          attributes: { kind: "quote" },
          content: [
            { text: "a", marks: {} },
            { text: "b", marks: { bold: {} } },
          ],
        },
      ],
    });
  });

  it("D19 where y-prosemirror writes a placeholder, it writes all that the placeholder holds", () => {
    const ydoc = sharedDocument(
      element("textblock", {}, text(["before"])),
      element("card", { user: "u1" }, text(["inside", { glow: 1 }])),
      element("textblock", {}, text(["after"])),
    );
    const bold = documentSchema.mark("bold");
    new HeadlessEditor(ydoc).edit((change) => change.addMark(0, change.doc.content.size, bold));
    expect(contentOf(ydoc)[1]).toEqual({
      name: "unknown_block",
      attributes: {
        name: "card",
        attributes: { user: "u1" },
        content: [{ text: "inside", marks: { glow: 1 } }],
      },
      content: [],
    });
  });

  it("D20 nesting without end is shown by its text, without overflowing the stack", () => {
    let nested = documentSchema.node("textblock", {}, [documentSchema.text("deep inside")]);
    for (let depth = 0; depth < 5_000; depth++) nested = documentSchema.node("nest", {}, [nested]);
    expect(placeholderText(nested)).toBe("deep inside");
    expect(() => JSON.stringify(nested.toJSON())).not.toThrow();
    expect(nested.eq(documentSchema.nodeFromJSON(nested.toJSON()))).toBe(true);
  });

  it("D20 values nested without end are not taken over into the editor", () => {
    const deep: unknown = JSON.parse("[".repeat(50_000) + "]".repeat(50_000));
    const block = documentSchema.node("textblock", { kind: "quote", extra: deep });
    expect(block.attrs).toMatchObject({ kind: "quote" });
    expect(block.attrs).not.toHaveProperty("extra");
    expect(documentSchema.mark("glow", { deep }).attrs).toEqual({});
  });

  it("D21 a document cannot make mark types without end", () => {
    const schema = new GuardedSchema(documentSpec, {});
    for (let index = 0; index < 2_000; index++) schema.mark(`hostile-${index}`, {});
    expect(Object.keys(schema.marks).length).toBeLessThan(1_100);
    expect(schema.mark("hostile-1999", {}).type).toBe(schema.marks["unknown_mark"]);
  });

  it("D22 a document can be read from the JSON that y-prosemirror makes of it, whatever it holds", () => {
    fc.assert(
      fc.property(foreignDocuments, (build) => {
        const ydoc = sharedDocument(...build(), element("hard_break"), element("unknown_inline"));
        const json: unknown = yDocToProsemirrorJSON(ydoc, fragmentName);
        const doc = documentSchema.nodeFromJSON(json);
        expectValidContent(doc);
        expect(doc.type).toBe(documentSchema.topNodeType);
        expect(doc.childCount).toBe(contentOf(ydoc).length);
        const copy: unknown = JSON.parse(JSON.stringify(doc));
        expect(documentSchema.nodeFromJSON(copy).eq(doc)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("D23 what arrives or changes while the document is open is shown and kept as well", () => {
    const newer = sharedDocument(element("textblock", {}, text(["known"])));
    const ydoc = new Y.Doc();
    newer.on("update", (update: Uint8Array) => Y.applyUpdate(ydoc, update));
    ydoc.on("update", (update: Uint8Array) => Y.applyUpdate(newer, update));
    Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(newer));
    const editor = new HeadlessEditor(ydoc);
    const inside = text(["in"]);
    newer.getXmlFragment(fragmentName).insert(0, [element("callout", {}, inside)]);
    expect(editor.doc.textContent).toBe("inknown");
    editor.edit((change) => change.insertText("!", 7));
    inside.insert(2, "side", { glow: { color: "red" } });
    expect(editor.doc.textContent).toBe("insideknown!");
    expect(contentOf(newer)).toEqual(contentOf(ydoc));
    expect(contentOf(newer)[0]).toMatchObject({ name: "callout" });
  });
});

function mention(): Y.XmlElement {
  return element("mention", { user: "u1" }, text(["Ann"]));
}

function commentsOn(node: Node): number[] {
  return node.marks.map((mark) => mark.attrs["id"] as number).toSorted((a, b) => a - b);
}

/** Unlike `Node.check`, minds no attribute that the schema does not list. */
function expectValidContent(node: Node): void {
  expect(node.type.validContent(node.content)).toBe(true);
  node.forEach(expectValidContent);
}

function textblockCount(doc: Node): number {
  return doc.content.content.filter((node) => node.isTextblock).length;
}

const unknownNames = ["callout", "mention", "doc", "text", "__proto__", "constructor"];
const blockNames = ["textblock", "textblock", "divider", "unknown_block", ...unknownNames];
const inlineNames = ["hard_break", "unknown_inline"];

const attributes = fc.dictionary(
  fc.constantFrom("kind", "level", "indent", "href", "name", "content", "x"),
  fc.jsonValue({ maxDepth: 3 }),
  { maxKeys: 3 },
);

const marks = fc.dictionary(
  fc.constantFrom("bold", "link", "glow", "comment--AAAAAAAA", "comment--BBBBBBBB", "constructor"),
  fc.oneof(
    fc.dictionary(fc.constantFrom("href", "id"), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 2 }),
    fc.constantFrom<unknown>(true, "red", 3, ["a"]),
  ),
  { maxKeys: 3 },
);

/** A Yjs type can be put into one document only, so each run builds its own. */
type Build = () => Y.XmlElement | Y.XmlText;

const run: fc.Arbitrary<Build> = fc
  .array(
    fc.tuple(
      fc.oneof(
        { weight: 9, arbitrary: fc.string({ minLength: 1, maxLength: 5 }) },
        { weight: 1, arbitrary: fc.constant({ image: "x" }) },
      ),
      marks,
    ),
    { maxLength: 3 },
  )
  .map((runs) => () => text(...runs));

/** Elements with some of `inner` in them, between at most two texts. */
function elements(names: readonly string[], inner?: fc.Arbitrary<Build>): fc.Arbitrary<Build> {
  return fc
    .record({
      name: fc.constantFrom(...names),
      given: attributes,
      before: fc.array(run, { maxLength: 1 }),
      children:
        inner === undefined ? fc.constant([]) : fc.array(inner, { minLength: 1, maxLength: 2 }),
      after: inner === undefined ? fc.constant([]) : fc.array(run, { maxLength: 1 }),
    })
    .map(({ name, given, before, children, after }) => () => {
      return element(name, given, ...[...before, ...children, ...after].map((build) => build()));
    });
}

const anyNames = [...blockNames, ...inlineNames];

/** What some other program might have written: every mixture of known and unknown, three deep. */
const foreignDocuments = fc
  .array(
    fc.oneof(
      elements(blockNames),
      elements(blockNames, elements(anyNames)),
      elements(blockNames, elements(anyNames, elements(anyNames))),
    ),
    { maxLength: 4 },
  )
  .map((blocks) => () => blocks.map((build) => build()));
