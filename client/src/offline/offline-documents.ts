/** The documents that have a copy in this browser, whether or not there is a connection to them. */

import { WaitingFiles } from "../files/waiting-files.ts";
import { CopyChannel } from "./copy-channel.ts";
import {
  change,
  copyDatabaseName,
  isBytes,
  isDeviceStorageHere,
  openStores,
  read,
  readRecords,
  readUnsaved,
  removeCopy,
  rowsOf,
  setAsideRows,
  strict,
  type CopyRow,
  type CopyStores,
  type SetAsideCode,
  type StoredRecord,
} from "./copy-rows.ts";

/** A document that opens without a network. */
export interface OfflineDocument {
  readonly name: string;
  /** Edits on this device that the server has not acknowledged, as far as the device knows. */
  readonly pendingEdits: number;
}

/** A copy that the server has refused for good, or that could not be read as a whole. */
export interface SetAsideCopy {
  /** Milliseconds since 1970. */
  readonly setAsideAt: number;
  readonly code: SetAsideCode;
  /** What can be read of its content: Yjs updates, v1 encoding, to be applied in any order. */
  readonly updates: readonly Uint8Array[];
}

/**
 * The documents of the server at `url` that have a copy in this browser. Never rejects: a browser
 * that keeps nothing has none.
 */
export async function offlineDocuments(url: string): Promise<readonly OfflineDocument[]> {
  const [copies, files] = await Promise.all([
    withCopies(url, list).catch(() => []),
    withFiles(url, (waiting) => waiting.counts()).catch(() => undefined),
  ]);
  return copies.map(({ name, pendingEdits }) => ({
    name,
    pendingEdits: pendingEdits + (files?.get(name) ?? 0),
  }));
}

/**
 * Copies of a document that the server has refused for good, because it was deleted there or because
 * of an edit in them, and copies that this device could not read as a whole; latest first, at most
 * two. A new connection does not begin with them. Rejects with what IndexedDB says where they cannot
 * be read.
 */
export async function setAsideCopies(url: string, name: string): Promise<readonly SetAsideCopy[]> {
  return withCopies(url, (stores) => listSetAside(stores, name));
}

/**
 * Removes every copy of a document from this browser, with edits and files that are nowhere else. A connection
 * that is open keeps a new one. Rejects with what IndexedDB says where that fails.
 */
export async function forgetOfflineCopies(url: string, name: string): Promise<void> {
  const forgotten = await withCopies(url, (stores) => forget(stores, name));
  await withFiles(url, (files) => files.forgetAll(name));
  const channel = new CopyChannel(copyDatabaseName(new URL(url)), () => undefined);
  for (const copy of forgotten) channel.post({ copy, change: "gone" });
  channel.close();
}

/** The documents with a current copy that has records. */
function list(stores: CopyStores): Promise<readonly OfflineDocument[]> {
  return read(stores, async (transaction) => {
    const rows = (await transaction.objectStore("copies").getAll()) as CopyRow[];
    const found = rows
      .filter(({ setAside }) => setAside === undefined)
      .map(async ({ id, name }) => {
        const [records, unsaved] = await Promise.all([
          transaction.objectStore("updates").index("copy").count(id),
          readUnsaved(transaction, id),
        ]);
        const pendingEdits = unsaved.reduce((sum, { edits }) => sum + edits, 0);
        return records === 0 ? [] : [{ name, pendingEdits }];
      });
    return (await Promise.all(found)).flat();
  });
}

function listSetAside(stores: CopyStores, name: string): Promise<readonly SetAsideCopy[]> {
  return read(stores, async (transaction) => {
    const found = setAsideRows(await rowsOf(transaction, name));
    const copies = found.map(async ({ id, at, code, lost }) => {
      const records = await readRecords(transaction, id);
      return { setAsideAt: at, code, updates: updatesIn(records, lost) };
    });
    return Promise.all(copies);
  });
}

/** Resolves to the numbers of the copies that were removed. */
function forget(stores: CopyStores, name: string): Promise<readonly number[]> {
  return change(
    stores,
    async (transaction) => {
      const ids = (await rowsOf(transaction, name)).map(({ id }) => id);
      await Promise.all(ids.map((id) => removeCopy(transaction, id)));
      return ids;
    },
    strict,
  );
}

/** What can be read of records of which those in `lost` cannot. */
function updatesIn(records: readonly StoredRecord[], lost: readonly number[] = []): Uint8Array[] {
  const intact = records.filter(({ key }) => !lost.includes(key));
  return intact.flatMap(({ update }) => (isBytes(update) ? [update] : []));
}

async function withCopies<T>(
  url: string,
  work: (stores: CopyStores) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const databaseName = copyDatabaseName(new URL(url));
  if (!isDeviceStorageHere()) return [];
  const stores = await openStores(databaseName);
  try {
    return await work(stores);
  } finally {
    stores.close();
  }
}

async function withFiles<T>(
  url: string,
  work: (files: WaitingFiles) => Promise<T>,
): Promise<T | undefined> {
  if (!isDeviceStorageHere()) return undefined;
  const files = await WaitingFiles.open(new URL(url));
  try {
    return await work(files);
  } finally {
    files.close();
  }
}
