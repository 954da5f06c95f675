/**
 * Node and mark types that keep what their specification does not mention.
 *
 * ProseMirror drops attributes that a type does not list. To keep what newer clients wrote
 * (guarded-schema.ts) takes parts of prosemirror-model 1.25 that it does not document: they are all
 * in this file.
 */

import { Mark, type Attrs, type MarkType, type NodeType } from "prosemirror-model";
import { maxLevels } from "../flow/flow.ts";
import { copyOfValues } from "../flow/values.ts";
import { isPlainData, maxValueDepth } from "../plain-data.ts";
import { isRecord } from "./node-json.ts";

/**
 * A placeholder keeps flows in its attributes, each level of which adds at most four levels of
 * records and lists, and in them values.
 */
const maxAttributeDepth = maxValueDepth + 4 * (maxLevels + 1);

interface TypeInside {
  readonly attrs: object;
}

interface NodeTypeInside extends TypeInside {
  computeAttrs(attrs: Attrs | null): Attrs;
}

type MarkConstructor = new (type: MarkType, attrs: Attrs) => Mark;

/**
 * Lets nodes of `type` keep every attribute that they are given, listed or not, as long as its
 * value is plain data. A value equal to that in `defaults` becomes null, "as default".
 */
export function keepAttributes(type: NodeType, defaults: Readonly<Record<string, unknown>>): void {
  const inside = type as unknown as NodeTypeInside;
  const listed = inside.computeAttrs(null);
  inside.computeAttrs = (given) => {
    if (given === null) return listed;
    const attrs = copyOfValues(listed);
    for (const name of Object.keys(given)) {
      const value: unknown = given[name];
      if (value === undefined || !isPlainData(value, maxAttributeDepth)) continue;
      attrs[name] = Object.hasOwn(defaults, name) && defaults[name] === value ? null : value;
    }
    return attrs;
  };
  listEveryAttribute(inside);
}

/** `Node.check` throws on an attribute if its name is not `in` those of the type. */
function listEveryAttribute({ attrs }: TypeInside): void {
  Object.setPrototypeOf(attrs, new Proxy(Object.create(null) as object, { has: () => true }));
}

/**
 * Lets marks of `type` keep what they are given: attributes, listed or not, or the plain value that
 * a program other than ProseMirror wrote, as in `{ bold: true }`.
 */
export function keepMarkAttributes(type: MarkType): void {
  const defaults = type.create();
  type.create = (given?: unknown) => {
    if (given === undefined || given === null || !isPlainData(given)) return defaults;
    const attrs = isRecord(given) ? given : plainValue(given);
    return new (Mark as unknown as MarkConstructor)(type, attrs);
  };
  listEveryAttribute(type as unknown as TypeInside);
}

/** A plain value as an attribute, which turns into that value again as JSON: mark-key.ts. */
function plainValue(value: unknown): Attrs {
  return Object.defineProperty({ value }, "toJSON", { value: () => value });
}
