/** What `../files/` answers below the same path, described with the rest. */

import * as z from "zod";
import { fileRefusals } from "@coscribe/shared";
import type { Operation } from "./operation.ts";
import { namedSchemas } from "./schemas.ts";

const fileSchema = z.object({
  hash: z.string().meta({ description: "The SHA-256 of its bytes, which is its name." }),
  size: z.int(),
  type: z.string().meta({ description: "By its first bytes." }),
});
namedSchemas.add(fileSchema, { id: "File", description: "A file that is kept." });

const refusalSchema = z.object({
  error: z.object({
    code: z.enum(Object.keys(fileRefusals) as [string, ...string[]]),
    message: z.string(),
  }),
});
namedSchemas.add(refusalSchema, {
  id: "FileRefusal",
  description: "Why a file is not taken or given.",
});

const limitsSchema = z.object({ maxFileBytes: z.int() });

const refused = { description: "It is not done.", content: { "application/json": refusalSchema } };

/** One answer for each status that a refusal may have. */
const refusals = Object.fromEntries(
  Object.values(fileRefusals).map(({ status }) => [status, refused]),
);

/** See the head of this file. */
export const fileOperations: readonly Operation[] = [
  {
    id: "getFileLimits",
    method: "get",
    path: "/files",
    tag: "files",
    summary: "Tell how large a file may be",
    outcomes: {
      200: { description: "The limit.", content: { "application/json": limitsSchema } },
      ...refusals,
    },
    problems: [],
  },
  {
    id: "putFile",
    method: "post",
    path: "/files",
    tag: "files",
    summary: "Keep a file",
    description: "It is there once however often it is sent. What comes as an image must be one.",
    query: z.object({
      document: z.string().optional().meta({ description: "The document that will show it." }),
    }),
    body: { description: "The bytes.", isRequired: true, content: { "*/*": "bytes" } },
    outcomes: {
      200: { description: "It is kept.", content: { "application/json": fileSchema } },
      ...refusals,
    },
    problems: [],
  },
  {
    id: "getFile",
    method: "get",
    path: "/files/{hash}",
    tag: "files",
    summary: "Give a file, or a range of it",
    parameters: { hash: z.string().meta({ description: "The SHA-256 of its bytes." }) },
    query: z.object({
      name: z.string().optional().meta({ description: "What it is saved as." }),
    }),
    headers: {
      Range: "One range of bytes.",
      "If-None-Match": "The `ETag` of what is there already.",
    },
    outcomes: {
      200: {
        description: "The file.",
        content: { "*/*": "bytes" },
        headers: { ETag: "Its hash." },
      },
      206: { description: "A range of it.", content: { "*/*": "bytes" } },
      304: { description: "It is there already." },
      ...refusals,
    },
    problems: [],
  },
];
