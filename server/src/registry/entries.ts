/**
 * The tables of the metadata that are about documents, and what stands in them, as JSON under the document's
 * name. What a later version has added to an entry stays in it.
 */

import * as z from "zod";
import type { AccessUser, DocumentName } from "@coscribe/shared";
import { nameTables, type MetadataChange } from "../store/metadata-store.ts";
import { StoreError } from "../store/store-error.ts";

/** What somebody has decided about a document. */
export interface DocumentRecord {
  /** Since when it can be restored and nothing else, in milliseconds since 1970. */
  readonly deletedAt?: number | undefined;
  readonly deletedBy?: AccessUser | undefined;
  /** It had another name once: its updates are counted anew, which backups mind. */
  readonly isMoved?: boolean | undefined;
}

/** What was seen of a document. Times are in milliseconds since 1970; nobody has a name where nobody signs in. */
export interface DocumentActivity {
  readonly createdAt?: number | undefined;
  readonly createdBy?: AccessUser | undefined;
  readonly changedAt?: number | undefined;
  readonly changedBy?: AccessUser | undefined;
  /** What it was called, which stands in it; empty where it had no words, undefined where nobody has looked. */
  readonly title?: string | undefined;
  /** Somebody has said so; else it is its first heading. */
  readonly isTitleSet?: boolean | undefined;
}

/** A name that leads to a document with another one. */
export interface Alias {
  readonly to: DocumentName;
  /** The document had this name once: it is a link to it that somebody may have. */
  readonly isFormer: boolean;
}

/** Something that takes several writes, noted before the first of them and removed after the last. */
export type Unfinished =
  /** The document is being copied under the name `to`; `isDone` once it counts as that. */
  | { readonly type: "rename"; readonly to: DocumentName; readonly isDone: boolean }
  /** All of it is to be removed. */
  | { readonly type: "delete" };

const user = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  color: z.string().optional(),
});
const name = z.string().transform((text) => text as DocumentName);

/** How the entries of a table are written and read. */
export interface Table<Entry> {
  readonly name: string;
  readonly schema: z.ZodType<Entry>;
}

/** By a document's name. */
export const records: Table<DocumentRecord> = {
  name: nameTables.documents,
  schema: z.looseObject({
    deletedAt: z.number().optional(),
    deletedBy: user.optional(),
    isMoved: z.boolean().optional(),
  }) as z.ZodType<DocumentRecord>,
};

/** By a document's name; apart from the records, so that neither writes over the other. */
export const activities: Table<DocumentActivity> = {
  name: "activity",
  schema: z.looseObject({
    createdAt: z.number().optional(),
    createdBy: user.optional(),
    changedAt: z.number().optional(),
    changedBy: user.optional(),
    title: z.string().optional(),
    isTitleSet: z.boolean().optional(),
  }) as z.ZodType<DocumentActivity>,
};

/** By the alias. */
export const aliases: Table<Alias> = {
  name: nameTables.aliases,
  schema: z.looseObject({ to: name, isFormer: z.boolean() }),
};

/** By the name of the document that it began with. */
export const unfinished: Table<Unfinished> = {
  name: nameTables.unfinished,
  schema: z.union([
    z.looseObject({ type: z.literal("rename"), to: name, isDone: z.boolean() }),
    z.looseObject({ type: z.literal("delete") }),
  ]),
};

/** The aliases of a document once more, by `aliasKey`, so that they can be found by it; with nothing in them. */
export const aliasesByDocument = "aliases-of";

/** The key of one alias of a document; names have no control characters. */
export function aliasKey(document: DocumentName, alias: string): string {
  return `${document}\0${alias}`;
}

/** Writes an entry; removes it where there is none, or nothing in it. */
export function put<Entry extends object>(
  table: Table<Entry>,
  key: string,
  entry: Entry | undefined,
): MetadataChange {
  const text = JSON.stringify(entry ?? {});
  const value = text === "{}" ? undefined : Buffer.from(text);
  return { table: table.name, key, value };
}

/** What a value says. Throws StoreError `damaged` where it was not written by {@link put}. */
export function read<Entry>(table: Table<Entry>, value: Uint8Array): Entry {
  try {
    return table.schema.parse(JSON.parse(Buffer.from(value).toString()));
  } catch (cause) {
    throw new StoreError("damaged", `an entry of ${table.name} is not what was written`, { cause });
  }
}

/** An alias, in both tables. */
export function putAlias(alias: DocumentName, entry: Alias): readonly MetadataChange[] {
  return [
    put(aliases, alias, entry),
    { table: aliasesByDocument, key: aliasKey(entry.to, alias), value: Buffer.of(1) },
  ];
}

/** Removes an alias of a document from both tables. */
export function removeAlias(
  alias: DocumentName,
  document: DocumentName,
): readonly MetadataChange[] {
  return [
    put(aliases, alias, undefined),
    { table: aliasesByDocument, key: aliasKey(document, alias), value: undefined },
  ];
}
