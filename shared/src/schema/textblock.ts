/**
 * The attributes of a text block, as they are stored and as they are read.
 *
 * Stored: a default is not stored at all; it is `null` in ProseMirror and no attribute of a block in a flow.
 * Storing all five would double a document (10,000 paragraphs of 12 words: 2.12 MB instead of
 * 1.04 MB) and the time to load it.
 * Read: through `textblockAttrs` only, because another client may have written any value.
 */

import { noValues, withValue, type Values } from "../flow/values.ts";

/** Every kind of text block that this version knows. */
export const textblockKinds = [
  "paragraph",
  "heading",
  "bullet",
  "numbered",
  "task",
  "quote",
  "code",
] as const;

/** What a text block is shown as. */
export type TextblockKind = (typeof textblockKinds)[number];

/** Deepest indentation of a text block; the least is 0. */
export const maxIndent = 8;

/** Deepest level of a heading; the highest is 1. */
export const maxHeadingLevel = 3;

/** The attributes of a text block, each of them valid. */
export interface TextblockAttrs {
  readonly kind: TextblockKind;
  /** Level of a heading, 1 to `maxHeadingLevel`; without meaning for other kinds. */
  readonly level: number;
  /** Steps of indentation, 0 to `maxIndent`. */
  readonly indent: number;
  /** Whether a task is done; without meaning for other kinds. */
  readonly checked: boolean;
  /** Language of a code block, a short word; "" when none is named. */
  readonly language: string;
}

/** A node, or anything else with attributes that anybody may have written. */
export interface WithAttrs {
  readonly attrs: Readonly<Record<string, unknown>>;
}

/** What a text block is when nothing is stored about it. */
export const defaultTextblockAttrs: TextblockAttrs = {
  kind: "paragraph",
  level: 1,
  indent: 0,
  checked: false,
  language: "",
};

/**
 * The attributes of a text block as they are to be shown.
 *
 * Total: a wrong type reads as the default, a number out of range as the nearest in range, an
 * unknown kind as a paragraph. What the node itself holds stays as it was written.
 */
export function textblockAttrs({ attrs }: WithAttrs): TextblockAttrs {
  const { kind, level, indent, checked, language } = attrs;
  return {
    kind: isTextblockKind(kind) ? kind : defaultTextblockAttrs.kind,
    level: wholeNumber(level, 1, maxHeadingLevel, defaultTextblockAttrs.level),
    indent: wholeNumber(indent, 0, maxIndent, defaultTextblockAttrs.indent),
    checked: checked === true,
    language: isLanguage(language) ? language : defaultTextblockAttrs.language,
  };
}

/** Of a text block's attributes those that are stored: no default is. */
export function storedAttrs(attrs: Partial<Record<keyof TextblockAttrs, unknown>>): Values {
  const names = Object.keys(defaultTextblockAttrs) as (keyof TextblockAttrs)[];
  return names.reduce((stored, name) => {
    const isDefault = attrs[name] === defaultTextblockAttrs[name];
    return isDefault ? stored : withValue(stored, name, attrs[name]);
  }, noValues);
}

/** Whether `value` can be the language of a code block: one word, at most 40 characters. */
export function isLanguage(value: unknown): value is string {
  return typeof value === "string" && /^\S{0,40}$/.test(value);
}

/** Whether `value` is a kind of text block that this version knows. */
export function isTextblockKind(value: unknown): value is TextblockKind {
  return (textblockKinds as readonly unknown[]).includes(value);
}

function wholeNumber(value: unknown, least: number, most: number, otherwise: number): number {
  if (typeof value !== "number" || Number.isNaN(value)) return otherwise;
  return Math.min(most, Math.max(least, Math.trunc(value)));
}
