/**
 * Under which key a flow keeps a mark, and which mark a key is.
 *
 * Most marks are there or not, and their key is their name. Of others several of one kind can stand
 * on the same text, such as the comments of several people; each has an id, which is part of its
 * key: `comment:ID`. A key that this version does not know is an `unknown_mark`, which keeps it.
 * Every key is a mark, from which the same key is made again, whoever wrote it.
 */

import type { Content } from "./content.ts";
import { recordIn, stringIn, type MarkJson } from "./node-json.ts";

/** The mark that a flow keeps as the format `key`. */
export function markOfFormat({ marks }: Content, key: string, value: unknown): MarkJson {
  const plain = marks.get(key);
  if (plain !== undefined && plain.isKeyed !== true) return { type: key, attrs: value };
  const colon = key.indexOf(":");
  const type = key.slice(0, Math.max(0, colon));
  if (marks.get(type)?.isKeyed === true) {
    return { type, attrs: { id: key.slice(colon + 1), value } };
  }
  return { type: "unknown_mark", attrs: { key, value } };
}

/** The format by which a flow keeps a mark. A mark that keeps nothing is a format with `{}`. */
export function formatOfMark(
  { marks }: Content,
  { type, attrs }: MarkJson,
): readonly [key: string, value: unknown] {
  const { key, id, value, toJSON } = recordIn(attrs);
  if (type === "unknown_mark") return [stringIn(key), value ?? {}];
  if (marks.get(type)?.isKeyed === true) return [`${type}:${stringIn(id)}`, value ?? {}];
  // The attributes of a mark in an editor that keeps a plain value: open-types.ts.
  return [type, typeof toJSON === "function" ? value : (attrs ?? {})];
}
