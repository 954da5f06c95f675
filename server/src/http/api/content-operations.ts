/** What stands in documents: read in six forms, written anew, appended to, and merged with Yjs updates. */

import * as z from "zod";
import type { DocumentName } from "@coscribe/shared";
import type { Grant } from "../../access/grant.ts";
import type { EditedContent, EditOptions } from "../../content/content-requests.ts";
import type { DocumentContents } from "../../content/document-contents.ts";
import type { Settings } from "../../options.ts";
import type { Library } from "../../library/library.ts";
import { LibraryError } from "../../library/library-error.ts";
import { attachmentNamed } from "../files/disposition.ts";
import { acceptedForm, contentForms, formOfType, type ContentForm } from "./content-formats.ts";
import { entityTag, tagsIn, versionsIn } from "./entity-tags.ts";
import type { ApiAnswer, BodyShape, Call, Operation, Outcome } from "./operation.ts";
import { ApiProblem, type ProblemCode } from "./problems.ts";
import { editSchema, proseMirrorSchema } from "./schemas.ts";

const updateType = "application/x-yjs-update";

const ifMatch =
  "The version that is to be changed, as an `ETag` told it: what has changed since is left alone (412). `*`: only if there is a document.";

const writing: readonly ProblemCode[] = [
  ...(["documentDeleted", "documentDamaged", "documentTooLarge", "versionChanged"] as const),
  ...(["contentRefused", "tooMuchWork"] as const),
];

const isWritten: Outcome = {
  description: "It is written, and on disk.",
  content: { "application/json": editSchema },
  headers: { ETag: "The version that it is now." },
};

/** What a change may bring, by kind. */
const written = Object.fromEntries(
  contentForms
    .filter(({ format }) => format !== "update")
    .map((each) => [each.mediaType, shapeOf(each)]),
);

const replaceQuery = z.object({
  base: z
    .string()
    .max(200)
    .transform((tag) => versionsIn([tag.replaceAll('"', "")])[0])
    .optional()
    .meta({
      description:
        "The version that was read and of which this is a change, as an `ETag` told it; with its quotes or without.",
    }),
});

