/** Flags and operands that several commands have, with what they may be. */

import { parseDocumentName, parseStoredDocumentName, type DocumentName } from "@coscribe/shared";
import * as z from "zod";
import { fileFormats, type FileFormat } from "../exchange/file-formats.ts";
import type { Flag, GivenLine } from "./flag.ts";

/** A text that must not be empty. */
export const wordSchema: z.ZodType<string> = z.string().min(1, "must not be empty");

const bytesPerUnit: Readonly<Record<string, number>> = {
  "": 1,
  kb: 2 ** 10,
  mb: 2 ** 20,
  gb: 2 ** 30,
  tb: 2 ** 40,
};

/** A number of bytes, such as `25mb`. */
export const sizeSchema: z.ZodType<number> = z
  .string()
  .regex(/^[1-9]\d{0,14}(kb|mb|gb|tb)?$/i, "must be a number of bytes, or one such as 25mb")
  .transform((text) => Number.parseInt(text, 10) * bytesPerUnit[unitOf(text)]!)
  .refine(Number.isSafeInteger, "is too large");

function unitOf(size: string): string {
  return size.replace(/^\d+/, "").toLowerCase();
}

/** The name of a document that may be made. */
export const nameSchema: z.ZodType<DocumentName> = named(parseDocumentName);

/** The name of a document that may have been made when more names were allowed. */
export const storedNameSchema: z.ZodType<DocumentName> = named(parseStoredDocumentName);

function named(parse: (name: string) => DocumentName): z.ZodType<DocumentName> {
  return z.string().transform((name, context) => {
    try {
      return parse(name);
    } catch (error) {
      context.addIssue(error instanceof Error ? error.message : String(error));
      return z.NEVER;
    }
  });
}

/** What is wrong with the name of a document that is to be made; undefined where nothing is. */
export function nameFault(name: string): string | undefined {
  return nameSchema.safeParse(name).error?.issues[0]?.message;
}

/** A flag that is there or not. */
export function switchFlag(help: string): Flag<boolean> {
  return { kind: "switch", help, schema: z.boolean() };
}

/** `--help`, which every command has. */
export const helpFlag: Flag<boolean> = { ...switchFlag("show this text"), short: "h" };

/** `--json`. */
export const jsonFlag: Flag<boolean> = switchFlag("print one JSON object instead of text");

/** `--data DIRECTORY`. */
export const dataFlag: Flag<string> = {
  kind: "value",
  placeholder: "DIRECTORY",
  variable: "COSCRIBE_DATA",
  default: "./data",
  help: "where documents are kept",
  schema: wordSchema,
};

/** `--prefix TEXT`. */
export const prefixFlag: Flag<string> = {
  kind: "value",
  placeholder: "TEXT",
  help: "only documents whose names begin with this",
  schema: z.string().default(""),
};

/** `--prefix TEXT`, of what comes from elsewhere. */
export const addedPrefixFlag: Flag<string> = {
  ...prefixFlag,
  help: "put this before the name of each document, such as old/",
};

/** `--max-file SIZE`. */
export const maxFileFlag: Flag<number | undefined> = {
  kind: "value",
  placeholder: "SIZE",
  variable: "COSCRIBE_MAX_FILE",
  help: "largest image or other file that a document may show, such as 25mb, which is the default",
  schema: sizeSchema.optional(),
};

/** `--max-files SIZE`. */
export const maxFilesFlag: Flag<number | undefined> = {
  kind: "value",
  placeholder: "SIZE",
  variable: "COSCRIBE_MAX_FILES",
  help: "most that all files may take on the disk together, such as 10gb; no limit by default",
  schema: sizeSchema.optional(),
};

/** What is wrong where names stand beside `--all`, or neither of them is there. */
export function oneOrAll({ flags, operands }: GivenLine): readonly string[] {
  const isAll = flags["all"] === true;
  if (isAll !== operands.length > 0) return [];
  return [isAll ? "--all: either names of documents or --all" : "which document? Or --all"];
}

/** `--format FORMAT`, of files of other programs. */
export const formatFlag: Flag<FileFormat | undefined> = {
  kind: "value",
  placeholder: "FORMAT",
  help:
    "md (Markdown), html, docx (word processors), txt, json (ProseMirror) or yjs (as it is); told by the " +
    "file's name if left out",
  schema: z.enum(fileFormats, `must be one of ${fileFormats.join(", ")}`).optional(),
};
