/** The documents that have a copy in this browser, whether or not there is a connection to them. */

import {
  copyDatabaseName,
  CopyDatabase,
  isDeviceStorageHere,
  type OfflineDocument,
  type SetAsideCopy,
} from "./copy-database.ts";
import { WaitingFiles } from "../files/waiting-files.ts";
import { CopyChannel } from "./copy-channel.ts";

/**
 * The documents of the server at `url` that have a copy in this browser. Never rejects: a browser
 * that keeps nothing has none.
 */
export async function offlineDocuments(url: string): Promise<readonly OfflineDocument[]> {
  const [copies, files] = await Promise.all([
    withCopies(url, (each) => each.list()).catch(() => []),
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
  return withCopies(url, (copies) => copies.setAsideCopies(name));
}

/**
 * Removes every copy of a document from this browser, with edits and files that are nowhere else. A connection
 * that is open keeps a new one. Rejects with what IndexedDB says where that fails.
 */
export async function forgetOfflineCopies(url: string, name: string): Promise<void> {
  const forgotten = await withCopies(url, (copies) => copies.forget(name));
  await withFiles(url, (files) => files.forgetAll(name));
  const channel = new CopyChannel(copyDatabaseName(new URL(url)), () => undefined);
  for (const copy of forgotten) channel.post({ copy, change: "gone" });
  channel.close();
}

async function withCopies<T>(
  url: string,
  work: (copies: CopyDatabase) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const databaseName = copyDatabaseName(new URL(url));
  if (!isDeviceStorageHere()) return [];
  const copies = await CopyDatabase.open(databaseName);
  try {
    return await work(copies);
  } finally {
    copies.close();
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
