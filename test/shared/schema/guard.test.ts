/** What another client wrote is shown and kept, whether this version knows it or not. */

import { flowText, readFlow, type BlockData } from "@coscribe/shared/flow";
import {
  blocksFromJson,
  blocksFromNodes,
  documentJson,
  documentSchema,
  isPlaceholder,
  nodesFromBlocks,
  placeholderText,
  plainText,
  runsFromNodes,
  toHtml,
} from "@coscribe/shared/schema";
import * as fc from "fast-check";
import { DOMSerializer, Slice, type Node } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { encodeStateAsUpdate } from "yjs";
import { block, blockObject, cell, divider, flow, object, table, text } from "./documents.ts";
import { elementOf, foreignFlows } from "./foreign.ts";
import { contentOf, written } from "./written.ts";

function documentOf(blocks: readonly BlockData[]): Node {
  return documentSchema.topNodeType.create(null, nodesFromBlocks(documentSchema, blocks));
}

/** What becomes of blocks that an editor has shown and writes again. */
function there(...blocks: readonly BlockData[]): BlockData[] {
  return blocksFromNodes(documentOf(blocks).content);
}

describe("content that this version does not know", () => {
  it("D10 showing a flow writes nothing, and shows each of its blocks, whatever it holds", () => {
    fc.assert(
      fc.property(foreignFlows, (build) => {
        const { text: shared, blocks } = build();
        const before = encodeStateAsUpdate(shared.doc!);
        const document = documentOf(blocks);
        plainText(blocks);
        toHtml(blocks);
        expect(document.childCount).toBe(blocks.length);
        expect(encodeStateAsUpdate(shared.doc!)).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  it("D11 what is shown passes ProseMirror's own checks, also from JSON of a state", () => {
    fc.assert(
      fc.property(foreignFlows, (build) => {
        const document = documentOf(build().blocks);
        document.check();
        const state = EditorState.create({ doc: document });
        const json: unknown = JSON.parse(JSON.stringify(state.toJSON()));
        const again = EditorState.fromJSON({ schema: documentSchema }, json);
        again.doc.check();
        expect(JSON.parse(JSON.stringify(again.toJSON()))).toEqual(json);
        const slice = document.slice(0, document.content.size).toJSON() as unknown;
        expect(Slice.fromJSON(documentSchema, slice).content.eq(document.content)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("D12 an unknown block shows the text in it, and is one unit", () => {
    const rows = cell({}, flow(block({ kind: "task", checked: true }, "and the step")));
    const heading = block({ kind: "heading" }, [text("Mind "), text("the gap", { bold: {} })]);
    const [callout] = nodesFromBlocks(documentSchema, [
      { ...blockObject("callout", { tone: "warm" }, flow(heading), rows), id: "b1" },
    ]);
    expect(isPlaceholder(callout!)).toBe(true);
    expect(callout!.nodeSize).toBe(1);
    expect(placeholderText(callout!)).toBe("Mind the gap\n- [x] and the step");
    expect(callout!.type.spec.toDOM?.(callout!)).toEqual([
      "div",
      { "data-placeholder": "callout" },
      "Mind the gap\n- [x] and the step",
    ]);
    expect(placeholderText(callout!, 4)).toBe("Mind");
  });

  it("D13 an unknown element in a text is one letter of it, shown by its name, and stays", () => {
    const poll = object("poll", { user: "u1" }, { bold: {} });
    const line = block({}, [text("ask "), poll, text(" today")]);
    const [node] = nodesFromBlocks(documentSchema, [line]);
    expect(node!.toString()).toBe('textblock("ask ", bold(unknown_inline), " today")');
    expect(node!.textContent).toBe("ask [poll] today");
    expect(runsFromNodes(node!.content)).toEqual(line.runs);
  });

  it("D14 unknown marks stay, name and value, and so do unknown values of known ones", () => {
    const formats = {
      glow: { color: "red", size: { px: 3 } },
      note: {},
      size: 7,
      tint: "red",
      "note:1": true,
      comment: { id: 5 },
      bold: true,
      italic: { by: "u1" },
      link: { title: "more" },
    };
    const line = block({}, [text("plain "), text("marked", formats)]);
    expect(there(line)).toEqual([line]);
    expect(contentOf(written(there(line)).blocks)).toEqual(contentOf([line]));
  });

  it("D15 several marks of one kind stand on one text, in JSON and in nodes", () => {
    const line = block({}, [
      text("one", { "comment:a": { by: 1 } }),
      text("all", { "comment:a": { by: 1 }, "comment:b": { by: 2 }, "note:a": {}, "note:b": {} }),
    ]);
    const [node] = nodesFromBlocks(documentSchema, [line]);
    node!.check();
    expect(node!.child(1).marks.map(({ type, attrs }) => [type.name, { ...attrs }])).toEqual([
      ["comment", { id: "a", value: { by: 1 } }],
      ["comment", { id: "b", value: { by: 2 } }],
      ["unknown_mark", { key: "note:a", value: {} }],
      ["unknown_mark", { key: "note:b", value: {} }],
    ]);
    expect(there(line)).toEqual([line]);
    expect(blocksFromJson(documentJson([line]))).toEqual([line]);
  });

  it("D16 unknown and mistyped attributes stay, in tables and cells too", () => {
    const attributes = { kind: "aside", level: "deep", align: "end", cells: [1, { w: 2 }] };
    const wide = blockObject("table", { wide: true }, cell({ col: 1 }, flow(block(attributes))));
    expect(there(block(attributes, "word"), wide)).toEqual([block(attributes, "word"), wide]);
  });

  it.each<[string, BlockData]>([
    ["text in a divider", blockObject("divider", {}, flow(block({}, "in")))],
    ["a text in a table, without a cell", blockObject("table", {}, flow(block({}, "in")))],
    [
      "a cell with two texts",
      blockObject("table", {}, cell({}, flow(block({}, "i")), flow(block({}, "n")))),
    ],
    ["a cell in a cell", blockObject("table", {}, cell({}, cell({}, flow(block({}, "in")))))],
    [
      "an element in a table that is no cell",
      blockObject(
        "table",
        {},
        { type: "cell", name: "row", attributes: {}, inners: [flow(block({}, "in"))] },
      ),
    ],
    ["an object named as the document", blockObject("doc", {}, flow(block({}, "in")))],
    ["an object named as a text block", blockObject("textblock", {}, flow(block({}, "in")))],
    ["an object named as text", blockObject("text", {}, flow(block({}, "in")))],
    [
      "an object named as a placeholder",
      blockObject("unknown_block", { name: 5 }, flow(block({}, "in"))),
    ],
    [
      "cells named as what placeholders say",
      blockObject(
        "flow",
        {},
        {
          type: "cell",
          name: "flow",
          attributes: {},
          inners: [
            { type: "cell", name: "block", attributes: {}, inners: [flow(block({}, "in"))] },
          ],
        },
      ),
    ],
  ])("D17 %s is shown by its text, and kept", (_, misplaced) => {
    const document = documentOf([misplaced, block({}, "fine")]);
    document.check();
    expect(isPlaceholder(document.child(0))).toBe(true);
    expect(document.textContent.replaceAll("\n", "")).toBe("infine");
    expect(there(misplaced)).toEqual([misplaced]);
    expect(contentOf(written([misplaced]).blocks)).toEqual(contentOf([misplaced]));
    expect(plainText([misplaced]).replaceAll("\n", "")).toBe("in");
    expect(toHtml([misplaced]).replaceAll(/<.*?>/g, "")).toBe("in");
  });

  it("D18 names that every object has are names like any other", () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", ""]) {
      const own = (value: unknown): Record<string, unknown> => Object.fromEntries([[name, value]]);
      const blocks = [
        blockObject(name, own("x"), flow(block({}, "block"))),
        block(own("x"), [text("marked", own({ a: 1 }))]),
      ];
      const document = documentOf(blocks);
      document.check();
      expect(document.children.map(({ type }) => type.name)).toEqual([
        "unknown_block",
        "textblock",
      ]);
      expect(document.textContent).toBe("blockmarked");
      expect(contentOf(there(...blocks))).toEqual(contentOf(blocks));
      const json: unknown = JSON.parse(JSON.stringify(document.toJSON()));
      expect(contentOf(blocksFromJson(json))).toEqual(contentOf(blocks));
      expect(({} as Record<string, unknown>)["a"]).toBeUndefined();
      expect(DOMSerializer.fromSchema(documentSchema).marks["unknown_mark"]).toBeDefined();
    }
  });

  it("D19 a placeholder holds all that it stands for, so that a copy of it loses nothing", () => {
    const lines = [
      block({ kind: "quote" }, [text("a"), text("b", { bold: {} }), object("map")]),
      divider,
      table([block({}, "in")]),
    ];
    const card = { ...blockObject("card", { user: "u1", id: "b1" }, flow(...lines)), id: "b1" };
    const [node] = nodesFromBlocks(documentSchema, [card]);
    expect({ ...node!.attrs }).toEqual({
      id: "b1",
      name: "card",
      attributes: { user: "u1" },
      content: [
        {
          flow: [
            {
              name: "block",
              attributes: { kind: "quote" },
              content: [
                { text: "a", marks: {} },
                { text: "b", marks: { bold: {} } },
                { name: "map", attributes: {}, content: [], marks: {} },
              ],
            },
            { name: "divider", attributes: {}, content: [] },
            {
              name: "table",
              attributes: {},
              content: [
                {
                  name: "cell",
                  attributes: {},
                  content: [
                    {
                      flow: [
                        { name: "block", attributes: {}, content: [{ text: "in", marks: {} }] },
                      ],
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    });
    expect(there(card)).toEqual([card]);
    expect(there(...there(card))).toEqual([card]);
  });

  it("D20 a flow that is nested as deep as it is read survives whole, and what is deeper is told", () => {
    const nestedIn = (name: string, depth: number): BlockData => {
      let inner = block({}, "deep inside");
      for (let i = 0; i < depth; i++) {
        const inside = flow(inner);
        inner =
          name === "table"
            ? blockObject(name, {}, cell({}, inside))
            : blockObject(name, {}, inside);
      }
      return inner;
    };
    const read = (made: BlockData): readonly BlockData[] => written([made]).blocks;
    for (const [name, most] of [
      ["table", 8],
      ["box", 16],
    ] as const) {
      const whole = read(nestedIn(name, most));
      expect(plainText(whole)).toBe("deep inside");
      expect(documentOf(whole).textContent).toBe("deep inside");
      expect(contentOf(there(...whole))).toEqual(contentOf(whole));
      expect(contentOf(blocksFromJson(documentJson(whole)))).toEqual(contentOf(whole));
      const deeper = read(nestedIn(name, most + 1));
      expect(plainText(deeper)).toBe("…");
      expect(contentOf(there(...deeper))).toEqual(contentOf(deeper));
      expect(toHtml(deeper)).toContain("<p>…</p>");
    }
  });

  it("D20 values nested without end are not taken over into the editor", () => {
    const deep: unknown = JSON.parse("[".repeat(50_000) + "]".repeat(50_000));
    const [node] = nodesFromBlocks(documentSchema, [
      block({ kind: "quote", extra: deep }, [text("a", { glow: deep })]),
    ]);
    expect({ ...node!.attrs }).toMatchObject({ kind: "quote" });
    expect(node!.attrs).not.toHaveProperty("extra");
    expect(node!.child(0).marks[0]!.attrs).toEqual({ key: "glow", value: {} });
    expect(documentSchema.node("textblock", { extra: deep }).attrs).not.toHaveProperty("extra");
    expect(documentSchema.mark("link", { deep }).attrs).toEqual({ href: "" });
  });

  it("D21 an object with values of its own in a text is one letter, and its value stays", () => {
    const shared = written([block({}, "ab")]).text;
    shared.insertEmbed(2, { image: "x" });
    shared.insertEmbed(3, elementOf("poll", { user: "u1" }));
    const { blocks } = readFlow(flowText(shared.doc!));
    expect(documentOf(blocks).textContent).toBe("a[object][poll]b");
    expect(contentOf(there(...blocks))).toEqual(contentOf(blocks));
    expect(contentOf(written(there(...blocks)).blocks)).toEqual(contentOf(blocks));
  });
});
