/** A flow as ProseMirror JSON and as plain text. */

import { Doc } from "yjs";
import { describe, expect, it } from "vitest";
import {
  blocksFromJson,
  documentJson,
  flowText,
  insertBlocks,
  plainText,
  readFlow,
  type BlockData,
  type Flow,
  type NodeJson,
} from "@coscribe/shared/flow";
import { documentSchema, toHtml } from "@coscribe/shared/schema";
import { outlineOf } from "./outline.ts";
import { paragraph, table } from "./person.ts";

/** A text block of a kind. */
function line(text: string, attributes: Readonly<Record<string, unknown>>): BlockData {
  return { ...paragraph(text), attributes };
}

/** A new document of these blocks. */
function written(blocks: readonly BlockData[]): Flow {
  const text = flowText(new Doc());
  insertBlocks(readFlow(text), undefined, blocks);
  return readFlow(text);
}

const mention = { name: "mention", attributes: { user: "u" }, value: undefined };
const image = { name: "", attributes: {}, value: { image: "x" } };

const blocks: BlockData[] = [
  line("Title", { kind: "heading", level: 2 }),
  {
    ...paragraph(""),
    runs: [
      { type: "text", text: "two\nlines ", formats: {} },
      { type: "text", text: "bold", formats: { bold: {}, "comment:1": { by: "a" }, glow: 3 } },
      { type: "object", object: mention, formats: { bold: {} } },
      { type: "object", object: image, formats: {} },
    ],
  },
  { name: "divider", attributes: {}, runs: [], inners: [] },
  line("one", { kind: "numbered" }),
  line("deeper", { kind: "numbered", indent: 1 }),
  line("two", { kind: "numbered" }),
  line("done", { kind: "task", checked: true, indent: 1 }),
  line("future", { kind: "future", weight: { kg: 3 } }),
  table("a", "b"),
  { name: "map", attributes: { scale: 2 }, runs: [], inners: [] },
];
/** A table with all of them in its second cell. */
const nested: BlockData = {
  ...table("outer"),
  attributes: { wide: true },
  inners: [
    ...table("outer").inners,
    { type: "cell", name: "cell", attributes: { col: 2 }, inners: [{ type: "flow", blocks }] },
  ],
};

describe("conversion of a flow", () => {
  it("F32 is the same after JSON and back, at every depth", () => {
    const flow = written([...blocks, nested]);
    const json = JSON.parse(JSON.stringify(documentJson(flow.blocks))) as NodeJson;
    expect(outlineOf(written(blocksFromJson(json)))).toEqual(outlineOf(flow));
  });

  it("F32 JSON is a document of the schema, with offsets as in the flow", () => {
    const flow = written([...blocks, nested]);
    const document = documentSchema.nodeFromJSON(documentJson(flow.blocks));
    expect(document.children.map(({ type }) => type.name)).toEqual([
      "textblock",
      "textblock",
      "divider",
      "textblock",
      "textblock",
      "textblock",
      "textblock",
      "textblock",
      "unknown_block",
      "unknown_block",
      "unknown_block",
    ]);
    const sizes = document.children
      .filter(({ isTextblock }) => isTextblock)
      .map(({ content }) => content.size);
    const lengths = flow.blocks.filter(({ name }) => name === "block").map(({ length }) => length);
    expect(sizes).toEqual(lengths);
    expect(
      document
        .child(1)
        .child(1)
        .marks.map(({ type }) => type.name)
        .toSorted(),
    ).toEqual(["bold", "comment:1", "glow"]);
    const back = blocksFromJson(document.toJSON() as NodeJson);
    expect(outlineOf(written(back))).toEqual(outlineOf(flow));
    expect(toHtml(document)).toContain("<h2>Title</h2>");
  });

  it("F32 a document of the schema becomes a flow, hard breaks as line feeds", () => {
    const json = {
      type: "doc",
      content: [
        {
          type: "textblock",
          attrs: { kind: null, indent: 1 },
          content: [
            { type: "text", text: "a", marks: [{ type: "bold" }] },
            { type: "hard_break" },
            { type: "text", text: "b" },
          ],
        },
        {
          type: "paragraph",
          content: [
            { type: "text", text: "foreign" },
            { type: "emoji", attrs: { name: "x" } },
          ],
        },
        {
          type: "figure",
          content: [{ type: "caption", content: [{ type: "text", text: "kept" }] }],
        },
      ],
    };
    const flow = written(blocksFromJson(json));
    expect(plainText(flow.blocks)).toBe("  a\nb\nforeign[emoji]\nkept");
    expect(Object.keys(flow.blocks[0]!.attributes).toSorted()).toEqual(["id", "indent"]);
    expect(flow.blocks[2]).toMatchObject({ name: "figure" });
  });

  it("F33 plain text has lists, ticks, line breaks and what is nested", () => {
    const flow = written([...blocks, nested]);
    const text = [
      "Title",
      "two",
      "lines bold[mention][]",
      "---",
      "1. one",
      "  1. deeper",
      "2. two",
      "  [x] done",
      "future",
      "a",
      "b",
      "[map]",
    ];
    expect(plainText(flow.blocks).split("\n")).toEqual([...text, "outer", ...text]);
  });
});
