/**
 * What a placeholder stands for, as plain data: these are its attributes, besides its id. It is read
 * as what anybody may have written, and makes the same block or object again.
 */

import type { BlockData, InnerData } from "../flow/data.ts";
import type { InlineObject, Run } from "../flow/reading.ts";
import { isBlockId } from "../flow/id.ts";
import { blockObjectNames, placeAttributes, textBlockName } from "../flow/segment.ts";
import { noValues, withValue, type Values } from "../flow/values.ts";
import { isPlainData } from "../plain-data.ts";
import {
  isDeeperThan,
  isRecord,
  listIn,
  recordIn,
  stringIn,
  textInside,
  valuesIn,
} from "./node-json.ts";

/** An element of a flow. */
export interface OriginalElement {
  /** "block" for a text block; "" for a plain value within text, which is the attribute `value`. */
  readonly name: string;
  readonly attributes: Values;
  /** Of a text block its text, of anything else what is nested in it. */
  readonly content: readonly OriginalPart[];
  /** Formats, if it stands within text. */
  readonly marks?: Values;
}

/** Lists of parts in each other that are read; a flow that was read has 48 at most. */
const maxDepth = 64;

/** What stands in an element: text, elements, flows. */
export type OriginalPart =
  | OriginalElement
  | { readonly text: string; readonly marks: Values }
  | { readonly flow: readonly OriginalElement[] }
  /** Nested deeper than a flow is read. */
  | { readonly tooDeep: true };

/** A block as what a placeholder keeps. Its id is an attribute of the placeholder itself. */
export function originalOfBlock(block: BlockData): OriginalElement {
  const attributes = storedOf(block.attributes, placeAttributes);
  return { name: block.name, attributes, content: partsOf(block) };
}

/** An object within text as what a placeholder keeps. */
export function originalOfObject({ name, attributes, value }: InlineObject): OriginalElement {
  return { name, attributes: plain(name === "" ? { value } : attributes), content: [] };
}

/** The block that a placeholder keeps, whoever wrote its attributes. */
export function blockOfOriginal(original: unknown): BlockData {
  const { content } = recordIn(original);
  if (isDeeperThan(maxDepth, content)) return lineOf(textInside(content));
  return blockOfElement(original);
}

/** The object within text that a placeholder keeps, whoever wrote its attributes. */
export function runOfOriginal(original: unknown, formats: Values): Run {
  const { name, attributes, content, flow } = recordIn(original);
  // An element within text has nothing in it: it would be a block.
  const text = textInside([{ content, flow }]);
  if (text !== "") return { type: "text", text, formats };
  const values = valuesIn(attributes);
  if (stringIn(name) !== "") return objectRun(stringIn(name), values, formats);
  const isMove = isRecord(values["value"]) && "seg" in values["value"];
  const value = isMove ? plain(values) : values["value"];
  return { type: "object", object: { name: "", attributes: noValues, value }, formats };
}

/**
 * An object within text. What a flow would take for a block there is given another name: one that
 * only blocks have, and an `id`, which becomes `objectId`.
 */
export function objectRun(name: string, attributes: Values, formats: Values): Run {
  const isBlockName = name === textBlockName || blockObjectNames.includes(name);
  const { id } = attributes;
  const object = {
    name: isBlockName ? `inline_${name}` : name,
    attributes: isBlockId(id)
      ? withValue(withValue(attributes, "id", null), "objectId", id)
      : attributes,
    value: undefined,
  };
  return { type: "object", object, formats };
}

function blockOfElement(original: unknown): BlockData {
  const { name, attributes, content } = recordIn(original);
  const base = { name: stringIn(name), attributes: valuesIn(attributes), runs: [], inners: [] };
  return base.name === textBlockName
    ? { ...base, runs: listIn(content).flatMap(runsOfPart) }
    : { ...base, inners: listIn(content).map(innerOfPart) };
}

/**
 * `values` without those of these names, as an ordinary object, which others take for plain data.
 * What is no JSON stays where it is, and is not copied; null is no value.
 */
export function storedOf(values: Values, without: readonly string[]): Values {
  const entries: [name: string, value: unknown][] = [];
  for (const name in values) {
    const value = values[name];
    const isStored = value !== null && value !== undefined && !without.includes(name);
    if (isStored && isPlainData(value)) entries.push([name, value]);
  }
  return entries.length === 0 ? {} : Object.fromEntries(entries);
}

function plain(values: Values): Values {
  return storedOf(values, []);
}

/** A nested block, with its id. */
function elementOf(block: BlockData): OriginalElement {
  const attributes = storedOf(block.attributes, ["joined", "from"]);
  return { name: block.name, attributes, content: partsOf(block) };
}

function partsOf({ name, runs, inners }: BlockData): OriginalPart[] {
  return name === textBlockName ? runs.map(partOfRun) : inners.map(partOfInner);
}

function partOfRun(run: Run): OriginalPart {
  const marks = plain(run.formats);
  return run.type === "text"
    ? { text: run.text, marks }
    : { ...originalOfObject(run.object), marks };
}

function partOfInner(inner: InnerData): OriginalPart {
  switch (inner.type) {
    case "cell":
      return {
        name: inner.name,
        attributes: plain(inner.attributes),
        content: inner.inners.map(partOfInner),
      };
    case "flow":
      return { flow: inner.blocks.map(elementOf) };
    case "tooDeep":
      return { tooDeep: true };
  }
}

function runsOfPart(part: unknown): Run[] {
  const { text, marks } = recordIn(part);
  const formats = valuesIn(marks);
  if (text === undefined) return [runOfOriginal(part, formats)];
  return stringIn(text) === "" ? [] : [{ type: "text", text: stringIn(text), formats }];
}

function innerOfPart(part: unknown): InnerData {
  const { name, attributes, content, flow, text, tooDeep } = recordIn(part);
  if (tooDeep === true) return { type: "tooDeep" };
  if (flow !== undefined) return { type: "flow", blocks: listIn(flow).map(blockOfElement) };
  if (text !== undefined) return { type: "flow", blocks: [lineOf(textInside([part]))] };
  const inners = listIn(content).map(innerOfPart);
  return { type: "cell", name: stringIn(name), attributes: valuesIn(attributes), inners };
}

/** A paragraph of this text. */
export function lineOf(text: string): BlockData {
  const runs: Run[] = text === "" ? [] : [{ type: "text", text, formats: noValues }];
  return { name: textBlockName, attributes: noValues, runs, inners: [] };
}
