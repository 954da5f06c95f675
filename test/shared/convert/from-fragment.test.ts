/** Documents that other editors have made, read as blocks of a flow. */

import { openTiptap, tiptapContent } from "./tiptap.ts";
import { describe, expect, it } from "vitest";
import { yXmlFragmentToProsemirrorJSON } from "y-prosemirror";
import { Doc } from "yjs";
import { fromFragment } from "@coscribe/shared/convert";
import { plainText, type NodeJson } from "@coscribe/shared/exchange";
import { gridOf } from "@coscribe/shared/schema";
import { describeWith } from "../../support/part.ts";
import {
  blockNoteRoot,
  findBlockNoteWriter,
  recordedBlockNote,
  type WriteWithBlockNote,
} from "./block-note.ts";
import {
  expectOnce,
  expectUnchanged,
  formatsOf,
  lettersOf,
  loaded,
  outline,
  rawRoot,
  textsIn,
} from "./seen.ts";
import { demoSchema, node, text, versionOneSchema, writeWith } from "./trees.ts";

/** It takes some seconds to load. */
const isLong = process.env["COSCRIBE_LONG"] === "1";
const blockNote = isLong ? await findBlockNoteWriter() : undefined;

/** The blocks of a root, read with nothing changed; `more` is text that was in attributes there. */
function read(doc: Doc, root: string, more = ""): ReturnType<typeof fromFragment> {
  const texts = textsIn(loaded(doc).getXmlFragment(root));
  const copy = loaded(doc);
  const blocks = expectUnchanged(copy, () => fromFragment(rawRoot(copy, root)));
  expectOnce(blocks, [...texts, more]);
  const fragment = doc.getXmlFragment(root);
  const json = yXmlFragmentToProsemirrorJSON(fragment) as NodeJson;
  expect(jsonLetters(json).replaceAll("\n", "") + more).toBe(lettersOf(blocks));
  expect(expectUnchanged(doc, () => fromFragment(fragment))).toEqual(blocks);
  return blocks;
}

function jsonLetters({ text: own = "", content = [] }: NodeJson): string {
  return own + content.flat().map(jsonLetters).join("");
}

function tiptapDocument(): Doc {
  const doc = new Doc();
  openTiptap(doc).commands.setContent({ type: "doc", content: tiptapContent });
  return doc;
}

