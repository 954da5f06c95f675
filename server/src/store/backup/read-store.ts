/**
 * Everything of a store for a backup, in an order that keeps it consistent: documents, then the metadata, then
 * files, each of which was on disk before any document named it.
 *
 * Documents may be moved meanwhile. So after the metadata come the documents that are there by a name of which nothing
 * was known, those to which another name leads by now are read anew, and all of this is done again until no name has
 * changed while it was.
 */

import type { DocumentName, FileHash } from "@coscribe/shared";
import type { FileStore } from "../file-store.ts";
import { headRange, metadataSpan, nameOfHead, tableOfMetadata } from "../key-value/key-layout.ts";
import type { KeyValueDatabase } from "../key-value/key-value.ts";
import { unsealed } from "../key-value/value-layout.ts";
import { StoreError } from "../store-error.ts";
import type { BackedUpState, BackupItem, KnownBackup } from "./backup-item.ts";
import { readNames, type Names } from "./names.ts";
import { readDocument } from "./read-document.ts";
import { encodeEntry } from "./record-coding.ts";

/** The table of metadata that backups keep for themselves, and that is in none. */
export const backupTable = "backup";

/** So often is begun anew what does not fit together. */
const mostAttempts = 20;

/** Reads the store of `database` and `files`. Rejects with `read-failed` or `closed`. */
export async function* readStore(
  database: Pick<KeyValueDatabase, "get" | "keys" | "values">,
  files: FileStore | undefined,
  known: KnownBackup,
): AsyncGenerator<BackupItem, void, undefined> {
  let names = await readNames(database);
  const read = new Set<DocumentName>();
  for (const name of await documentsIn(database)) {
    read.add(name);
    yield* readDocument(database, name, stateOf(name, names, known));
  }
  for (let attempt = 1; ; attempt++) {
    const now = await readNames(database);
    yield { type: "metadata" };
    yield* readMetadata(database);
    const there = new Set(await documentsIn(database));
    const movedTo = [...now.targets].filter(([name, to]) => names.targets.get(name) !== to);
    const stale = new Set(movedTo.map(([, to]) => to));
    for (const name of read) {
      if (there.has(name) && !stale.has(name)) continue;
      read.delete(name);
      yield { type: "gone", name };
    }
    for (const name of there) {
      if (read.has(name)) continue;
      read.add(name);
      yield* readDocument(database, name, undefined);
    }
    if ((await readNames(database)).print === now.print) break;
    if (attempt === mostAttempts) throw new Error("documents are moved all the time; try again");
    names = now;
  }
  for await (const { hash, size } of files?.list?.() ?? []) {
    yield { type: "file", hash, size };
    if (!known.files.has(hash)) yield* readFile(files, hash);
  }
}

async function documentsIn(
  database: Pick<KeyValueDatabase, "keys">,
): Promise<readonly DocumentName[]> {
  const heads = headRange();
  return heads === undefined ? [] : (await database.keys(heads)).map(nameOfHead);
}

/** How a backup has a document. One that was moved may have other updates under the same numbers. */
function stateOf(
  name: DocumentName,
  { moved }: Names,
  { documents }: KnownBackup,
): BackedUpState | undefined {
  return moved.has(name) ? undefined : documents.get(name);
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
