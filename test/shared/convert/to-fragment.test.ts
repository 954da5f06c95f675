/** Blocks of a flow as the tree of another editor, so that whoever wants to leave can. */

import { openTiptap, tiptapContent } from "./tiptap.ts";
import { describe, expect, it } from "vitest";
import { initProseMirrorDoc } from "y-prosemirror";
import { Doc, encodeStateAsUpdate } from "yjs";
import { fromFragment, toFragment } from "@coscribe/shared/convert";
import { flowText, insertBlocks, readFlow, type BlockData } from "@coscribe/shared/flow";
import { blockNoteRoot, recordedBlockNote } from "./block-note.ts";
import {
  expectOnce,
  expectUnchanged,
  lettersOf,
  outline,
  plain,
  rawRoot,
  textsIn,
} from "./seen.ts";
import { node, text, versionOneSchema, writeWith } from "./trees.ts";

function tiptapDocument(): Doc {
  const doc = new Doc();
  openTiptap(doc).commands.setContent({ type: "doc", content: tiptapContent });
  return doc;
}

/** Blocks after they have been in a flow, as plain data without their ids. */
function throughFlow(blocks: readonly BlockData[]): readonly BlockData[] {
  const flow = flowText(new Doc());
  insertBlocks(readFlow(flow), undefined, blocks);
  return readFlow(flow).blocks.map(plain);
}

function line(words: string, attributes: Readonly<Record<string, unknown>> = {}): BlockData {
  const runs = words === "" ? [] : [{ type: "text", text: words, formats: {} } as const];
  return { name: "block", attributes, runs, inners: [] };
}

