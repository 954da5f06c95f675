/** Documents as a whole: the list, making, titles, copies, other names, the trash. */

import * as z from "zod";
import { documentNameToPath, type Access, type DocumentName } from "@coscribe/shared";
import type { Grant } from "../../access/grant.ts";
import type { DocumentDescription } from "../../library/description.ts";
import type { Library } from "../../library/library.ts";
import { newDocumentName } from "../../library/new-name.ts";
import type { ApiAnswer, Call, Operation } from "./operation.ts";
import { ApiProblem } from "./problems.ts";
import {
  aliasSchema,
  documentListSchema,
  documentSchema,
  nameSchema,
  titleSchema,
  type ListedDocumentShape,
} from "./schemas.ts";

const json = "application/json";

const flag = z.enum(["true", "false"]).default("false");

const listQuery = z.object({
  prefix: z.string().max(200).default("").meta({ description: "Only names that begin with this." }),
  search: z.string().max(300).default("").meta({
    description: "Only documents with this in their title or name, whatever its case and accents.",
  }),
  deleted: flag.meta({ description: "Those in the trash, and no others." }),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, "must be a number from 1 to 200")
    .default("50")
    .transform(Number)
    .pipe(z.int().min(1).max(200))
    .meta({ description: "At most so many, 200 at most." }),
  cursor: z.string().max(1_000).optional().meta({ description: "Of the page before." }),
});

const newPlace = {
  name: nameSchema.optional().meta({ description: "One is made up when left out." }),
  prefix: z
    .string()
    .max(150)
    .optional()
    .meta({ description: "What a name that is made up begins with, such as `notes/`." }),
  title: titleSchema.optional(),
};

const createBody = z.strictObject(newPlace);
const changeBody = z.strictObject({
  title: titleSchema.nullable().meta({ description: "null: what the first heading says." }),
});
const renameBody = z.strictObject({ name: nameSchema });
const aliasBody = z.strictObject({ document: nameSchema });
const deleteQuery = z.object({
  permanent: flag.meta({
    description: "For good, instead of into the trash. Nothing brings it back.",
  }),
});

const isDocument = (description: string): Operation["outcomes"][number] => {
  return { description, content: { [json]: documentSchema } };
};

const made = {
  ...isDocument("It is made."),
  headers: { Location: "Where it is, relative to the address that was asked." },
};

