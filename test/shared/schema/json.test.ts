/** Blocks as ProseMirror JSON and as nodes, and blocks of JSON that anybody wrote. */

import { blocksFromJson, documentJson, plainText } from "@coscribe/shared/exchange";
import { readFlow, type BlockData } from "@coscribe/shared/flow";
import { blocksFromNodes, documentSchema, nodesFromBlocks } from "@coscribe/shared/schema";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  block,
  blockObject,
  cell,
  divider,
  flow,
  object,
  table,
  text,
  value,
} from "./documents.ts";
import { foreignFlows, foreignJson } from "./foreign.ts";
import { contentOf, written } from "./written.ts";

const blocks: BlockData[] = [
  block({ kind: "heading", level: 2 }, "Title"),
  block({}, [
    text("two\nlines "),
    text("bold", { bold: true, "comment:1": { by: "a" }, "comment:2": { by: "b" }, glow: 3 }),
    object("mention", { user: "u" }, { bold: {} }),
    value({ image: "x" }),
  ]),
  divider,
  block({ kind: "future", weight: { kg: 3 } }, "future"),
  table([block({}, "a")], [block({}, "b"), block({ kind: "bullet" }, "c")], []),
  blockObject("map", { scale: 2 }),
  blockObject("table", {}, flow(block({}, "no cell"))),
  blockObject("columns", { wide: true }, cell({ col: 2 }, flow(block({}, "in")), cell({}))),
];
/** A table with all of them in its second cell. */
const nested = blockObject("table", { wide: true }, cell({ row: 1 }), cell({}, flow(...blocks)));

/** As it comes from a file. */
function parsed(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json));
}

describe("ProseMirror JSON of a flow", () => {
  it("F32 is the same after JSON and back, at every depth", () => {
    const { blocks: read } = written([...blocks, nested]);
    const back = blocksFromJson(parsed(documentJson(read)));
    expect(contentOf(back)).toEqual(contentOf(read));
    expect(contentOf(written(back).blocks)).toEqual(contentOf(read));
    expect(back.map(({ id }) => id)).toEqual(read.map(({ id }) => id));
  });

  it("F32 is the same after JSON and back, whatever a flow holds", () => {
    fc.assert(
      fc.property(foreignFlows, (build) => {
        const { blocks: read } = build();
        const back = blocksFromJson(parsed(documentJson(read)));
        // JSON has no -0.
        expect(parsed(contentOf(back))).toEqual(parsed(contentOf(read)));
        expect(parsed(contentOf(written(back).blocks))).toEqual(parsed(contentOf(read)));
      }),
      { numRuns: 1_000 },
    );
  });

  it("F32 is the same after nodes and back, whatever a flow holds", () => {
    fc.assert(
      fc.property(foreignFlows, (build) => {
        const { blocks: read } = build();
        const nodes = nodesFromBlocks(documentSchema, read);
        const back = blocksFromNodes(nodes);
        expect(contentOf(back)).toEqual(contentOf(read));
        expect(back.map(({ id }) => id)).toEqual(read.map(({ id }) => id));
        const again = blocksFromNodes(nodesFromBlocks(documentSchema, back));
        expect(again).toEqual(back);
      }),
      { numRuns: 1_000 },
    );
  });

  it("F32 JSON is a document of the schema, with offsets as in the flow", () => {
    const { blocks: read } = written([...blocks, nested]);
    const document = documentSchema.nodeFromJSON(documentJson(read));
    document.check();
    expect(document.children.map(({ type }) => type.name)).toEqual([
      "textblock",
      "textblock",
      "divider",
      "textblock",
      "table",
      "unknown_block",
      "unknown_block",
      "unknown_block",
      "unknown_block",
    ]);
    const sizes = document.children
      .filter(({ isTextblock }) => isTextblock)
      .map(({ content }) => content.size);
    expect(sizes).toEqual(read.filter(({ name }) => name === "block").map(({ length }) => length));
    expect(
      document
        .child(1)
        .child(1)
        .marks.map((mark) => mark.toJSON() as unknown),
    ).toEqual([
      { type: "bold", attrs: { value: true } },
      { type: "comment", attrs: { id: "1", value: { by: "a" } } },
      { type: "comment", attrs: { id: "2", value: { by: "b" } } },
      { type: "unknown_mark", attrs: { key: "glow", value: 3 } },
    ]);
    expect(document.child(0).attrs["id"]).toBe(read[0]!.id);
    expect(contentOf(blocksFromJson(parsed(document.toJSON())))).toEqual(contentOf(read));
  });

  it("F32 JSON is the same whoever set which mark first", () => {
    const [one, other] = [
      [text("a", { "comment:1": {}, "comment:2": {} })],
      [text("a", { "comment:2": {}, "comment:1": {} })],
    ].map((runs) => nodesFromBlocks(documentSchema, [block({}, runs)])[0]!);
    expect(one!.eq(other!)).toBe(true);
  });

  it("F32 an empty run is no node, and values that are no JSON are left out", () => {
    const odd = { big: 10n, bytes: new Uint8Array(2), x: 1 };
    const line = {
      ...block(odd),
      runs: [text(""), text("a", { glow: 10n }), object("map", odd), value(new Map())],
    };
    const [node] = nodesFromBlocks(documentSchema, [line, blockObject("map", odd)]);
    expect(node!.childCount).toBe(3);
    const json = parsed(documentJson([line, blockObject("map", odd)]));
    expect(contentOf(blocksFromJson(json))).toEqual(
      contentOf([
        block({ x: 1 }, [text("a", { glow: {} }), object("map", { x: 1 }), value(undefined)]),
        blockObject("map", { x: 1 }),
      ]),
    );
  });
});

