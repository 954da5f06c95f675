/**
 * The attributes of a text block, as they are stored and as they are read.
 *
 * Stored: a default is not stored at all; it is `null` in ProseMirror and no attribute of a block in a flow.
 * Storing five of them would double a document (10,000 paragraphs of 12 words: 2.12 MB instead of
 * 1.04 MB) and the time to load it.
 * Read: through `textblockAttrs` only, because another client may have written any value.
 */

import { noValues, withValue, type Values } from "../flow/values.ts";
import { wholeNumber, type Attribute } from "./attribute.ts";
import type { ColorName } from "./features/color/color-names.ts";
import { codeAttributes } from "./features/code-block/code-attributes.ts";
import { frameAttributes, type Frame } from "./features/frame/frame-attributes.ts";
import { headingAttributes } from "./features/heading/heading-attributes.ts";
import { layoutAttributes, type Alignment } from "./features/layout/layout-attributes.ts";
import { listAttributes } from "./features/list/list-attributes.ts";

/** Deepest indentation of a block; the least is 0. */
export const maxIndent = 8;

const kind: Attribute<string> = {
  default: "paragraph",
  read: (value) => (typeof value === "string" && /^\w{1,40}$/.test(value) ? value : "paragraph"),
};

/** The attributes of a text block, each of them valid. */
export interface TextblockAttrs {
  /** What the block is shown as. One that no feature brings is shown as a paragraph. */
  readonly kind: string;
  /** Steps of indentation, 0 to `maxIndent`. */
  readonly indent: number;
  /** Level of a heading, 1 to 6; without meaning for other kinds. */
  readonly level: number;
  /** Whether a task is done; without meaning for other kinds. */
  readonly checked: boolean;
  /** The number of a numbered line; null goes on with the line before. */
  readonly start: number | null;
  /** Language of code, a short word; "" when none is named. */
  readonly language: string;
  /** The quotation or callout that the block stands in; "" for none. */
  readonly frame: Frame;
  /** "" is to the start of the line. */
  readonly align: Alignment;
  /** "" goes by the first letter. */
  readonly dir: "ltr" | "rtl" | "";
  /** The colour behind the block; "" for none. */
  readonly tint: ColorName | "";
}

/** Every attribute of text blocks that this version knows. */
export const textblockAttributes: {
  readonly [name in keyof TextblockAttrs]: Attribute<TextblockAttrs[name]>;
} = {
  kind,
  indent: wholeNumber(0, maxIndent, 0),
  ...headingAttributes,
  ...listAttributes,
  ...codeAttributes,
  ...frameAttributes,
  ...layoutAttributes,
};

/** The name of an attribute of text blocks. */
export type TextblockAttribute = keyof TextblockAttrs;

/** A node, or anything else with attributes that anybody may have written. */
export interface WithAttrs {
  readonly attrs: Readonly<Record<string, unknown>>;
}

const entries = Object.entries(textblockAttributes) as [TextblockAttribute, Attribute<unknown>][];

/** What a text block is when nothing is stored about it. */
export const defaultTextblockAttrs: TextblockAttrs = Object.freeze(
  Object.fromEntries(entries.map(([name, attribute]) => [name, attribute.default])),
) as object as TextblockAttrs;

/** The kind of quotations before version 3: a paragraph in the frame "quote". */
const oldQuote = "quote";

/**
 * The attributes of a text block as they are to be shown.
 *
 * Total: a wrong type reads as the default, a number out of range as the nearest in range. What the
 * node itself holds stays as it was written.
 */
export function textblockAttrs({ attrs }: WithAttrs): TextblockAttrs {
  let read: Record<string, unknown> | undefined;
  // Nearly all blocks of a long document are plain paragraphs.
  for (const [name, attribute] of entries) {
    const value = attrs[name];
    if (value === null || value === undefined) continue;
    read ??= { ...defaultTextblockAttrs };
    read[name] = attribute.read(value);
  }
  if (read === undefined) return defaultTextblockAttrs;
  if (read["kind"] === oldQuote) {
    read["kind"] = kind.default;
    if (read["frame"] === "") read["frame"] = "quote";
  }
  return read as object as TextblockAttrs;
}

/** Of a text block's attributes those that are stored: no default is. */
export function storedAttrs(attrs: Partial<Record<TextblockAttribute, unknown>>): Values {
  return entries.reduce((stored, [name, attribute]) => {
    const isDefault = attrs[name] === attribute.default;
    return isDefault ? stored : withValue(stored, name, attrs[name]);
  }, noValues);
}