/** The operations on the documents of `library`. */
export function documentOperations(library: Library): readonly Operation[] {
  const answer = async (
    status: number,
    document: DocumentDescription,
    { access }: Grant,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ApiAnswer> => {
    const aliases = await library.aliasesOf(document.name);
    return { status, headers, json: { ...shown(document, access), aliases } };
  };

  /** Where a new document goes, and who makes it. */
  const target = async (
    call: Call,
  ): Promise<{
    readonly name: DocumentName;
    readonly title?: string | undefined;
    readonly grant: Grant;
  }> => {
    const body = await call.json(createBody);
    const { name = `${body.prefix ?? ""}${newDocumentName()}` } = body;
    const place = nameSchema.safeParse(name);
    if (!place.success) throw new ApiProblem("badRequest", "body/prefix: no name can begin so");
    const { title } = body;
    return { name: place.data, title, grant: await call.grant(place.data, "write") };
  };

  return [
    {
      id: "listDocuments",
      method: "get",
      path: "/documents",
      tag: "documents",
      summary: "List the documents that whoever asks may read",
      description:
        "In the order of the bytes of their names. Reads no document. A page that has looked at very many without finding enough is short.",
      query: listQuery,
      outcomes: { 200: { description: "A page.", content: { [json]: documentListSchema } } },
      problems: ["badCursor"],
      async handle(call) {
        const { prefix, search, deleted, limit, cursor } = call.query(listQuery);
        const { isOperator, access } = await call.grant(undefined, "read");
        const page = await library.list({
          prefix,
          search,
          isTrash: deleted === "true",
          limit,
          cursor,
          accessTo: async (name) => (isOperator ? access : call.accessTo(name)),
        });
        const documents = page.documents.map(({ access: theirs, ...each }) => shown(each, theirs));
        return { status: 200, json: { documents, cursor: page.cursor ?? null } };
      },
    },
    {
      id: "createDocument",
      method: "post",
      path: "/documents",
      tag: "documents",
      summary: "Make an empty document",
      body: { description: "", isRequired: false, content: { [json]: createBody } },
      outcomes: { 201: made },
      problems: ["badDocumentName", "nameTaken"],
      async handle(call) {
        const { name, title, grant } = await target(call);
        const document = await library.create({ name, title }, grant);
        return answer(201, document, grant, { Location: `documents/${documentNameToPath(name)}` });
      },
    },
    {
      id: "getDocument",
      method: "get",
      path: "/documents/{name}",
      tag: "documents",
      summary: "Tell what is known of a document",
      description: "Of one in the trash, too.",
      outcomes: { 200: isDocument("What is known.") },
      problems: ["documentNotFound"],
      async handle(call) {
        const { name, grant } = await call.document("read");
        return answer(200, await library.describe(name), grant);
      },
    },
    {
      id: "changeDocument",
      method: "patch",
      path: "/documents/{name}",
      tag: "documents",
      summary: "Set the title of a document",
      body: { description: "What to change.", isRequired: true, content: { [json]: changeBody } },
      outcomes: { 200: isDocument("It is changed.") },
      problems: [
        ...(["documentNotFound", "documentDeleted", "documentDamaged"] as const),
        ...(["documentTooLarge", "tooMuchWork"] as const),
      ],
      async handle(call) {
        const { name, grant } = await call.document("write");
        const { title } = await call.json(changeBody);
        return answer(200, await library.setTitle(name, title ?? undefined, grant), grant);
      },
    },
    {
      id: "deleteDocument",
      method: "delete",
      path: "/documents/{name}",
      tag: "documents",
      summary: "Put a document into the trash, or remove it for good",
      description:
        "Whoever is in it is sent away with 4404. In the trash it stays until it is restored or removed; nothing empties the trash by itself.",
      query: deleteQuery,
      outcomes: {
        200: isDocument("It is in the trash."),
        204: { description: "It is gone for good." },
      },
      problems: ["documentNotFound", "documentDeleted", "documentDamaged", "metadataNotKept"],
      async handle(call) {
        const { permanent } = call.query(deleteQuery);
        const { name, grant } = await call.document("write");
        if (permanent === "false") return answer(200, await library.trash(name, grant.user), grant);
        if (await library.remove(name)) return { status: 204 };
        throw new ApiProblem("documentNotFound");
      },
    },
    {
      id: "restoreDocument",
      method: "post",
      path: "/restore/{name}",
      tag: "documents",
      summary: "Take a document out of the trash",
      outcomes: { 200: isDocument("It is back, with everything that it had.") },
      problems: ["documentNotFound", "notInTrash", "metadataNotKept"],
      async handle(call) {
        const { name, grant } = await call.document("write");
        return answer(200, await library.restore(name), grant);
      },
    },
    {
      id: "copyDocument",
      method: "post",
      path: "/copy/{name}",
      tag: "documents",
      summary: "Make a document with the same text",
      description:
        "With everything that the other one has in it at that moment, and its title unless another one is given.",
      body: {
        description: "Where the copy goes.",
        isRequired: false,
        content: { [json]: createBody },
      },
      outcomes: { 201: made },
      problems: [
        ...(["badDocumentName", "documentNotFound", "documentDeleted", "nameTaken"] as const),
        "documentDamaged",
      ],
      async handle(call) {
        const { name: from } = await call.document("read");
        const { name, title, grant } = await target(call);
        const document = await library.copy(from, { name, title }, grant);
        return answer(201, document, grant, {
          Location: `../documents/${documentNameToPath(name)}`,
        });
      },
    },
    {
      id: "renameDocument",
      method: "post",
      path: "/rename/{name}",
      tag: "names",
      summary: "Move a document to another name",
      description:
        "With its text, its history, its title and its aliases. The old name leads to it from then on; whoever is in it comes back by that and goes on.",
      body: { description: "The new name.", isRequired: true, content: { [json]: renameBody } },
      outcomes: { 200: isDocument("It has the new name.") },
      problems: [
        ...(["documentNotFound", "documentDeleted", "nameTaken", "tooManyAliases"] as const),
        ...(["documentDamaged", "metadataNotKept"] as const),
      ],
      async handle(call) {
        const { name: from } = await call.document("write");
        const { name: to } = await call.json(renameBody);
        const grant = await call.grant(to, "write");
        return answer(200, await library.rename(from, to), grant);
      },
    },
    {
      id: "putAlias",
      method: "put",
      path: "/aliases/{name}",
      tag: "names",
      summary: "Make a name lead to a document",
      description:
        "On every way in. Who comes by it may do what they may do with the document under its own name. Whoever makes it may write under both.",
      body: { description: "Which document.", isRequired: true, content: { [json]: aliasBody } },
      outcomes: { 200: { description: "It leads there.", content: { [json]: aliasSchema } } },
      problems: [
        ...(["documentNotFound", "documentDeleted", "nameTaken", "tooManyAliases"] as const),
        "metadataNotKept",
      ],
      async handle(call) {
        const { document } = await call.json(aliasBody);
        await call.grant(call.asked, "write");
        const { name } = await call.document("write", document);
        await library.addAlias(name, call.asked);
        return { status: 200, json: { alias: call.asked, document: name } };
      },
    },
    {
      id: "deleteAlias",
      method: "delete",
      path: "/aliases/{name}",
      tag: "names",
      summary: "Have an alias lead nowhere",
      description: "Old links break with it where it is a name that the document had before.",
      outcomes: { 204: { description: "It is free." } },
      problems: ["aliasNotFound", "metadataNotKept"],
      async handle(call) {
        const { name } = await call.document("write");
        // Whoever may write under a former name may not take it from the others by that alone.
        await call.grant(name, "write");
        await library.removeAlias(call.asked);
        return { status: 204 };
      },
    },
  ];
}

function shown(document: DocumentDescription, access: Access): ListedDocumentShape {
  const { name, title, isTitleSet, createdBy, changedBy, deletedBy } = document;
  return {
    name,
    title: title ?? null,
    isTitleSet,
    createdAt: isoTime(document.createdAt),
    createdBy: createdBy ?? null,
    changedAt: isoTime(document.changedAt),
    changedBy: changedBy ?? null,
    deletedAt: isoTime(document.deletedAt),
    deletedBy: deletedBy ?? null,
    access,
  };
}

function isoTime(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
