/** Documents in LevelDB. What LevelDB does and does not promise stands in STORAGE.md. */

import { randomBytes } from "node:crypto";
import { join, resolve as absolutePath } from "node:path";
import { systemClock, type Clock } from "../../clock.ts";
import type { DocumentStore } from "../document-store.ts";
import { DiskFiles } from "../files/disk-files.ts";
import type { FileStore } from "../file-store.ts";
import { KeyValueStore } from "../key-value/key-value-store.ts";
import { LevelDatabase } from "./level-database.ts";

/** Options of {@link levelStore}. */
export interface LevelStoreOptions {
  /** Time; the system's when left out. */
  readonly clock?: Clock;
  /**
   * Least time from the start of one small commit to the start of the next, in milliseconds; 50 when
   * left out. The first append after a quiet moment does not wait. Larger costs less processor time
   * and makes "saved" later: a commit with its fsync costs some 0.7 ms of it, so that a server in
   * which 50 people type needs a quarter less with 48 ms than with 16.
   */
  readonly commitIntervalMs?: number;
  /**
   * Told why the space of removed records could not be given back to the disk, such as too little
   * space to do it. It is tried again when more has been removed.
   */
  readonly onReclaimFailed?: (cause: unknown) => void;
  /** Source of random bytes, for generations; the system's when left out. */
  readonly randomBytes?: (count: number) => Uint8Array;
  /** Most bytes that all files of documents may take together; no limit when left out. */
  readonly maxFilesBytes?: number | undefined;
}

/** The folder in the directory for the files that documents show. */
export const filesFolder = "files";

/**
 * A store in a directory, which is made where it is missing. Returns at once; the directory is
 * opened by `ready`, or by whatever is called first. Throws a RangeError for an empty string.
 */
export function levelStore(directory: string, options: LevelStoreOptions = {}): DocumentStore {
  if (directory === "") throw new RangeError("the directory is an empty string");
  const path = absolutePath(directory);
  const { clock = systemClock, maxFilesBytes: maxBytes } = options;
  const files = new DiskFiles(join(path, filesFolder), { maxBytes, clock });
  return storeOn(new LevelDatabase(path, clock), path, options, files);
}

/**
 * The same on a database that is there, to look at both, and with no files but those given. `path` is
 * that of its directory.
 */
export function storeOn(
  database: LevelDatabase,
  path: string,
  options: LevelStoreOptions = {},
  files?: FileStore,
): KeyValueStore {
  return new KeyValueStore(database, {
    where: `the directory ${JSON.stringify(path)}`,
    clock: options.clock ?? systemClock,
    commitIntervalMs: options.commitIntervalMs ?? 50,
    onReclaimFailed: options.onReclaimFailed,
    randomBytes: options.randomBytes ?? randomBytes,
    ...(files !== undefined && { files }),
  });
}
