/**
 * Everything of a store for a backup, in an order that keeps it consistent: documents, then the metadata, then
 * files, each of which was on disk before any document named it.
 */

import type { FileHash } from "@coscribe/shared";
import type { FileStore } from "../file-store.ts";
import { headRange, metadataSpan, nameOfHead, tableOfMetadata } from "../key-value/key-layout.ts";
import type { KeyValueDatabase } from "../key-value/key-value.ts";
import { unsealed } from "../key-value/value-layout.ts";
import { StoreError } from "../store-error.ts";
import type { BackupItem, KnownBackup } from "./backup-item.ts";
import { readDocument } from "./read-document.ts";
import { encodeEntry } from "./record-coding.ts";

/** The table of metadata that backups keep for themselves, and that is in none. */
export const backupTable = "backup";

/** Reads the store of `database` and `files`. Rejects with `read-failed` or `closed`. */
export async function* readStore(
  database: Pick<KeyValueDatabase, "get" | "keys" | "values">,
  files: FileStore | undefined,
  known: KnownBackup,
): AsyncGenerator<BackupItem, void, undefined> {
  const heads = headRange();
  for (const key of heads === undefined ? [] : await database.keys(heads)) {
    const name = nameOfHead(key);
    yield* readDocument(database, name, known.documents.get(name));
  }
  yield { type: "metadata" };
  yield* readMetadata(database);
  for await (const { hash, size } of files?.list?.() ?? []) {
    yield { type: "file", hash, size };
    if (!known.files.has(hash)) yield* readFile(files, hash);
  }
}

async function* readMetadata(
  database: Pick<KeyValueDatabase, "get" | "keys">,
): AsyncGenerator<BackupItem, void, undefined> {
  let damaged = 0;
  for (const key of await database.keys(metadataSpan)) {
    if (tableOfMetadata(key) === backupTable) continue;
    const sealed = await database.get(key);
    if (sealed === undefined) continue;
    const value = unsealed(key, sealed);
    if (value === undefined) damaged++;
    else yield { type: "bytes", bytes: Buffer.concat(encodeEntry(key, value)) };
  }
  if (damaged === 0) return yield { type: "end" };
  yield { type: "end", problem: `${damaged} of the entries are not what was written` };
}

async function* readFile(
  files: FileStore | undefined,
  hash: FileHash,
): AsyncGenerator<BackupItem, void, undefined> {
  try {
    const file = await files?.find(hash);
    if (file === undefined) return yield { type: "dropped" };
    try {
      for await (const bytes of file.read(0, file.size)) yield { type: "bytes", bytes };
    } finally {
      await file.close();
    }
    yield { type: "end" };
  } catch (error) {
    if (!(error instanceof StoreError && error.code === "damaged")) throw error;
    yield { type: "end", problem: error.problem ?? error.message };
  }
}
