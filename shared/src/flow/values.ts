/**
 * Attributes of elements and formats of text: names with plain values, from whoever wrote them.
 *
 * Both are records that inherit nothing, so that `__proto__` and `constructor` are names like any
 * other. What is no plain data (a Yjs type, nesting without end) is left where it is and not read.
 */

import type { XmlElement } from "yjs";
import { isPlainData } from "../plain-data.ts";
import { attributeItems } from "./inside.ts";

/** Names and their plain values, in a record that inherits nothing. */
export type Values = Readonly<Record<string, unknown>>;

/**
 * A record that inherits nothing. Objects made with `Object.create(null)` are hash tables to V8;
 * these are not, which makes reading a document twice as fast.
 */
class Bare {
  [name: string]: unknown;
}
Object.setPrototypeOf(Bare.prototype, null);
delete (Bare.prototype as { constructor?: unknown }).constructor;

/** No values. */
export const noValues: Values = Object.freeze(new Bare());

/** `values` with `name` set, or without it where `value` is null or undefined. */
export function withValue(values: Values, name: string, value: unknown): Values {
  const isSet = value !== null && value !== undefined;
  let next: Bare | undefined;
  for (const other in values) if (other !== name) (next ??= new Bare())[other] = values[other];
  if (isSet) (next ??= new Bare())[name] = value;
  return next ?? noValues;
}

/** A record that can be changed, with what `values` hold. */
export function copyOfValues(values: Values): Record<string, unknown> {
  const copy = new Bare();
  for (const name in values) copy[name] = values[name];
  return copy;
}

/** A record of these, the later of two with one name; null and undefined are no values. */
export function valuesOf(entries: Iterable<readonly [name: string, value: unknown]>): Values {
  const values = new Bare();
  for (const [name, value] of entries) {
    if (value !== null && value !== undefined) values[name] = value;
    else delete values[name];
  }
  return values;
}

/** Whether two records hold the same. */
export function sameValues(one: Values, other: Values): boolean {
  if (one === other) return true;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => Object.hasOwn(other, name) && sameValue(one[name], other[name]));
}

/** Whether two plain values are the same; the order of keys counts. */
export function sameValue(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one, plainly) === JSON.stringify(other, plainly);
}

/** JSON has no big integers, which an attribute may be. */
function plainly(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}n` : value;
}

/** The attributes of an element that are plain data. */
export function attributesOf(element: XmlElement): Values {
  if (attributeItems(element).size === 0) return noValues;
  const attributes = new Bare();
  for (const [name, item] of attributeItems(element)) {
    const value: unknown = item.deleted ? undefined : item.content.getContent()[item.length - 1];
    if (isPlain(value)) attributes[name] = value;
  }
  return attributes;
}

function isPlain(value: unknown): boolean {
  return typeof value === "object" ? isPlainData(value) : value !== undefined;
}

/** One attribute of an element as it is stored; undefined where there is none. */
export function attributeOf(element: XmlElement, name: string): unknown {
  const item = attributeItems(element).get(name);
  if (item === undefined || item.deleted) return undefined;
  return item.content.getContent()[item.length - 1];
}
