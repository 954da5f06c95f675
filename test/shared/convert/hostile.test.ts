/** Fragments as anybody may have written them: nothing fails, nothing changes, no letter is lost. */

import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import * as OtherY from "yjs-other";
import { conversionOf, convertDocument, fromFragment, toFragment } from "@coscribe/shared/convert";
import { plainText } from "@coscribe/shared/exchange";
import { flowText, readFlow } from "@coscribe/shared/flow";
import { newerYjsDocument } from "../../support/newer-yjs.ts";
import { Random } from "../../support/random.ts";
import { expectUnchanged, lettersOf, loaded, rawRoot } from "./seen.ts";
import { element, runs } from "./trees.ts";

const root = "prosemirror";

function documentOf(...children: readonly (Y.XmlElement | Y.XmlText)[]): Y.Doc {
  const doc = new Y.Doc();
  doc.getXmlFragment(root).insert(0, [...children]);
  return doc;
}

/** Converts a copy and gives its flow, read. */
function converted(doc: Y.Doc): ReturnType<typeof readFlow> {
  const copy = loaded(doc);
  const before = copy.share.get(root)?.constructor.name;
  expectUnchanged(copy, () => fromFragment(rawRoot(copy, root)));
  expect(convertDocument(copy).update).toBeDefined();
  expect(copy.share.get(root)?.constructor.name).toBe(before);
  const flow = readFlow(flowText(copy));
  toFragment(flow.blocks, new Y.Doc().getXmlFragment(root));
  toFragment(flow.blocks, new Y.Doc().getXmlFragment(root), { shape: "tiptap" });
  return flow;
}

/** Elements within each other, with text in each that is as deep as its number. */
function nest(elements: readonly string[], depth: number): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    let inner: Y.XmlFragment = doc.getXmlFragment(root);
    for (let i = 0; i < depth; i++) {
      const next = new Y.XmlElement(elements[i % elements.length]);
      inner.push([next]);
      next.push([new Y.XmlText(`<${i}>`)]);
      inner = next;
    }
  });
  return doc;
}

