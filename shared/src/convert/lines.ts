/** Lines and objects of a flow, as they are made of elements of a tree. */

import type { BlockData, InnerData } from "../flow/data.ts";
import type { Run } from "../flow/reading.ts";
import { placeAttributes, textBlockName } from "../flow/segment.ts";
import type { Values } from "../flow/values.ts";
import { isLanguage } from "../schema/features/code-block/code-attributes.ts";
import { maxHeadingLevel } from "../schema/features/heading/heading-attributes.ts";
import type { Frame } from "../schema/features/frame/frame-attributes.ts";
import { layoutAttributes } from "../schema/features/layout/layout-attributes.ts";
import { listAttributes } from "../schema/features/list/list-attributes.ts";
import { maxIndent } from "../schema/textblock.ts";
import { keptAttributes, recordOf } from "./kept.ts";
import { layoutOf } from "./layout.ts";

/** Attributes of a line that mean something of ours, and of any other block. */
export const lineAttributes: readonly string[] = [
  ...placeAttributes,
  "kind",
  "level",
  "indent",
  "checked",
  "language",
  "start",
  "frame",
  ...Object.keys(layoutAttributes),
];

/** Before the names of attributes of a list, at its first line, and of an item, at its line. */
export const listPrefix = "list:";
/** See {@link listPrefix}. */
export const itemPrefix = "item:";

/** Before the names of attributes of a quote, at its first line. */
export const quotePrefix = "quote:";

/** The attribute of a quote that says which callout it is. */
export const calloutName = "callout";

/** The language of code that is a formula, as Markdown has it. */
export const mathLanguage = "math";

/** Where blocks come to stand. */
export interface Place {
  readonly indent: number;
  /** How many quotations and callouts they are in. */
  readonly quotes: number;
  /** What the outermost of these is; "" where there is none. */
  readonly frame: Frame;
  /** How many levels of elements there may still be. */
  readonly levels: number;
}

/** A line of this kind with what is said of it, at its place. */
export function line(
  kind: string,
  attributes: Values,
  runs: readonly Run[],
  place: Place,
): BlockData {
  const { indent, quotes } = place;
  const isQuote = quotes > 0 && kind === "paragraph";
  const depth = Math.min(maxIndent, indent + (isQuote ? quotes - 1 : 0));
  const own: [string, unknown][] = [];
  if (kind !== "paragraph") own.push(["kind", kind]);
  if (depth > 0) own.push(["indent", depth]);
  if (quotes > 0) own.push(["frame", place.frame]);
  return textBlock(recordOf([...own, ...Object.entries(attributes)]), runs);
}

/** A text block. */
export function textBlock(attributes: Values, runs: readonly Run[]): BlockData {
  return { name: textBlockName, attributes, runs, inners: [] };
}

/** A block object. */
export function blockObject(
  name: string,
  attributes: Values,
  inners: readonly InnerData[] = [],
): BlockData {
  const own = keptAttributes(telling(attributes), placeAttributes);
  return { name, attributes: own, runs: [], inners };
}

/** What the flow says of such a line in its own words, and the rest under names of its own. */
export function knownAttributes(kind: string, attributes: Values): Values {
  const { level, checked, language, start } = attributes;
  const own: [string, unknown][] = [];
  const known: string[] = [];
  if (kind === "heading" && typeof level === "number") {
    const clamped = clampedLevel(level);
    if (clamped > 1) own.push(["level", clamped]);
    if (clamped === level) known.push("level");
  }
  if (kind === "task" && typeof checked === "boolean") {
    if (checked) own.push(["checked", true]);
    known.push("checked");
  }
  if (kind === "code" && isLanguage(language)) {
    if (language !== "") own.push(["language", language]);
    known.push("language");
  }
  if (kind === "numbered" && listAttributes.start.read(start) === start) {
    own.push(["start", start]);
    known.push("start");
  }
  const layout = layoutOf(attributes);
  known.push(...layout.known);
  const others = Object.entries(telling(attributes)).filter(([name]) => !known.includes(name));
  const kept = keptAttributes(recordOf(others), lineAttributes);
  return recordOf([...own, ...layout.own, ...Object.entries(kept)]);
}

/** The level of a heading here, where another editor has more of them. */
export function clampedLevel(level: number): number {
  return Math.min(maxHeadingLevel, Math.max(1, Math.trunc(level) || 1));
}

/** Attributes without what BlockNote says of every block about which nothing has been said. */
export function telling(attributes: Values): Values {
  const others = Object.entries(attributes).filter(([name, value]) => usual.get(name) !== value);
  return recordOf(others);
}

const usual: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["textColor", "default"],
  ["backgroundColor", "default"],
  ["textAlignment", "left"],
  ["isToggleable", false],
]);
