/** The data directory of a command: whether there are data in it, and its store, opened for a while. */

import { readdir } from "node:fs/promises";
import { resolve as absolutePath } from "node:path";
import type { DocumentStore } from "../store/document-store.ts";
import { levelStore } from "../store/level/level-store.ts";
import { describeDiskProblem, StoreError } from "../store/store-error.ts";

/** Rejects with a {@link StoreError} where there is no database in the directory. */
export async function checkIsDatabase(path: string): Promise<void> {
  const files = await readdir(path).catch(noneIfMissing);
  if (files.some((file) => /^(CURRENT|MANIFEST-\d+|LAST-WRITE|\d+\.(log|ldb|sst))$/.test(file)))
    return;
  throw new StoreError("open-failed", `there is no database in ${JSON.stringify(path)}`);
}

function noneIfMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
  throw new StoreError(
    "open-failed",
    `the directory cannot be read: ${describeDiskProblem(error)}`,
    {
      cause: error,
    },
  );
}

/** How {@link withStore} opens a store. */
export interface WithStoreOptions {
  /** Makes a database where there is none. */
  readonly mayBeNew?: boolean;
  /** Most bytes of all files together; no limit when left out. */
  readonly maxFilesBytes?: number | undefined;
}

/**
 * Opens the store in a directory for `work`, and closes it. Rejects with a {@link StoreError} where it cannot
 * be opened: no database, in use by a server, of a newer version, damaged files, a disk that does not answer.
 */
export async function withStore<T>(
  directory: string,
  work: (store: DocumentStore, path: string) => Promise<T>,
  { mayBeNew = false, maxFilesBytes }: WithStoreOptions = {},
): Promise<T> {
  const path = absolutePath(directory);
  // To open a store makes one.
  if (!mayBeNew) await checkIsDatabase(path);
  const store = levelStore(path, { commitIntervalMs: 0, maxFilesBytes });
  try {
    await store.ready();
    return await work(store, path);
  } finally {
    await store.close();
  }
}
