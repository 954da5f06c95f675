/**
 * A schema that takes whatever another client wrote.
 *
 * ProseMirror throws on what a schema does not list, or drops it. A document can hold what a newer
 * version wrote, and none of it may be lost because an older one shows it. So here:
 *
 * 1. A node of JSON that is unknown, or stands where it cannot, is a placeholder (json.ts).
 * 2. Attributes that are not known, or not of the right type, are kept as they are.
 * 3. A mark that is unknown gets a type of its own, by its name, and so is written back as it was.
 *
 * It is a subclass because that is how ProseMirror lets a schema be extended.
 */

import {
  DOMSerializer,
  Schema,
  type Attrs,
  type Mark,
  type MarkType,
  type SchemaSpec,
} from "prosemirror-model";
import type { NodeJson } from "./json.ts";
import { isKeyed } from "./mark-key.ts";
import { nodeFromAnyJson } from "./nodes.ts";
import { keepAttributes, keepMarkAttributes, openMarkType } from "./open-types.ts";

/**
 * Most unknown mark names that get a type of their own. Types live as long as the schema, so a
 * hostile document must not be able to make them without end; an honest one has a handful.
 */
const maxOpenMarkTypes = 1_000;

/** A schema with `unknown_block`, `unknown_inline` and `unknown_mark` that takes any content. */
export class GuardedSchema extends Schema {
  readonly #unknownMark: MarkType;
  #openMarkTypes = 0;

  /** `defaults` are, by node name, the attribute values that need not be stored. */
  constructor(spec: SchemaSpec, defaults: Readonly<Record<string, object>>) {
    super(spec);
    for (const type of Object.values(this.nodes)) {
      keepAttributes(type, { ...defaults[type.name] });
    }
    for (const type of Object.values(this.marks)) keepMarkAttributes(type);
    this.cached["domSerializer"] = serializerOf(this);
    this.#unknownMark = this.marks["unknown_mark"]!;
    this.nodeFromJSON = (json: NodeJson) => nodeFromAnyJson(this, json);
    this.markFromJSON = (json: { type: string; attrs?: Attrs }) => this.mark(json.type, json.attrs);
  }

  /** A mark, of a type made on demand where the name is unknown. */
  override mark(type: string | MarkType, attrs?: Attrs | null): Mark {
    if (typeof type !== "string") return super.mark(type, attrs);
    const known = Object.hasOwn(this.marks, type) ? this.marks[type] : undefined;
    return (known ?? this.#openMarkType(type)).create(attrs);
  }

  #openMarkType(name: string): MarkType {
    if (this.#openMarkTypes === maxOpenMarkTypes) return this.#unknownMark;
    const rank = Object.keys(this.marks).length + this.#openMarkTypes++;
    const type = openMarkType(this.#unknownMark, name, rank, isKeyed(name) ? "several" : "one");
    (this.marks as Record<string, MarkType>)[name] = type;
    return type;
  }
}

/** ProseMirror's own looks names up in an object that inherits, and would find "constructor". */
function serializerOf(schema: Schema): DOMSerializer {
  return new DOMSerializer(
    Object.assign(Object.create(null), DOMSerializer.nodesFromSchema(schema)),
    Object.assign(Object.create(null), DOMSerializer.marksFromSchema(schema)),
  );
}
