/**
 * A schema that takes whatever another client wrote.
 *
 * ProseMirror throws on what a schema does not list, or drops it. A document can hold what a newer
 * version wrote, and none of it may be lost because an older one shows it. So here:
 *
 * 1. A node of JSON that is unknown, or stands where it cannot, is a placeholder (from-json.ts), and
 *    so is a mark (mark-key.ts).
 * 2. Attributes that are not known, or not of the right type, are kept as they are.
 */

import { Schema, type SchemaSpec } from "prosemirror-model";
import type { Content } from "./content.ts";
import { markFromAnyJson, nodeFromAnyJson } from "./nodes.ts";
import { keepAttributes, keepMarkAttributes } from "./open-types.ts";
import { setContentOfSchema } from "./schema-content.ts";

/**
 * A schema with the nodes and marks of documents with this content, and maybe more, that takes any
 * content. `defaults` are, by node name, the attribute values that need not be stored.
 */
export function guardedSchema(
  spec: SchemaSpec,
  content: Content,
  defaults: Readonly<Record<string, object>>,
): Schema {
  const schema = new Schema(spec);
  setContentOfSchema(schema, content);
  for (const type of Object.values(schema.nodes)) {
    keepAttributes(type, { ...defaults[type.name] });
  }
  for (const type of Object.values(schema.marks)) keepMarkAttributes(type);
  schema.nodeFromJSON = (json: unknown) => nodeFromAnyJson(schema, json);
  schema.markFromJSON = (json: unknown) => markFromAnyJson(schema, json);
  return schema;
}
