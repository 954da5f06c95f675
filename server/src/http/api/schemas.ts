/** The shapes of what comes and goes, each with the name that it has in the description. */

import * as z from "zod";
import { maxTitleLength } from "@coscribe/shared/flow";
import {
  documentNameFault,
  type Access,
  type AccessUser,
  type DocumentName,
} from "@coscribe/shared";
import { problems, type ProblemCode, type ProblemPlace } from "./problems.ts";

/** Schemas that stand in the description under a name of their own. */
export const namedSchemas: z.core.$ZodRegistry<{ id: string; description?: string }> = z.registry();

function named<T>(schema: z.ZodType<T>, id: string, description: string): z.ZodType<T> {
  namedSchemas.add(schema, { id, description });
  return schema;
}

/** What is told of a document in the list; times are dates as ISO 8601 has them. */
export interface ListedDocumentShape {
  readonly name: string;
  readonly title: string | null;
  readonly isTitleSet: boolean;
  readonly createdAt: string | null;
  readonly createdBy: AccessUser | null;
  readonly changedAt: string | null;
  readonly changedBy: AccessUser | null;
  readonly deletedAt: string | null;
  readonly deletedBy: AccessUser | null;
  readonly access: Access;
}

/** What is told of a document by itself. */
export interface DocumentShape extends ListedDocumentShape {
  readonly aliases: readonly string[];
}

/** A page of the list. */
export interface DocumentListShape {
  readonly documents: readonly ListedDocumentShape[];
  readonly cursor: string | null;
}

/** Where an alias leads. */
export interface AliasShape {
  readonly alias: string;
  readonly document: string;
}

/** What came of a change. */
export interface EditShape {
  readonly version: string;
  readonly isChanged: boolean;
  readonly leftOut: readonly string[];
}

/** What went wrong, as RFC 9457 has it. */
export interface ProblemShape {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly places?: readonly ProblemPlace[] | undefined;
}

/** A document's name in a body or a query. */
export const nameSchema: z.ZodType<DocumentName, string> = z
  .string()
  .max(200)
  .superRefine((name, context) => {
    const fault = documentNameFault(name);
    if (fault !== undefined) context.addIssue(`no document can have this name (${fault})`);
  })
  .transform((name) => name as DocumentName);

/** What a document is called. */
export const titleSchema: z.ZodType<string, string> = z
  .string()
  .min(1)
  .max(maxTitleLength)
  // oxlint-disable-next-line no-control-regex -- these are what it may not have
  .regex(/^[^\u0000-\u001f\u007f-\u009f]*$/, "has control characters");

const userSchema: z.ZodType<AccessUser> = named(
  z.object({
    id: z.string(),
    name: z.string().optional(),
    color: z.string().optional(),
  }) as z.ZodType<AccessUser>,
  "User",
  "Somebody whom the server knows.",
);

const accessSchema = z.enum(["read", "comment", "write"]);
const time = z.iso.datetime().nullable();

const documentFields = {
  name: z.string(),
  title: z.string().nullable().meta({
    description: "As somebody has said, or as the first heading says; null where neither is known.",
  }),
  isTitleSet: z.boolean().meta({ description: "Somebody has said so." }),
  createdAt: time,
  createdBy: userSchema.nullable(),
  changedAt: time.meta({ description: "Some seconds after it was." }),
  changedBy: userSchema.nullable(),
  deletedAt: time.meta({ description: "Since when it is in the trash; null where it is not." }),
  deletedBy: userSchema.nullable(),
  access: accessSchema.meta({ description: "What whoever asks may do with it." }),
};

/** A document in the list. */
export const listedDocumentSchema: z.ZodType<ListedDocumentShape> = named(
  z.object(documentFields),
  "ListedDocument",
  "What is known of a document, beside its text.",
);

/** A document by itself. */
export const documentSchema: z.ZodType<DocumentShape> = named(
  z.object({
    ...documentFields,
    aliases: z.array(z.string()).meta({ description: "Other names that lead to it." }),
  }),
  "Document",
  "What is known of a document, beside its text.",
);

/** A page of the list. */
export const documentListSchema: z.ZodType<DocumentListShape> = named(
  z.object({
    documents: z.array(listedDocumentSchema),
    cursor: z.string().nullable().meta({
      description: "For the next page; null where there is none. A page may be short all the same.",
    }),
  }),
  "DocumentList",
  "A page of documents, in the order of their names.",
);

/** Where an alias leads. */
export const aliasSchema: z.ZodType<AliasShape> = named(
  z.object({ alias: z.string(), document: z.string() }),
  "Alias",
  "A name that leads to a document which has another one.",
);

/** What came of a change. */
export const editSchema: z.ZodType<EditShape> = named(
  z.object({
    version: z
      .string()
      .meta({ description: "What it is now, with what others have written meanwhile." }),
    isChanged: z.boolean().meta({ description: "False where there was nothing to be done." }),
    leftOut: z
      .array(z.string())
      .meta({ description: "Pictures of which no more than what they show was taken, and why." }),
  }),
  "Edit",
  "What came of a change of what stands in a document.",
);

/** A document as ProseMirror has it. */
export const proseMirrorSchema: z.ZodType<{ type: string }> = named(
  z.looseObject({ type: z.string(), content: z.array(z.looseObject({})).optional() }),
  "ProseMirrorNode",
  "A node of ProseMirror, as its `toJSON` makes it: the whole document.",
);

/** What went wrong. */
export const problemSchema: z.ZodType<ProblemShape> = named(
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
    places: z
      .array(z.object({ place: z.string(), message: z.string() }))
      .optional()
      .meta({ description: "Every place of the request that is wrong, as `body/title`." }),
  }),
  "Problem",
  "What went wrong, as RFC 9457 has it.",
);
