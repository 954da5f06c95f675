/** Making a document say something else by the smallest change. */

import { newTable } from "@coscribe/shared/exchange";
import {
  flowText,
  flowsIn,
  insertText,
  readFlow,
  setAttributes,
  setFormat,
  type BlockData,
} from "@coscribe/shared/flow";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { foreignFlows } from "../schema/foreign.ts";
import { block, documents, object, text } from "../schema/documents.ts";
import { blocksOf, docOf, exchange, formatNames, formats, rewrite, told } from "./formats.ts";

const isLong = process.env["COSCRIBE_LONG"] === "1";
const runs = { numRuns: isLong ? 1_000 : 25, seed: 1 };

/** What a document says, whatever its ids are. */
function content(blocks: readonly BlockData[]): unknown {
  const own = /^(id|row|col|(r|c|gone):.*)$/;
  const reviver = (key: string, value: unknown): unknown => (own.test(key) ? undefined : value);
  return JSON.parse(formats.json.tell(blocks), reviver);
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

/** Types in the block that says `line`, behind `before`. */
function type(doc: Y.Doc, line: string, before: string, letters: string): void {
  const flow = readFlow(flowText(doc));
  const nested = flow.blocks.flatMap(({ inners }) => inners.flatMap(flowsIn));
  for (const one of [flow, ...nested]) {
    const found = one.blocks.find((each) => formats.text.tell([each]).includes(line));
    if (found === undefined || found.name !== "block") continue;
    const offset = found.runs.map((run) => (run.type === "text" ? run.text : " ")).join("");
    insertText(one, { block: found.id, offset: offset.indexOf(before) + before.length }, letters);
    return;
  }
  throw new Error(`nothing says ${line}`);
}

function lines(...all: readonly string[]): Y.Doc {
  return docOf(all.map((line) => block({}, line)));
}

describe("rewriting a document", { timeout: isLong ? 600_000 : 30_000 }, () => {
  it.each(formatNames)("D140 whoever sends back what was read changes nothing: %s", (format) => {
    fc.assert(
      fc.property(documents, (blocks) => {
        const doc = docOf(blocks);
        expect(rewrite(doc, format, told(doc, format))).toBe(undefined);
      }),
      runs,
    );
  });

  it("D140 also in a document that others have written, whatever stands in it", () => {
    fc.assert(
      fc.property(foreignFlows, fc.constantFrom(...formatNames), (make, format) => {
        const doc = make().text.doc!;
        expect(rewrite(doc, format, told(doc, format))).toBe(undefined);
      }),
      { ...runs, numRuns: runs.numRuns * 4 },
    );
  });

  it.each(formatNames)("D141 afterwards it says what was wanted: %s", (format) => {
    const { read, tell } = formats[format];
    fc.assert(
      fc.property(documents, documents, (before, after) => {
        const doc = docOf(read(tell(before)));
        const wanted = tell(after);
        rewrite(doc, format, wanted);
        expect(content(read(told(doc, format)))).toEqual(
          content(read(tell(blocksOf(docOf(read(wanted)))))),
        );
      }),
      runs,
    );
  });

  it("D142 a word is a change of that word's letters", () => {
    const doc = lines("the colour of the see", "untouched");
    const before = blocksOf(doc).map(({ id }) => id);
    const other = copyOf(doc);
    const update = rewrite(doc, "markdown", "the color of the sea\n\nuntouched\n");
    const { structs, ds } = Y.decodeUpdate(update!);
    expect(structs).toHaveLength(1);
    const gone = [...ds.clients.values()].flat().map(({ len }) => len);
    expect(gone).toEqual([1, 1]);
    expect(blocksOf(doc).map(({ id }) => id)).toEqual(before);
    type(other, "colour", "colour of", " all");
    exchange(doc, other);
    expect(told(doc, "text")).toBe("the color of all the sea\nuntouched\n");
  });

  it("D142 letters of two units, and those with marks on them, are not cut", () => {
    const doc = lines("a😀b", "e\u0301");
    rewrite(doc, "text", "a😁b\ne\u0300\n");
    expect(told(doc, "text")).toBe("a😁b\ne\u0300\n");
  });

  it("D143 what a format has no words for stays: attributes, comments, colours, objects", () => {
    const doc = docOf([
      block({ tint: "red", align: "end" }, [
        text("ask "),
        object("mention", { kind: "person", ref: "u1", label: "Ann" }),
        text(" about the plan", { "comment:c1": {}, highlight: { color: "red" } }),
      ]),
      block({}, "second"),
    ]);
    rewrite(doc, "text", told(doc, "text").replace("about the plan", "about the new plan"));
    rewrite(doc, "text", told(doc, "text").replace("second", "2nd"));
    const [first] = blocksOf(doc);
    expect(told(doc, "text")).toMatch(/about the new plan\n2nd\n$/);
    expect(first!.attributes).toMatchObject({ tint: "red", align: "end" });
    expect(first!.runs[1]).toMatchObject({ type: "object", object: { name: "mention" } });
    expect(first!.runs.slice(2)).toEqual([
      expect.objectContaining({
        text: " about the new plan",
        formats: { "comment:c1": {}, highlight: { color: "red" } },
      }),
    ]);
  });

  it("D143 what a format says is what changes: kinds, marks, ticks", () => {
    const doc = docOf([block({ kind: "task" }, "buy milk"), block({}, "plain words")]);
    rewrite(doc, "markdown", "- [x] buy milk\n\n## plain **words**\n");
    expect(blocksOf(doc)).toMatchObject([
      { attributes: { kind: "task", checked: true } },
      {
        attributes: { kind: "heading", level: 2 },
        runs: [{ text: "plain " }, { formats: { bold: {} } }],
      },
    ]);
    rewrite(doc, "markdown", "- [ ] buy milk\n\nplain words\n");
    expect(told(doc, "markdown")).toBe("- [ ] buy milk\n\nplain words\n");
  });

  it("D144 a block that stands elsewhere is moved, and keeps what is typed in it meanwhile", () => {
    const doc = lines("one bird", "two fish", "three cats");
    const ids = blocksOf(doc).map(({ id }) => id);
    const other = copyOf(doc);
    rewrite(doc, "markdown", "three cats\n\none bird\n\ntwo fish\n");
    expect(blocksOf(doc).map(({ id }) => id)).toEqual([ids[2], ids[0], ids[1]]);
    type(other, "three", "three", " black");
    exchange(doc, other);
    expect(told(doc, "text")).toBe("three black cats\none bird\ntwo fish\n");
  });

  it("D144 JSON names blocks by their ids, and new ones have those that they ask for", () => {
    const doc = lines("one", "two");
    const [one, two] = blocksOf(doc).map(({ id }) => id);
    const textblock = (id: string | undefined, letters: string): object => {
      return { type: "textblock", attrs: { id }, content: [{ type: "text", text: letters }] };
    };
    const wanted = [
      textblock("mine", "new"),
      textblock(two, "one"),
      textblock(one, "two"),
      textblock(one, "x"),
    ];
    rewrite(doc, "json", JSON.stringify({ type: "doc", content: wanted }));
    const ids = blocksOf(doc).map(({ id }) => id);
    expect(ids.slice(0, 3)).toEqual(["mine", two, one]);
    expect(new Set(ids).size).toBe(4);
    expect(told(doc, "text")).toBe("new\none\ntwo\nx\n");
  });

  it("D145 of a table the cells, rows and columns change that are others, also in JSON", () => {
    const cell = (row: number, column: number, line: string) => {
      return { row, column, blocks: [block({}, line)] };
    };
    const places = [cell(0, 0, "name"), cell(0, 1, "age"), cell(1, 0, "Ann"), cell(1, 1, "30")];
    const doc = docOf([newTable({ rows: 2, columns: 2, hasHeaderRow: true, places })]);
    const other = copyOf(doc);
    const id = blocksOf(doc)[0]!.id;
    rewrite(
      doc,
      "markdown",
      "| name | town | age |\n|---|---|---|\n| Bob | Rome | 41 |\n| Ann | Bonn | 31 |\n",
    );
    type(other, "Ann", "Ann", "e");
    exchange(doc, other);
    expect(told(doc, "text")).toBe("name\ttown\tage\nBob\tRome\t41\nAnne\tBonn\t31\n");
    expect(blocksOf(doc)[0]!.id).toBe(id);
    const json = JSON.parse(told(doc, "json")) as { content: [{ content: unknown[] }] };
    json.content[0].content.splice(1, 1);
    type(other, "Anne", "Anne", "!");
    rewrite(doc, "json", JSON.stringify(json));
    exchange(doc, other);
    expect(told(doc, "text")).toBe("name\ttown\tage\nAnne!\tBonn\t31\n");
    rewrite(doc, "markdown", "| name |\n|---|\n| Anne! |\n");
    expect(told(doc, "text")).toBe("name\nAnne!\n");
  });

  it("D146 a document in which blocks were moved, joined or left loose is rewritten as any", () => {
    const doc = lines("one", "two", "three");
    flowText(doc).insert(0, "loose");
    const flow = readFlow(flowText(doc));
    setAttributes(flow, flow.blocks[1]!.id, { kind: "heading" });
    rewrite(doc, "text", "three\nloose words\none\n");
    expect(told(doc, "text")).toBe("three\nloose words\none\n");
    const again = readFlow(flowText(doc));
    const [first] = again.blocks;
    setFormat(again, { block: first!.id, offset: 0 }, { block: first!.id, offset: 2 }, "bold", {});
    expect(told(doc, "markdown")).toBe("**th**ree\n\nloose words\n\n# one\n");
  });

  it("D147 thousands of other lines are written in one go", () => {
    const many = (what: string): string =>
      Array.from({ length: 2_000 }, (_, i) => `${what} of number ${i * 7}\n`).join("\n");
    const doc = docOf(formats.markdown.read(many("a line")));
    rewrite(doc, "markdown", many("quite another one"));
    expect(blocksOf(doc)).toHaveLength(2_000);
    expect(told(doc, "markdown")).toBe(many("quite another one"));
  });
});