/** The operations on what `contents` has of the documents of `library`. */
export function contentOperations(
  contents: DocumentContents,
  library: Library,
  { maxContentBytes }: Pick<Settings, "maxContentBytes">,
): readonly Operation[] {
  const read = async (call: Call, form: ContentForm): Promise<ApiAnswer> => {
    const { name } = await call.document("read");
    const { format, ending, contentType } = form;
    const version = await contents.version(name, call.signal);
    if (version === undefined) throw new ApiProblem("documentNotFound");
    const known = tagsIn(call.headers["if-none-match"], false);
    const headers = { "Cache-Control": "private, no-cache", ETag: entityTag(version, ending) };
    if (known === "*" || known?.includes(`${version}.${ending}`)) return { status: 304, headers };
    const content = await contents.read(name, format, call.signal);
    if (content === undefined) throw new ApiProblem("documentNotFound");
    const isFile = format === "docx" || format === "update";
    return {
      status: 200,
      headers: {
        ...headers,
        ETag: entityTag(content.version, ending),
        "Content-Type": contentType,
        ...(isFile && {
          "Content-Disposition": attachmentNamed(content.title ?? name, `.${ending}`),
        }),
      },
      body: content.body,
    };
  };

  const edited = (
    { version, isChanged, leftOut }: EditedContent,
    wasNew: boolean,
    status: 200 | 201 = wasNew && isChanged ? 201 : 200,
  ): ApiAnswer => {
    const headers = { ETag: entityTag(version) };
    return { status, headers, json: { version, isChanged, leftOut } };
  };

  /** A document that is to say nothing is there all the same, unless somebody has made it meanwhile. */
  const made = async (name: DocumentName, grant: Grant, edit: EditedContent) => {
    const isMade = await library.create({ name }, grant).then(
      () => true,
      (error: unknown) => {
        if (error instanceof LibraryError && error.code === "nameTaken") return false;
        throw error;
      },
    );
    const { version } = edit;
    const now = { ...edit, version: (await contents.version(name)) ?? version };
    return edited(now, true, isMade ? 201 : 200);
  };

  /** The one version that may be changed, of those that `If-Match` names; undefined where any may. */
  const wantedVersion = async (call: Call, name: DocumentName) => {
    const tags = tagsIn(call.headers["if-match"], true);
    if (tags === undefined) return undefined;
    const version = await contents.version(name, call.signal);
    if (version === undefined) throw new ApiProblem("versionChanged", "there is no such document");
    if (tags === "*") return undefined;
    if (versionsIn(tags).includes(version)) return version;
    throw new ApiProblem("versionChanged");
  };

  const brought = async (call: Call) => {
    const form = formOfType(call.mediaType ?? "");
    if (form === undefined || form.format === "update")
      throw new ApiProblem("unsupportedMediaType");
    return { format: form.format, content: await call.bytes(maxContentBytes) };
  };

  return [
    {
      id: "readContent",
      method: "get",
      path: "/content/{name}",
      tag: "content",
      summary: "Read a document in the form that `Accept` asks for",
      headers: { "If-None-Match": "The `ETag` of what was read before." },
      outcomes: {
        200: {
          description: "What it says.",
          content: Object.fromEntries(contentForms.map((each) => [each.mediaType, shapeOf(each)])),
          headers: { ETag: "The version, and the form." },
        },
        304: { description: "It is as it was." },
      },
      problems: ["documentNotFound", "documentDeleted", "notAcceptable", "tooMuchWork"],
      handle: async (call) => read(call, acceptedForm(call.headers.accept)),
    },
    ...contentForms.map((form): Operation => {
      return {
        id: `readContentAs${form.format[0]!.toUpperCase()}${form.format.slice(1)}`,
        method: "get",
        path: `/content.${form.ending}/{name}`,
        tag: "content",
        summary: `Read a document as ${form.mediaType}`,
        headers: { "If-None-Match": "The `ETag` of what was read before." },
        outcomes: {
          200: {
            description: "What it says.",
            content: { [form.mediaType]: shapeOf(form) },
            headers: { ETag: "The version, and the form." },
          },
          304: { description: "It is as it was." },
        },
        problems: ["documentNotFound", "documentDeleted", "tooMuchWork"],
        handle: async (call) => read(call, form),
      };
    }),
    {
      id: "replaceContent",
      method: "put",
      path: "/content/{name}",
      tag: "content",
      summary: "Make a document say something, by the smallest change",
      description:
        "People who are typing keep what they type; blocks that stay keep their ids and whatever the form has no place for. Whoever has read the document and made something of that says so by `base`: then what others have written since is kept, too. Where there is no document it is made.",
      query: replaceQuery,
      headers: {
        "If-Match": ifMatch,
        "If-None-Match":
          "`*`: only if there is none, or nothing in it; of many who ask at once one does it.",
      },
      body: { description: "All of it.", isRequired: true, content: written },
      outcomes: { 200: isWritten, 201: { ...isWritten, description: "The document is made." } },
      problems: [...writing, "baseUnknown"],
      async handle(call) {
        const { name, grant } = await call.document("write");
        const { base } = call.query(replaceQuery);
        const none = tagsIn(call.headers["if-none-match"], false);
        if (none !== undefined && none !== "*") {
          throw new ApiProblem("badRequest", "for a change, If-None-Match can only be *");
        }
        const wanted = await wantedVersion(call, name);
        const { format, content } = await brought(call);
        const isNew = !(await library.exists(name));
        const onlyIfEmpty = none === "*";
        const options = { ...optionsOf(call, grant, wanted), onlyIfEmpty, base };
        const edit = await contents.replace(name, format, content, options);
        return isNew && !edit.isChanged ? made(name, grant, edit) : edited(edit, isNew);
      },
    },
    {
      id: "appendContent",
      method: "post",
      path: "/content/{name}",
      tag: "content",
      summary: "Put text or blocks behind what a document holds",
      headers: { "If-Match": ifMatch },
      body: { description: "What to append.", isRequired: true, content: written },
      outcomes: { 200: isWritten, 201: { ...isWritten, description: "The document is made." } },
      problems: writing,
      async handle(call) {
        const { name, grant } = await call.document("write");
        const wanted = await wantedVersion(call, name);
        const { format, content } = await brought(call);
        const isNew = !(await library.exists(name));
        const options = optionsOf(call, grant, wanted);
        return edited(await contents.append(name, format, content, options), isNew);
      },
    },
    {
      id: "mergeContent",
      method: "patch",
      path: "/content/{name}",
      tag: "content",
      summary: "Merge a Yjs update into a document",
      headers: { "If-Match": ifMatch },
      body: {
        description: "The update, as `Y.encodeStateAsUpdate` makes it.",
        isRequired: true,
        content: { [updateType]: "bytes", "application/octet-stream": "bytes" },
      },
      outcomes: { 200: isWritten, 201: { ...isWritten, description: "The document is made." } },
      problems: [...writing, "incompleteUpdate"],
      async handle(call) {
        const { name, grant } = await call.document("write");
        const wanted = await wantedVersion(call, name);
        const update = await call.bytes();
        const isNew = !(await library.exists(name));
        const options = optionsOf(call, grant, wanted);
        return edited(await contents.apply(name, update, options), isNew);
      },
    },
  ];
}

/** Whose edit it is, and on what condition. */
function optionsOf(call: Call, grant: Grant, wanted: string | undefined): EditOptions {
  const { address, signal } = call;
  return { grant, ifMatch: wanted, address, signal, askAgain: () => call.askAgain() };
}

function shapeOf({ format }: ContentForm): BodyShape {
  if (format === "json") return proseMirrorSchema;
  return format === "update" || format === "docx" ? "bytes" : "text";
}
