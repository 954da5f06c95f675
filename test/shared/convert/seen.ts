/** What tests of conversion look at: all text of a tree, and whether a document was left alone. */

import { expect } from "vitest";
import * as Y from "yjs";
import type { fromFragment } from "@coscribe/shared/convert";
import { plainText } from "@coscribe/shared/exchange";
import { type BlockData, type Values } from "@coscribe/shared/flow";

/** Every run of text in a root, as Yjs' own functions tell it. */
export function textsIn(root: Y.XmlFragment): string[] {
  return root.toArray().flatMap((child): string[] => {
    if (child instanceof Y.XmlText) {
      const delta = child.toDelta() as { insert: unknown }[];
      return delta.flatMap(({ insert }) => (typeof insert === "string" ? [insert] : []));
    }
    return child instanceof Y.XmlElement ? textsIn(child) : [];
  });
}

/** Expects the letters of the blocks to be those of `texts`, each once, in this order. */
export function expectOnce(blocks: readonly BlockData[], texts: readonly string[]): void {
  expect(texts.join("")).not.toBe("");
  expect(lettersOf(blocks)).toBe(texts.join("").replaceAll("\n", ""));
  const told = plainText(blocks);
  for (const text of texts) expect(told).toContain(text);
}

/** The letters of blocks, at any depth, without line breaks. */
export function lettersOf(blocks: readonly BlockData[]): string {
  const letters = blocks.map(({ runs, inners }) => {
    const own = runs.map((run) => (run.type === "text" ? run.text : "")).join("");
    return own + inners.map(innerLetters).join("");
  });
  return letters.join("").replaceAll("\n", "");
}

function innerLetters(inner: BlockData["inners"][number]): string {
  if (inner.type === "cell") return inner.inners.map(innerLetters).join("");
  return inner.type === "flow" ? lettersOf(inner.blocks) : "";
}

/** Expects that `work` leaves everything in `doc` as it was, the classes of its roots too. */
export function expectUnchanged<T>(doc: Y.Doc, work: () => T): T {
  const before = snapshotOf(doc);
  const result = work();
  expect(snapshotOf(doc)).toEqual(before);
  return result;
}

function snapshotOf(doc: Y.Doc): unknown {
  return {
    state: Y.encodeStateAsUpdate(doc),
    vector: Y.encodeStateVector(doc),
    roots: [...doc.share].map(([name, root]) => [name, root.constructor.name]),
  };
}

/** A copy of a document whose roots nobody has asked for yet. */
export function loaded(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

/** A root as it lies in a document that was loaded, without giving it a class. */
export function rawRoot(doc: Y.Doc, name: string): Parameters<typeof fromFragment>[0] {
  const root = doc.share.get(name);
  if (root === undefined) throw new Error(`there is no root ${name}`);
  return root;
}

/** A block that was read as what was written: without its id and place. */
export function plain({ name, attributes, runs, inners }: BlockData): BlockData {
  const { id: _, ...own } = attributes;
  return {
    name,
    attributes: own,
    runs: runs.map((run) =>
      run.type === "text"
        ? { type: run.type, text: run.text, formats: run.formats }
        : { type: run.type, object: run.object, formats: run.formats },
    ),
    inners: inners.map(plainInner),
  };
}

function plainInner(inner: BlockData["inners"][number]): BlockData["inners"][number] {
  switch (inner.type) {
    case "cell": {
      const { type, name, attributes, inners } = inner;
      return { type, name, attributes, inners: inners.map(plainInner) };
    }
    case "flow":
      return { type: "flow", blocks: inner.blocks.map(plain) };
    case "tooDeep":
      return inner;
  }
}

/** What a block is, in short: kind, other attributes, but for those of a table, text or what is in it. */
export function outline({ name, attributes, runs, inners }: BlockData): string {
  const { kind = name === "block" ? "paragraph" : name, ...others } = attributes;
  const text = runs.map((run) => (run.type === "text" ? run.text : `<${run.object.name}>`));
  const said = name === "table" ? {} : others;
  const own = Object.entries(said).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const told = own.map(([key, value]) => ` ${key}=${JSON.stringify(value)}`).join("");
  return `${String(kind)}${told}: ${text.join("")}${inners.map(innerOutline).join("")}`;
}

function innerOutline(inner: BlockData["inners"][number]): string {
  switch (inner.type) {
    case "cell":
      return `(${inner.name} ${inner.inners.map(innerOutline).join("")})`;
    case "flow":
      return inner.blocks.map((block) => `[${outline(block)}]`).join("");
    case "tooDeep":
      return "…";
  }
}

/** The formats of the run that has this text. */
export function formatsOf(blocks: readonly BlockData[], text: string): Values | undefined {
  return blocks.flatMap(({ runs }) => runs).find((run) => run.type === "text" && run.text === text)
    ?.formats;
}
