/** The one schema of all documents. */

import type { Schema } from "prosemirror-model";
import { guardedSchema } from "./guarded-schema.ts";
import { documentSpec } from "./spec.ts";
import { defaultTextblockAttrs } from "./textblock.ts";

/** The schema of every document. It accepts whatever another client wrote: guarded-schema.ts. */
export const documentSchema: Schema = guardedSchema(documentSpec, {
  textblock: defaultTextblockAttrs,
});
