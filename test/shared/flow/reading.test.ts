/** Reading what anybody may have written, honest or not. */

import { describe, expect, it } from "vitest";
import { applyUpdate, Doc, encodeStateAsUpdate, Map as YMap, XmlElement, XmlText } from "yjs";
import * as other from "yjs-other";
import {
  deleteBlocks,
  flowText,
  insertText,
  joinBlocks,
  moveBlocks,
  readFlow,
  rereadFlow,
  setAttributes,
  splitBlock,
  type Flow,
} from "@coscribe/shared/flow";
import { fullOutline, linesOf } from "./outline.ts";
import { exchange, people, Person } from "./person.ts";

/** A flow of a document made by `write`. */
function flowOf(write: (text: ReturnType<typeof flowText>) => void): Flow {
  const doc = new Doc();
  doc.clientID = 9;
  doc.transact(() => write(flowText(doc)));
  return readFlow(flowText(doc));
}

function marker(attributes: Readonly<Record<string, unknown>> = {}, name = "block"): XmlElement {
  const element = new XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value as string);
  return element;
}

/** A text of blocks a, b, c, … with these texts, and pointers where they say so. */
function lettered(...parts: readonly (string | object)[]): Flow {
  return flowOf((text) => {
    let next = 0;
    for (const part of parts) {
      if (typeof part === "string") {
        text.insertEmbed(text.length, marker({ id: "abcdefgh"[next++] }));
        text.insert(text.length, part);
      } else text.insertEmbed(text.length, part);
    }
  });
}

/** Whether reading changes nothing in the document. */
function expectUnchanged(flow: Flow, act: () => void): void {
  const doc = flow.text.doc!;
  const before = encodeStateAsUpdate(doc);
  act();
  expect(encodeStateAsUpdate(doc)).toEqual(before);
}

