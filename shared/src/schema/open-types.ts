/**
 * Node and mark types that keep what their specification does not mention.
 *
 * ProseMirror drops attributes that a type does not list, and has no way to add a mark type to a
 * schema. Both are needed to keep what newer clients wrote (guarded-schema.ts), and both take parts
 * of prosemirror-model 1.25 that it does not document: they are all in this file.
 */

import {
  Mark,
  MarkType,
  type Attrs,
  type MarkSpec,
  type NodeType,
  type Schema,
} from "prosemirror-model";
import { isPlainData } from "../plain-data.ts";

interface NodeTypeInside {
  computeAttrs(attrs: Attrs | null): Attrs;
}

interface MarkTypeInside {
  excluded: readonly MarkType[];
}

type MarkConstructor = new (type: MarkType, attrs: Attrs) => Mark;
type MarkTypeConstructor = new (
  name: string,
  rank: number,
  schema: Schema,
  spec: MarkSpec,
) => MarkType;

/**
 * Lets nodes of `type` keep every attribute that they are given, listed or not, as long as its
 * value is plain data. A value equal to that in `defaults` becomes null, "as default".
 */
export function keepAttributes(type: NodeType, defaults: Readonly<Record<string, unknown>>): void {
  const inside = type as unknown as NodeTypeInside;
  const listed = inside.computeAttrs(null);
  inside.computeAttrs = (given) => {
    if (given === null) return listed;
    const attrs: Record<string, unknown> = Object.assign(Object.create(null), listed);
    for (const [name, value] of Object.entries(given)) {
      if (value === undefined || !isPlainData(value)) continue;
      attrs[name] = Object.hasOwn(defaults, name) && defaults[name] === value ? null : value;
    }
    return attrs;
  };
}

/**
 * Lets marks of `type` keep the attributes that they are given. Where a client that is no
 * ProseMirror wrote a plain value, as in `{ bold: true }`, the mark has its defaults.
 */
export function keepMarkAttributes(type: MarkType): void {
  const defaults = type.create();
  const listed = Object.keys(defaults.attrs);
  type.create = (given?: unknown) => {
    if (!isRecord(given) || !isPlainData(given)) return defaults;
    // The same object wherever possible: it is what the shared document holds, and compares fast.
    const isWhole = listed.every((name) => Object.hasOwn(given, name));
    const attrs = isWhole ? given : { ...defaults.attrs, ...given };
    return new (Mark as unknown as MarkConstructor)(type, attrs);
  };
}

/** Which marks of one open type can stand on the same text: one, or several that differ. */
export type Overlap = "one" | "several";

/**
 * A new mark type of `schema`, with the appearance of `model`. Its marks keep what they are given;
 * a plain value is kept in the attribute `value`, and turns into that value again as JSON.
 */
export function openMarkType(
  model: MarkType,
  name: string,
  rank: number,
  overlap: Overlap,
): MarkType {
  const { schema, spec } = model;
  const type = new (MarkType as unknown as MarkTypeConstructor)(name, rank, schema, spec);
  (type as unknown as MarkTypeInside).excluded = overlap === "one" ? [type] : [];
  keepMarkAttributes(type);
  const create = type.create.bind(type);
  type.create = (attrs?: unknown) => create(isRecord(attrs) ? attrs : wrapped(attrs));
  return type;
}

/** What a mark keeps in the shared document: its attributes, or a plain value. */
export function markValue({ attrs }: Mark): unknown {
  const { toJSON } = attrs as { readonly toJSON?: unknown };
  return typeof toJSON === "function" ? attrs["value"] : attrs;
}

/** Yjs stores formats as JSON, so the wrapping is never seen by others. */
function wrapped(value: unknown): Attrs {
  if (value === undefined || value === null) return {};
  return Object.defineProperty({ value }, "toJSON", { value: () => value });
}

function isRecord(value: unknown): value is Attrs {
  return typeof value === "object" && value !== null;
}