describe("JSON of other programs", () => {
  it("D22 is a document, with every text that is in it, whatever it is", () => {
    fc.assert(
      fc.property(foreignJson, ({ json, texts }) => {
        const read = blocksFromJson({ type: "doc", content: [json] });
        const { blocks: kept } = written(read);
        for (const document of [read, blocksFromJson(json), kept]) {
          const all = plainText(document);
          for (const word of texts) expect(all.split(word)).toHaveLength(2);
        }
        documentSchema.nodeFromJSON({ type: "doc", content: [json] }).check();
        const node = documentSchema.nodeFromJSON(json);
        node.check();
        for (const word of texts) expect(node.textContent).toContain(word);
      }),
      { numRuns: 1_000 },
    );
  });

  it("D22 what is no JSON of a node at all is no failure", () => {
    for (const odd of [null, 5, "text", [], {}, { type: "cell", marks: 1, attrs: 2, content: 3 }]) {
      expect(blocksFromJson(odd)).toEqual([]);
      documentSchema.nodeFromJSON(odd).check();
      documentSchema.markFromJSON(odd);
      for (const type of ["doc", "cell", "textblock", "table", "unknown_block", "unknown_inline"]) {
        const json = { type, attrs: odd, content: odd, marks: odd, text: odd };
        documentSchema.nodeFromJSON(json).check();
        blocksFromJson({ content: [json, odd] });
      }
    }
  });

  it("D22 nodes of text are text blocks, line breaks line feeds, others keep their blocks", () => {
    const json = {
      type: "doc",
      content: [
        {
          type: "textblock",
          attrs: { kind: null, indent: 1 },
          content: [
            { type: "text", text: "a", marks: [{ type: "bold" }, { type: "glow", attrs: 3 }] },
            { type: "hard_break" },
            { type: "text", text: "b" },
          ],
        },
        {
          type: "heading",
          attrs: { level: 2 },
          content: [{ type: "text", text: "c" }, { type: "hardBreak" }, mention],
        },
        { type: "paragraph" },
        { type: "figure", content: [{ type: "caption", content: [{ type: "text", text: "d" }] }] },
        { type: "text", text: "e" },
        { type: "text", text: "f" },
      ],
    };
    const { blocks: read } = written(blocksFromJson(json));
    expect(contentOf(read)).toEqual(
      contentOf([
        block({ indent: 1 }, [text("a", { bold: {}, glow: 3 }), text("\nb")]),
        block({ kind: "heading", level: 2 }, [text("c\n"), object("mention", { objectId: "u1" })]),
        block({}),
        blockObject("figure", {}, flow(block({ kind: "caption" }, "d"))),
        block({}, "ef"),
      ]),
    );
  });

  it("D22 nothing in it is taken for a block, a move or a text block that it is not", () => {
    const inline = (attributes: object): object => ({ type: "unknown_inline", attrs: attributes });
    const line = (...content: readonly object[]): object => ({ type: "textblock", content });
    const json = [
      line(inline({ name: "", attributes: { value: { seg: "b1", t: 1 } } })),
      line(inline({ name: "divider" }), inline({ name: "block", attributes: { id: "b1" } })),
      line({ type: "divider" }, { type: "text", text: "a" }),
      { type: "block", content: [{ type: "paragraph" }] },
    ];
    const { blocks: read } = written(blocksFromJson({ type: "doc", content: json }));
    expect(contentOf(read)).toEqual(
      contentOf([
        block({}, [value({ value: { seg: "b1", t: 1 } })]),
        block({}, [object("inline_divider"), object("inline_block", { objectId: "b1" })]),
        block({}, [object("inline_divider"), text("a")]),
        blockObject("foreign_block", {}, flow(block({}))),
      ]),
    );
  });

  it("D20 what is nested deeper than a flow is read is text that is shown", () => {
    for (const type of ["nest", "table", "textblock", "unknown_block", "mention"]) {
      let json: object = { type: "textblock", content: [{ type: "text", text: "deep inside" }] };
      for (let depth = 0; depth < 5_000; depth++) json = { type, content: [json] };
      const { text: shared } = written(blocksFromJson(json));
      expect(plainText(readFlow(shared).blocks), type).toContain("deep inside");
      documentSchema.nodeFromJSON(json).check();
    }
  });

  it("D20 what a placeholder is said to hold is read without an end to it", () => {
    for (const name of ["nest", "block"]) {
      let original: object = { text: "deep inside" };
      for (let depth = 0; depth < 5_000; depth++) original = { name, content: [original] };
      for (const type of ["unknown_block", "unknown_inline"]) {
        const read = blocksFromJson({ type: "doc", content: [{ type, attrs: original }] });
        expect(plainText(written(read).blocks)).toBe("deep inside");
      }
    }
  });
});

const mention = { type: "mention", attrs: { id: "u1" } };