describe("blocks as a fragment", () => {
  it("V6 what came from Tiptap goes back as it was, and Tiptap leaves all of it alone", () => {
    const source = tiptapDocument();
    const original = openTiptap(source).getJSON();
    const doc = new Doc();
    const fragment = doc.getXmlFragment("default");
    const blocks = throughFlow(fromFragment(source.getXmlFragment("default")));
    toFragment(blocks, fragment, { shape: "tiptap" });
    const reopened = expectUnchanged(doc, () => openTiptap(doc));
    expect(reopened.getJSON()).toEqual(original);
    expect(fromFragment(fragment).map(outline)).toEqual(blocks.map(outline));
  });

  it("V6 what came from BlockNote is opened by Tiptap with each text once", () => {
    const source = recordedBlockNote();
    const blocks = throughFlow(fromFragment(rawRoot(source, blockNoteRoot)));
    const doc = new Doc();
    const schema = openTiptap(new Doc()).schema;
    const known = { nodes: Object.keys(schema.nodes), marks: Object.keys(schema.marks) };
    toFragment(blocks, doc.getXmlFragment("default"), { shape: "tiptap", known });
    const letters = textsIn(doc.getXmlFragment("default"));
    expectUnchanged(doc, () => openTiptap(doc));
    expectOnce(blocks, letters);
    expect(letters).toContain("below the paragraph");
  });

  it("V6 what an editor does not know is written as its text", () => {
    const object = { name: "mention", attributes: {}, value: undefined };
    const runs = [
      { type: "text", text: "said by ", formats: { glow: 1, bold: {} } },
      { type: "object", object, formats: {} },
    ] as const;
    const blocks: BlockData[] = [
      { ...line(""), runs },
      line("called out", { kind: "callout" }),
      { ...line(""), name: "map" },
      { ...line(""), name: "box", inners: [{ type: "flow", blocks: [line("in a box")] }] },
    ];
    const fragment = new Doc().getXmlFragment("default");
    const known = { nodes: ["paragraph"], marks: ["bold"] };
    toFragment(blocks, fragment, { shape: "tiptap", known });
    expect(fragment.toArray().map(String)).toEqual([
      "<paragraph><bold>said by </bold>[mention]</paragraph>",
      "<paragraph>called out</paragraph>",
      "<paragraph>[map]</paragraph>",
      "<paragraph>in a box</paragraph>",
    ]);
  });

  it("V6 code has no marks and no breaks in Tiptap, and marked code no other mark", () => {
    const bold = { type: "text", text: "a\nb", formats: { bold: {} } } as const;
    const both = { type: "text", text: "c", formats: { code: {}, bold: {} } } as const;
    const blocks = [
      { ...line("", { kind: "code" }), runs: [bold] },
      { ...line(""), runs: [both] },
    ];
    const doc = new Doc();
    toFragment(blocks, doc.getXmlFragment("default"), { shape: "tiptap" });
    const editor = expectUnchanged(doc, () => openTiptap(doc));
    expect(editor.getText()).toBe("a\nb\n\nc");
  });

  it("V6 lines in any order and depth become lists that Tiptap takes", () => {
    const kinds = ["bullet", "numbered", "task", "toggle", "heading", "code", undefined] as const;
    const { schema } = openTiptap(new Doc());
    for (let seed = 0; seed < 100; seed++) {
      const blocks = Array.from({ length: 8 }, (_, i) => {
        const kind = kinds[(seed * 31 + i * (seed + 3)) % kinds.length];
        const indent = (seed * 7 + i * i) % 4;
        const frame = [undefined, "quote", undefined, "tip", undefined][(seed + i) % 5];
        return line(`${seed}.${i}`, {
          ...(kind !== undefined && { kind }),
          ...(indent > 0 && { indent }),
          ...(frame !== undefined && { frame }),
        });
      });
      const doc = new Doc();
      const fragment = doc.getXmlFragment("default");
      toFragment(blocks, fragment, { shape: "tiptap" });
      const shown = expectUnchanged(doc, () => initProseMirrorDoc(fragment, schema).doc);
      expect(() => shown.check()).not.toThrow();
      expect(lettersOf(fromFragment(fragment))).toBe(lettersOf(blocks));
      const seen = (all: readonly BlockData[]): unknown[] =>
        all
          .filter(({ runs }) => runs.length > 0)
          .map(({ attributes: { kind, frame } }) => [kind, frame]);
      expect(seen(fromFragment(fragment)), String(seed)).toEqual(seen(blocks));
    }
  });

  it("V40 what Tiptap calls otherwise comes back: callouts, toggles, formulas, colours, alignment", () => {
    const marked = (name: string, value: object = {}): BlockData["runs"][number] => {
      return { type: "text", text: name, formats: { [name]: value } };
    };
    const formula = { name: "math", attributes: { tex: "x^2" }, value: undefined };
    const blocks: BlockData[] = [
      line("mind this", { frame: "warning" }),
      line("and that", { kind: "bullet", frame: "warning" }),
      line("said", { frame: "quote" }),
      line("folded", { kind: "toggle" }),
      line("below", { indent: 1 }),
      line("\\sum_i x_i", { kind: "math" }),
      line("five", { kind: "numbered", start: 5 }),
      line("six", { kind: "numbered" }),
      line("one again", { kind: "numbered", start: 1 }),
      line("middle", { align: "center", dir: "rtl", tint: "blue" }),
      line("right", { align: "end" }),
      {
        ...line(""),
        runs: [
          marked("sub"),
          marked("sup"),
          marked("color", { color: "teal" }),
          marked("highlight", { color: "pink" }),
          { type: "object", object: formula, formats: {} },
        ],
      },
    ];
    const doc = new Doc();
    toFragment(blocks, doc.getXmlFragment("default"), { shape: "tiptap" });
    expect(throughFlow(fromFragment(doc.getXmlFragment("default")))).toEqual(throughFlow(blocks));
    const fit = new Doc().getXmlFragment("default");
    toFragment(blocks, fit, { shape: "tiptap", known: { nodes: ["paragraph"], marks: [] } });
    expect(fit.toString()).toContain("$x^2$");
  });

  it("V6 a document of version 1 comes back byte for byte in what it says, and stock editors take it", () => {
    const source = new Doc();
    writeWith(
      versionOneSchema,
      [
        node("textblock", { kind: "heading", level: 2 }, text("Title")),
        node("textblock", {}, text("one"), node("hard_break", {}), text("two", "bold")),
        node("textblock", { kind: "task", checked: true, indent: 2 }, text("done")),
        node("divider", {}),
        node("textblock", { kind: "code", language: "ts" }, text("let x\nlet y")),
      ],
      source,
    );
    const fragment = source.getXmlFragment("prosemirror");
    const doc = new Doc();
    const copy = doc.getXmlFragment("prosemirror");
    toFragment(throughFlow(fromFragment(fragment)), copy);
    expect(copy.toString()).toBe(fragment.toString());
    const shown = expectUnchanged(doc, () => initProseMirrorDoc(copy, versionOneSchema).doc);
    expect(() => shown.check()).not.toThrow();
  });

  it("V3 objects, unknown lines, marks and tables come back from version 1 as what they were", () => {
    const blocks = throughFlow(fromFragment(tiptapDocument().getXmlFragment("default")));
    const fragment = new Doc().getXmlFragment("prosemirror");
    toFragment(blocks, fragment);
    expect(fromFragment(fragment)).toEqual(blocks);
  });

  it("V6 it is written in one transaction, behind what is there", () => {
    const doc = new Doc();
    const fragment = doc.getXmlFragment("prosemirror");
    toFragment([line("first")], fragment);
    const updates: Uint8Array[] = [];
    doc.on("update", (update) => updates.push(update));
    toFragment([line("second"), line("third")], fragment);
    expect(updates).toHaveLength(1);
    expect(textsIn(fragment)).toEqual(["first", "second", "third"]);
    expect(encodeStateAsUpdate(doc).length).toBeGreaterThan(0);
  });
});