describe("a fragment as blocks", () => {
  it("V1 Tiptap's document has its lines, kinds and indents, and each text once", () => {
    const blocks = read(tiptapDocument(), "default");
    expect(blocks.map(outline)).toEqual([
      "heading: Heading one",
      "heading level=5: Heading five",
      "paragraph: plain strongstruckmonospacedlinkedlitred\nafter a break <mention>",
      "paragraph: first both nameless",
      "bullet: bullet one",
      "numbered indent=1: number in it",
      "paragraph indent=2: goes on below",
      "numbered indent=1: second number",
      "bullet: bullet two",
      "numbered start=7: begins at seven",
      "task checked=true: done task",
      "task indent=1: task below",
      'paragraph frame="quote": quoted line',
      'paragraph frame="quote" indent=1: quoted twice',
      'bullet frame="quote": quoted bullet',
      'code language="javascript": let a = 1;\nlet b = 2;',
      "divider: ",
      'image alt="A picture" src="https://example.org/a.png": ',
      "table: (cell [paragraph: cell one])(cell [paragraph: cell two][bullet: bullet in a cell])" +
        "(cell [paragraph: wide cell])(cell [paragraph: cell five])(cell [paragraph: ])",
      'callout emoji="!": called out',
      "columns: (column [paragraph: left column])(column [callout: right column])",
      "paragraph: ",
    ]);
  });

  it("V1 marks keep their names and what they say", () => {
    const blocks = read(tiptapDocument(), "default");
    expect(formatsOf(blocks, "strong")).toEqual({ bold: {}, italic: {} });
    expect(formatsOf(blocks, "struck")).toEqual({ strike: {}, underline: {} });
    expect(formatsOf(blocks, "linked")).toMatchObject({ link: { href: "https://example.org/" } });
    expect(formatsOf(blocks, "lit")).toEqual({ highlight: { color: "#ff0" } });
  });

  it("V41 a table has its rows, columns, spans and header cells", () => {
    const blocks = read(tiptapDocument(), "default");
    const grid = gridOf(blocks.find(({ name }) => name === "table")!)!;
    const seen = grid.places.map((row) =>
      row.map(({ column, columnSpan, isHeader, cells }) => {
        return [column, columnSpan, isHeader, plainText(cells.flatMap(({ flow }) => flow.blocks))];
      }),
    );
    expect(seen).toEqual([
      [
        [0, 1, true, "cell one"],
        [1, 1, true, "cell two\n- bullet in a cell"],
      ],
      [[0, 2, false, "wide cell"]],
      [
        [0, 1, false, "cell five"],
        [1, 1, false, ""],
      ],
    ]);
  });

  it("V4 marks of one kind on one text have a key each, by their ids where they have some", () => {
    const blocks = read(tiptapDocument(), "default");
    const one = { id: "c1", by: "a" };
    expect(formatsOf(blocks, "first ")).toEqual({ "comment:c1": one });
    const other = { id: "c2", by: "b" };
    expect(formatsOf(blocks, "both")).toEqual({ "comment:c1": one, "comment:c2": other });
    const [key] = Object.keys(formatsOf(blocks, " nameless") ?? {});
    expect(key).toMatch(/^comment:[a-zA-Z0-9+/=]{8}$/);
  });

  const expectBlockNote = (doc: Doc): void => {
    const blocks = read(doc, blockNoteRoot, "A caption");
    const id = / was:id="[^"]*"/;
    expect(blocks.map((block) => outline(block).replace(id, ""))).toEqual([
      "heading level=5: Heading five",
      'paragraph align="end": plain boldredlinked',
      "paragraph indent=1: below the paragraph",
      "bullet: bullet one",
      "numbered indent=1 start=4: number in it",
      "task checked=true indent=1: done task",
      "task: open task",
      'paragraph frame="quote": a quote',
      'code language="javascript": let a = 1;\nlet b = 2;',
      "divider: ",
      "toggle: toggle",
      "paragraph indent=1: inside the toggle",
      "table: (cell [paragraph: cell one])(cell [paragraph: cell two])" +
        "(cell [paragraph: cell three])(cell [paragraph: cell four])",
      'image name="" showPreview=true src="https://example.org/a.png": ',
      "caption: A caption",
      "paragraph: ",
    ]);
    expect(formatsOf(blocks, "red")).toEqual({
      color: { color: "red" },
      highlight: { color: "blue" },
    });
    expect(blocks.map(outline)[1]).toMatch(id);
  };

  it("V1 BlockNote's document, as it was recorded, has its lines, kinds and indents", () => {
    expectBlockNote(recordedBlockNote());
  });

  it("V1 y-prosemirror's demo schema has its lines, kinds and marks", () => {
    const doc = new Doc();
    const link = { type: "link", attrs: { href: "https://example.org/" } };
    const item = (words: string, ...more: object[]): object =>
      node("list_item", {}, node("paragraph", {}, text(words)), ...more);
    writeWith(
      demoSchema,
      [
        node("heading", { level: 2 }, text("Title")),
        node("paragraph", {}, text("loud", "strong"), text("soft", "em"), text("linked", link)),
        node("bullet_list", {}, item("outer", node("ordered_list", {}, item("inner")))),
        node("blockquote", {}, node("paragraph", {}, text("said"))),
        node("code_block", {}, text("x = 1\n")),
        node("horizontal_rule", {}),
        node("paragraph", {}, text("before"), node("hard_break", {}), text("after")),
        node("paragraph", {}, node("image", { src: "a.png" })),
      ],
      doc,
    );
    const blocks = read(doc, "prosemirror");
    expect(blocks.map(outline)).toEqual([
      "heading level=2: Title",
      "paragraph: loudsoftlinked",
      "bullet: outer",
      "numbered indent=1: inner",
      'paragraph frame="quote": said',
      "code: x = 1\n",
      "divider: ",
      "paragraph: before\nafter",
      "paragraph: <image>",
    ]);
    expect(formatsOf(blocks, "loud")).toEqual({ bold: {} });
    expect(formatsOf(blocks, "soft")).toEqual({ italic: {} });
  });

  it("V1 a document of our version 1 is what it was", () => {
    const doc = new Doc();
    writeWith(
      versionOneSchema,
      [
        node("textblock", { kind: "heading", level: 2 }, text("Title")),
        node("textblock", {}, text("one"), node("hard_break", {}), text("two", "bold")),
        node("textblock", { kind: "task", checked: true, indent: 2 }, text("done")),
        node("textblock", { kind: "future" }, text("of a later version")),
        node("divider", {}),
        node("textblock", { kind: "code", language: "ts" }, text("let x\nlet y")),
      ],
      doc,
    );
    const blocks = read(doc, "prosemirror");
    expect(blocks.map(outline)).toEqual([
      "heading level=2: Title",
      "paragraph: one\ntwo",
      "task checked=true indent=2: done",
      "future: of a later version",
      "divider: ",
      'code language="ts": let x\nlet y',
    ]);
    expect(formatsOf(blocks, "two")).toEqual({ bold: {} });
  });

  if (blockNote !== undefined) {
    describeWith<WriteWithBlockNote>("BlockNote", blockNote, (write) => {
      it("V1 BlockNote's document, as it writes it now, is the same", () => {
        expectBlockNote(write());
      });
    });
  }
});
