/** Schemas of documents: the one of all documents, and those of programs that bring features. */

import type { Schema } from "prosemirror-model";
import { standardContent, type Content } from "./content.ts";
import { guardedSchema } from "./guarded-schema.ts";
import { specOf } from "./spec.ts";
import { defaultTextblockAttrs } from "./textblock.ts";

/** A schema for documents with this content. It accepts whatever another client wrote: guarded-schema.ts. */
export function schemaOf(content: Content): Schema {
  return guardedSchema(specOf(content), content, { textblock: defaultTextblockAttrs });
}

/** The schema of documents with what they can hold by themselves. */
export const documentSchema: Schema = schemaOf(standardContent);
