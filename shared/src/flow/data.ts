/**
 * Blocks as plain data: what is inserted, copied and converted. A block that was read is one, with
 * more to it, so that what is read can be written again.
 */

import { XmlElement, XmlText } from "yjs";
import type { NewId } from "./id.ts";
import type { InlineObject, Run } from "./reading.ts";
import { placeAttributes, textBlockName } from "./segment.ts";
import type { Values } from "./values.ts";
import { retain } from "./write.ts";

/** A text block, by the name "block", or a block object, and what is in it. */
export interface BlockData {
  /** The id that it has where it was read. */
  readonly id?: string;
  readonly name: string;
  /** What is in it about the block's place is not kept: what is written gets a new id. */
  readonly attributes: Values;
  readonly runs: readonly Run[];
  readonly inners: readonly InnerData[];
}

/** A cell, a flow, or what is nested too deep to be read and therefore not written again. */
export type InnerData =
  | {
      readonly type: "cell";
      readonly name: string;
      readonly attributes: Values;
      readonly inners: readonly InnerData[];
    }
  | { readonly type: "flow"; readonly blocks: readonly BlockData[] }
  | { readonly type: "tooDeep" };

/** A part of a Yjs delta that inserts something. */
export interface Insertion {
  readonly insert: string | object;
  readonly attributes: Record<string, unknown>;
}

/** What inserts `blocks`, and the ids that they get. */
export function insertionsOf(
  blocks: readonly BlockData[],
  newId: NewId,
): { readonly ids: readonly string[]; readonly delta: readonly Insertion[] } {
  const ids = blocks.map(({ attributes }) => newId(attributes["id"]));
  const delta = blocks.flatMap((block, i): Insertion[] => {
    const marker: Insertion = { insert: blockElement(block, ids[i]!, newId), attributes: {} };
    return [marker, ...(block.name === textBlockName ? block.runs.flatMap(runInsertion) : [])];
  });
  return { ids, delta };
}

/** What inserts a run; nothing for an object that could not be read. */
export function runInsertion(run: Run): Insertion[] {
  const attributes = { ...run.formats };
  if (run.type === "text") return [{ insert: run.text, attributes }];
  const insert = inlineEmbed(run.object);
  return insert === undefined ? [] : [{ insert, attributes }];
}

function inlineEmbed({ name, attributes, value }: InlineObject): object | undefined {
  if (name === "") return typeof value === "object" && value !== null ? value : undefined;
  const element = new XmlElement(name);
  setAll(element, attributes);
  return element;
}

function blockElement(block: BlockData, id: string, newId: NewId): XmlElement {
  const element = new XmlElement(block.name);
  setAll(element, block.attributes);
  placeAttributes.forEach((name) => element.removeAttribute(name));
  element.setAttribute("id", id);
  fill(element, block.inners, newId);
  return element;
}

function fill(element: XmlElement, inners: readonly InnerData[], newId: NewId): void {
  const types = inners.flatMap((inner): (XmlElement | XmlText)[] => {
    switch (inner.type) {
      case "cell": {
        const cell = new XmlElement(inner.name);
        setAll(cell, inner.attributes);
        fill(cell, inner.inners, newId);
        return [cell];
      }
      case "flow": {
        const text = new XmlText();
        text.applyDelta([...retain(0), ...insertionsOf(inner.blocks, newId).delta]);
        return [text];
      }
      case "tooDeep":
        return [];
    }
  });
  element.insert(0, types);
}

function setAll(element: XmlElement, attributes: Values): void {
  for (const [name, value] of Object.entries(attributes)) setValue(element, name, value);
}

/** Yjs' types say that attributes are strings; they may be any plain value. */
export function setValue(element: XmlElement, name: string, value: unknown): void {
  (element as { setAttribute(name: string, value: unknown): void }).setAttribute(name, value);
}