describe("hostile fragments", () => {
  it.each([
    ["lists", ["bulletList", "listItem"]],
    ["paragraphs", ["paragraph"]],
    ["quotes", ["blockquote"]],
    ["BlockNote's groups", ["blockGroup", "blockContainer"]],
    ["unknown elements", ["box"]],
    ["blocks of version 1", ["textblock"]],
    ["placeholders", ["unknown_block", "unknown_inline"]],
    ["tables", ["table", "tableRow", "tableCell"]],
    ["dividers", ["divider", "box"]],
  ])("V5 %s within each other without end keep every text", (_, elements) => {
    const depth = 1_000;
    const { blocks } = converted(nest(elements, depth));
    const letters = lettersOf(blocks);
    const told = plainText(blocks);
    const expected = Array.from({ length: depth }, (__, i) => `<${i}>`).toSorted();
    expect((letters.match(/<\d+>/g) ?? []).toSorted()).toEqual(expected);
    expect((told.match(/<\d+>/g) ?? []).toSorted()).toEqual(expected);
  });

  it("V5 empty elements within each other without end are no content", () => {
    const doc = new Y.Doc();
    doc.transact(() => {
      let inner: Y.XmlFragment = doc.getXmlFragment(root);
      for (let i = 0; i < 5_000; i++) {
        const next = new Y.XmlElement("listItem");
        inner.push([next]);
        inner = next;
      }
    });
    expect(conversionOf(doc)).toMatchObject({ update: undefined, roots: [] });
    expect(fromFragment(doc.getXmlFragment(root))).toBeInstanceOf(Array);
  });

  it("V5 text directly in the root, before, between and behind blocks, is a paragraph each", () => {
    const doc = documentOf(
      runs(["first "], ["bold", { bold: {} }]),
      element("paragraph", {}, runs(["second"])),
      runs(["third"]),
    );
    expect(converted(doc).blocks.map((block) => lettersOf([block]))).toEqual([
      "first bold",
      "second",
      "third",
    ]);
  });

  it("V5 bare text in elements, as Yjs 14 writes it, is read", () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, newerYjsDocument());
    const [block] = converted(doc).blocks;
    expect(block?.runs.map((run) => (run.type === "text" ? run.text : run.object.name))).toEqual([
      "written",
      "image",
      " with Yjs 14",
    ]);
  });

  it("V5 blocks in lines, and items outside of lists, keep their texts in order", () => {
    const doc = documentOf(
      element("paragraph", {}, runs(["a"]), element("paragraph", {}, runs(["b"])), runs(["c"])),
      element("bulletList", {}, element("paragraph", {}, runs(["d"])), runs(["e"])),
      element("listItem", {}, element("codeBlock", {}, runs(["f"]))),
      element("taskItem", { checked: "yes" }, runs(["g"])),
      element("divider", {}, runs(["h"])),
      element("hardBreak", {}, runs(["i"])),
      element("block", {}, element("block", { id: "x" }, runs(["j"]))),
    );
    expect(lettersOf(converted(doc).blocks)).toBe("abcdefghij");
  });

  it("V5 attributes of any type and name are no obstacle, and are kept", () => {
    const attributes = {
      level: "two",
      indent: -7,
      id: { deep: true },
      joined: "x",
      from: "y",
      kind: 4,
      checked: null,
      quoted: "q",
      constructor: 1,
      __proto__: null,
    };
    const doc = documentOf(
      element("heading", attributes, runs(["a"])),
      element("textblock", attributes, runs(["b"])),
      element("image", attributes),
      element("paragraph", {}, element("mention", { id: "m" }), runs(["c"])),
    );
    const [heading, textblock, image, paragraph] = converted(doc).blocks;
    expect(heading?.attributes).toMatchObject({ kind: "heading", "was:level": "two" });
    expect(heading?.attributes).toMatchObject({ "was:id": { deep: true }, "was:joined": "x" });
    expect(textblock?.attributes).toMatchObject({ kind: 4, level: "two", "was:from": "y" });
    expect(image).toMatchObject({ name: "image", attributes: { "was:id": { deep: true } } });
    expect(paragraph?.runs[0]).toMatchObject({ object: { attributes: { "was:id": "m" } } });
  });

  it("V5 formats of any value and number are no obstacle", () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`mark${i}`, { i }]));
    const odd = {
      bold: true,
      link: 7,
      __proto__: null,
      "--aaaaaaaa": {},
      "x--aaaaaaaa": { id: "" },
    };
    const doc = documentOf(element("paragraph", {}, runs(["many", many], ["odd", odd])));
    expect(lettersOf(converted(doc).blocks)).toBe("manyodd");
  });

  it("V5 values that are no text are kept, and move no block", () => {
    const doc = documentOf(
      element("paragraph", {}, runs(["a"], [{ image: "x" }], [{ seg: "y", t: 1 }], ["b"])),
    );
    const [block] = converted(doc).blocks;
    expect(block?.runs.map((run) => (run.type === "text" ? run.text : run.object))).toEqual([
      "a",
      { name: "", attributes: {}, value: { image: "x" } },
      { name: "was:", attributes: { value: { seg: "y", t: 1 } }, value: undefined },
      "b",
    ]);
    const back = new Y.Doc().getXmlFragment(root);
    toFragment(converted(doc).blocks, back);
    expect(fromFragment(back)).toEqual(fromFragment(doc.getXmlFragment(root)));
  });

  it("V5 roots of any other type hold nothing that is offered, and are read without failing", () => {
    const doc = new Y.Doc();
    doc.getMap("prosemirror").set("a", new Y.XmlElement("paragraph"));
    doc.getText("default").insert(0, "plain text of another program");
    doc.getArray("document-store").push([1, "two", { three: 3 }, new Y.Map()]);
    for (const copy of [doc, loaded(doc)]) {
      expect(conversionOf(copy).roots).toEqual([]);
      for (const name of copy.share.keys()) {
        expectUnchanged(copy, () => fromFragment(rawRoot(copy, name)));
      }
      const named = conversionOf(copy, "default");
      expect(named).toMatchObject({ roots: ["default"], blocks: 1 });
    }
  });

  it("V5 elements of another copy of Yjs are read like one's own", () => {
    const other = new OtherY.Doc();
    const paragraph = new OtherY.XmlElement("paragraph");
    paragraph.insert(0, [new OtherY.XmlText("from elsewhere")]);
    other.getXmlFragment(root).insert(0, [paragraph]);
    const found = fromFragment(other.getXmlFragment(root) as unknown as Y.XmlFragment);
    expect(lettersOf(found)).toBe("from elsewhere");
  });

  it("V5 trees by chance keep every letter, there and back in both shapes", () => {
    for (let seed = 1; seed <= 100; seed++) {
      const random = new Random(seed);
      const counter = { next: 0 };
      const doc = new Y.Doc();
      const children = Array.from({ length: 5 }, () => tree(random, counter, 0));
      doc.getXmlFragment(root).insert(0, children);
      if (counter.next === 0) continue;
      const { blocks } = converted(doc);
      const letters = Array.from({ length: counter.next }, (_, i) => `${i};`).toSorted();
      const seen = (text: string): string[] => text.split(/(?<=;)/).toSorted();
      expect(seen(lettersOf(blocks)), `seed ${seed}`).toEqual(letters);
      for (const shape of ["version-one", "tiptap"] as const) {
        const back = new Y.Doc().getXmlFragment(root);
        toFragment(blocks, back, { shape });
        expect(seen(lettersOf(fromFragment(back))), `seed ${seed}, ${shape}`).toEqual(letters);
      }
    }
  });
});

const names = (
  "paragraph heading codeBlock bulletList orderedList taskList listItem taskItem blockquote " +
  "blockGroup blockContainer divider hardBreak quote textblock unknown_block unknown_inline table " +
  "tableRow box mention block was:block checkListItem __proto__"
).split(" ");

function tree(random: Random, counter: { next: number }, depth: number): Y.XmlElement | Y.XmlText {
  if (random.chance(0.35)) {
    const formats = random.chance(0.3) ? { bold: {}, "note--abcdefgh": { id: "n" } } : {};
    return runs([`${counter.next++};`, formats]);
  }
  const size = depth > 5 ? 0 : random.below(4);
  const attributes = random.chance(0.3)
    ? { id: "same", level: random.below(9), kind: "quote" }
    : {};
  const children = Array.from({ length: size }, () => tree(random, counter, depth + 1));
  return element(names[random.below(names.length)]!, attributes, ...children);
}
