/**
 * Marks, as y-prosemirror stores them and as a flow does: both are formats of text, by name.
 *
 * A mark that can stand several times on one text has a key of its own each time. In y-prosemirror
 * that is `name--HASH`, of all that the mark says, so that the key changes with it; in a flow it is
 * `name:ID`.
 */

import { toBase64, encodeAny } from "lib0/buffer";
import { digest } from "lib0/hash/sha256";
import { noValues, sameValue, type Values } from "../flow/values.ts";
import { isColorName } from "../schema/features/color/color-names.ts";
import { recordOf } from "./kept.ts";

/** The names that other editors' marks have here. */
const ownNames: ReadonlyMap<string, string> = new Map([
  ["strong", "bold"],
  ["em", "italic"],
  ["strikethrough", "strike"],
  ["subscript", "sub"],
  ["superscript", "sup"],
]);

/** A mark of another editor that is a colour by a name of ours, and nothing else. */
function colorIn(name: string, value: unknown): readonly [string, Values] | undefined {
  const said = valuesIn(value);
  const own = name === "textStyle" ? "color" : colorMarks.get(name);
  if (own === undefined) return undefined;
  const [entry, ...others] = Object.entries(said).filter(([, each]) => each !== null);
  const isOnly = others.length === 0 && entry !== undefined;
  const isColor = isOnly && (entry[0] === "color" || entry[0] === "stringValue");
  return isColor && isColorName(entry[1]) ? [own, recordOf([["color", entry[1]]])] : undefined;
}

/** BlockNote's. */
const colorMarks: ReadonlyMap<string, string> = new Map([
  ["textColor", "color"],
  ["backgroundColor", "highlight"],
]);

/** The marks of Tiptap for formats in a flow, where they have other names there. */
export function tiptapMark(key: string, value: unknown): readonly [string, unknown] {
  if (key === "color" && isColorName(valuesIn(value)["color"])) return ["textStyle", value];
  if (key === "sub") return ["subscript", value];
  if (key === "sup") return ["superscript", value];
  return [key, value];
}

/** What y-prosemirror adds to the name of a mark that can stand several times. */
const hashedKey = /^(.*)--([a-zA-Z0-9+/=]{8})$/s;

/** Bytes of such a hash. */
const hashLength = 6;

/** Formats in a flow for those of a tree. */
export function formatsFromTree(formats: Values): Values {
  if (formats === noValues) return noValues;
  const keys = new Map<string, unknown>();
  for (const [stored, value] of Object.entries(formats)) {
    if (value === null || value === undefined) continue;
    const [, name, hash] = hashedKey.exec(stored) ?? [];
    if (name === undefined) {
      const color = colorIn(stored, value);
      if (color === undefined) keys.set(ownNames.get(stored) ?? stored, value);
      else keys.set(...color);
      continue;
    }
    const byId = `${name}:${idIn(value) ?? hash}`;
    const isOther = keys.has(byId) && !sameValue(keys.get(byId), value);
    keys.set(isOther ? `${name}:${hash}` : byId, value);
  }
  return recordOf([...keys]);
}

/** The key of a tree for one of a flow. */
export function treeKey(key: string, value: unknown): string {
  const colon = key.indexOf(":");
  if (colon === -1) return key;
  const name = key.slice(0, colon);
  return `${name}--${hashOf(name, value)}`;
}

function valuesIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Values) : {};
}

/** The id that a mark says it has. */
function idIn(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, "id")) return undefined;
  const { id } = value as { readonly id: unknown };
  return typeof id === "string" && id !== "" ? id : undefined;
}

/** As y-prosemirror hashes a mark, so that it finds what it would write. */
function hashOf(type: string, attrs: unknown): string {
  const hasAttrs = typeof attrs === "object" && attrs !== null && Object.keys(attrs).length > 0;
  const whole = digest(encodeAny(hasAttrs ? { type, attrs } : { type }));
  const bytes = whole.slice(0, hashLength);
  for (let i = hashLength; i < whole.length; i++) bytes[i % hashLength]! ^= whole[i]!;
  return toBase64(bytes);
}