describe("reading a flow", () => {
  it("F1 writes nothing and is the same from the encoded state", () => {
    const [ann] = people(1, "one", "two");
    ann!.act((flow) => moveBlocks(flow, [flow.blocks[1]!.id], flow.blocks[0]!.id));
    expectUnchanged(ann!.flow, () => {
      readFlow(ann!.flow.text);
      const doc = new Doc();
      applyUpdate(doc, encodeStateAsUpdate(ann!.doc));
      expect(fullOutline(readFlow(flowText(doc)))).toEqual(fullOutline(ann!.flow));
    });
  });

  it("F1 an empty text has no blocks, and reading does not make one", () => {
    const flow = flowOf(() => undefined);
    expectUnchanged(flow, () => expect(readFlow(flow.text).blocks).toEqual([]));
  });

  it.each([
    ["to itself", [{ seg: "a", t: 1 }]],
    [
      "in a ring",
      [
        { seg: "b", t: 1 },
        { seg: "a", t: 1 },
        { seg: "c", t: 1 },
      ],
    ],
    [
      "to what is not there",
      [
        { seg: "x", t: 1 },
        { seg: "~", t: 5 },
        { seg: "", t: 1 },
        { seg: "__proto__", t: 1 },
      ],
    ],
    [
      "twice",
      [
        { seg: "a", t: 1 },
        { seg: "a", t: 1 },
        { seg: "a", t: 2 },
        { seg: "a", t: 2 },
      ],
    ],
    [
      "at odd times",
      [
        { seg: "a", t: -1 },
        { seg: "b", t: "9" },
        { seg: "c" },
        { seg: "a", t: 1e300 },
        { seg: "b", t: 0.5 },
      ],
    ],
    ["that are none", [{ seg: 1, t: 1 }, { seg: null }, { seg: { seg: "a" }, t: 1 }, {}]],
  ])("F2 pointers %s draw every segment once, and it can still be moved", (_, pointers) => {
    const flow = lettered("one", ...pointers, "two", ...pointers.toReversed(), "three");
    const text = linesOf(flow)
      .map((line) => line.replaceAll("*", ""))
      .toSorted();
    expect(text).toEqual(["one", "three", "two"]);
    flow.text.doc!.transact(() =>
      moveBlocks(flow, ["c"], flow.blocks[0]!.id === "c" ? undefined : flow.blocks[0]!.id),
    );
    const moved = readFlow(flow.text);
    expect(moved.blocks.map(({ id }) => id).toSorted()).toEqual(["a", "b", "c"]);
    expect(moved.blocks[flow.blocks[0]!.id === "c" ? 2 : 0]?.id).toBe("c");
  });

  it("F2 segments that say they follow each other are shown once", () => {
    const from = ["a", "c", "b", "d", "a", "e", "x"];
    const flow = flowOf((text) => {
      from.forEach((origin, i) => {
        text.insertEmbed(text.length, marker({ id: "abcdefg"[i], from: origin }));
        text.insert(text.length, "abcdefg"[i]!);
      });
      text.insertEmbed(text.length, { seg: "a", t: 1 });
      text.insertEmbed(text.length, { seg: "c", t: 1 });
    });
    expect(linesOf(flow)).toEqual(["b", "d", "g", "a", "e", "f", "c"]);
  });

  it("F2 a great many of anything can be read", () => {
    const many = 20_000;
    const flow = flowOf((text) => {
      const delta = Array.from({ length: many }, (_, i) => {
        return {
          insert: marker({ id: `b${i}`, joined: "b0", from: i % 2 === 0 ? "b0" : `b${i - 1}` }),
        };
      });
      text.applyDelta([...delta, { insert: { seg: "b0", t: 1 } }]);
    });
    expect(flow.entries).toHaveLength(many + 1);
    expect(flow.blocks).toHaveLength(1);
    const formatted = flowOf((text) => {
      text.insertEmbed(0, marker({ id: "a" }));
      text.applyDelta([
        { retain: 1 },
        ...Array.from({ length: 2_000 }, (_, i) => ({ insert: "x", attributes: { [`f${i}`]: 1 } })),
      ]);
      text.format(
        1,
        2_000,
        Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`g${i}`, 1])),
      );
    });
    expect(formatted.blocks[0]).toMatchObject({ length: 2_000 });
  });

  it("F2 the latest pointer wins, then the higher client, then the higher clock", () => {
    expect(linesOf(lettered("one", { seg: "c", t: 1 }, "two", "three"))).toEqual([
      "one",
      "three",
      "two",
    ]);
    expect(
      linesOf(lettered({ seg: "c", t: 2 }, "one", { seg: "c", t: 1 }, "two", "three")),
    ).toEqual(["three", "one", "two"]);
    expect(
      linesOf(lettered({ seg: "c", t: 1 }, "one", { seg: "c", t: 1 }, "two", "three")),
    ).toEqual(["one", "three", "two"]);
  });

  it("F3 unknown kinds, attributes, formats and objects are kept, in blocks that are split and moved", () => {
    const flow = flowOf((text) => {
      text.insertEmbed(0, marker({ id: "a", kind: "future", weight: { kg: 3 } }));
      text.insert(1, "text", { "sparkle:7": { far: [1, 2] }, glow: 3 });
      text.insertEmbed(3, marker({ user: "u" }, "mention"));
      text.insertEmbed(text.length, { image: "x" });
      text.insertEmbed(text.length, marker({ id: "b", scale: 2 }, "map"));
    });
    const [block, map] = flow.blocks;
    expect(block).toMatchObject({ attributes: { kind: "future", weight: { kg: 3 } }, length: 6 });
    expect(block!.runs.map((run) => (run.type === "text" ? run.text : run.object))).toEqual([
      "te",
      { name: "mention", attributes: { user: "u" }, value: undefined },
      "xt",
      { name: "", attributes: {}, value: { image: "x" } },
    ]);
    expect({ ...block!.runs[0]!.formats }).toEqual({ "sparkle:7": { far: [1, 2] }, glow: 3 });
    expect(map).toMatchObject({ name: "map", id: "b", attributes: { scale: 2 } });
    flow.text.doc!.transact(() => splitBlock(flow, { block: "a", offset: 3 }, {}, () => "n"));
    const half = readFlow(flow.text);
    flow.text.doc!.transact(() => moveBlocks(half, ["a"], undefined));
    const after = readFlow(flow.text);
    expect(after.blocks.map(({ id }) => id)).toEqual(["n", "b", "a"]);
    expect(after.blocks[2]).toMatchObject({ attributes: { kind: "future", weight: { kg: 3 } } });
    expect({ ...after.blocks[0]!.runs[0]!.formats }).toEqual({
      "sparkle:7": { far: [1, 2] },
      glow: 3,
    });
  });

  it("F3 types that have no place in a text count as one letter and stay", () => {
    const flow = flowOf((text) => {
      text.insertEmbed(0, marker({ id: "a" }));
      text.insertEmbed(1, new YMap());
      text.insertEmbed(2, new XmlText("inner"));
      text.insert(3, "x");
    });
    expect(linesOf(flow)).toEqual(["**x"]);
    flow.text.doc!.transact(() => insertText(flow, { block: "a", offset: 2 }, "y"));
    expect(linesOf(readFlow(flow.text))).toEqual(["**yx"]);
  });

  it("F4 text before the first marker and behind an object is shown, and can be written", () => {
    const flow = flowOf((text) => {
      text.insert(0, "first");
      text.insertEmbed(5, marker({ id: "d" }, "divider"));
      text.insert(6, "behind");
    });
    expect(linesOf(flow)).toEqual(["first", "<divider>", "behind"]);
    expect(flow.blocks.map(({ id }) => id)).toEqual(["~", "d", "~~d"]);
    const { doc } = flow.text;
    doc!.transact(() => setAttributes(flow, "~~d", { kind: "quote" }, () => "q"));
    const set = readFlow(flow.text);
    expect(set.blocks.map(({ id }) => id)).toEqual(["~", "d", "q"]);
    doc!.transact(() => moveBlocks(set, ["q", "d"], "~", () => "s"));
    const moved = readFlow(flow.text);
    expect(linesOf(moved)).toEqual(["<divider>", "behind", "first"]);
    doc!.transact(() => deleteBlocks(moved, ["d"]));
    expect(linesOf(readFlow(flow.text))).toEqual(["behind", "first"]);
  });

  it("F5 blocks have different ids, the same for everybody, whatever their markers say", () => {
    const flow = flowOf((text) => {
      const ids = ["a", "a", undefined, "", "~9:0", "~", 7, "x".repeat(65), "__proto__", "a"];
      for (const id of ids) {
        text.insertEmbed(text.length, marker(id === undefined ? {} : { id }));
        text.insert(text.length, "x");
      }
    });
    const ids = flow.blocks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(10);
    expect([ids[0], ids[8]]).toEqual(["a", "__proto__"]);
    expect(ids.filter((id) => id.startsWith("~"))).toHaveLength(8);
    const doc = new Doc();
    applyUpdate(doc, encodeStateAsUpdate(flow.text.doc!));
    expect(readFlow(flowText(doc)).blocks.map(({ id }) => id)).toEqual(ids);
    const { text } = flow;
    text.doc!.transact(() => moveBlocks(flow, [ids[4]!], "a"));
    expect(readFlow(text).blocks[0]?.id).toBe(ids[4]);
  });

  it("F6 flows nest, and nesting without end is not read to its end", () => {
    const depth = 2_000;
    const flow = flowOf((text) => {
      let inside = text as unknown as XmlText;
      for (let i = 0; i < depth; i++) {
        inside.insertEmbed(0, marker({ id: "p" }));
        inside.insert(1, `level ${i}`);
        const container = marker({ id: "t" }, "table");
        inside.insertEmbed(inside.length, container);
        const cell = new XmlElement("cell");
        const next = new XmlText();
        container.insert(0, [cell]);
        cell.insert(0, [next]);
        inside = next;
      }
    });
    let levels = 0;
    let at: Flow | undefined = flow;
    while (at !== undefined) {
      expect(linesOf(at)[0]).toBe(`level ${levels++}`);
      const cell: unknown = at.blocks[1]?.inners[0];
      at = (cell as { inners?: Flow[] } | undefined)?.inners?.find(({ type }) => type === "flow");
    }
    expect(levels).toBeGreaterThan(4);
    expect(levels).toBeLessThan(20);
  });

  it("F7 documents of another copy of Yjs read the same", () => {
    const [ann] = people(1, "one", "two");
    ann!.act((flow) => moveBlocks(flow, [flow.blocks[1]!.id], flow.blocks[0]!.id));
    const doc = new other.Doc();
    other.applyUpdate(doc, encodeStateAsUpdate(ann!.doc));
    const text = doc.getText("flow") as unknown as Flow["text"];
    expect(fullOutline(readFlow(text))).toEqual(fullOutline(ann!.flow));
  });

  it("F8 reading again keeps the blocks that are the same", () => {
    const [ann, bob] = people(2, "one", "two", "three") as [Person, Person];
    const { flow } = ann;
    bob.act((now) => insertText(now, { block: now.blocks[1]!.id, offset: 0 }, "x"));
    exchange(ann, bob);
    expect(ann.flow.blocks.map((block) => flow.blocks.includes(block))).toEqual([
      true,
      false,
      true,
    ]);
    const typed = ann.flow;
    bob.act((now) => splitBlock(now, { block: now.blocks[0]!.id, offset: 1 }));
    exchange(ann, bob);
    const kept = ann.flow.blocks.map((block) => typed.blocks.includes(block));
    expect(kept).toEqual([false, false, true, true]);
  });

  it("F8 reading again in a transaction shows what it has done so far", () => {
    const [ann] = people(1, "one", "two") as [Person];
    ann.doc.transact((transaction) => {
      let { flow } = ann;
      joinBlocks(flow, flow.blocks[0]!.id, flow.blocks[1]!.id);
      flow = rereadFlow(flow, transaction);
      insertText(flow, { block: flow.blocks[0]!.id, offset: 3 }, "-");
      flow = rereadFlow(flow, transaction);
      expect(linesOf(flow)).toEqual(["one-two"]);
    });
    expect(linesOf(ann.flow)).toEqual(["one-two"]);
  });

  it("F8 a change of what follows a format is read in the blocks that it reaches", () => {
    const doc = new Doc();
    const text = flowText(doc);
    let flow = readFlow(text);
    doc.on("afterTransaction", (transaction) => {
      flow = rereadFlow(flow, transaction);
    });
    for (const letters of ["one", "two", "three"]) {
      text.insertEmbed(text.length, marker({ id: letters }));
      text.insert(text.length, letters);
    }
    text.format(0, text.length, { bold: true });
    expect(fullOutline(flow)).toEqual(fullOutline(readFlow(text)));
    text.format(2, 7, { bold: null });
    expect(fullOutline(flow)).toEqual(fullOutline(readFlow(text)));
    expect(flow.blocks[1]!.runs[0]!.formats).toEqual({});
  });
});
