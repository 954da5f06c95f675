/**
 * Documents in LevelDB: the only file that knows leveldown, LevelDB's binding.
 *
 * leveldown has no guards: a call after `close` is a crash of the process. Here each call is
 * checked first. What LevelDB does and does not promise stands in STORAGE.md.
 */

import { randomBytes } from "node:crypto";
import { readdir, realpath } from "node:fs/promises";
import { resolve as absolutePath } from "node:path";
import leveldown, {
  type Database,
  type EntryCallback,
  type Iterator,
  type IteratorOptions,
} from "leveldown";
import { systemClock, type Clock } from "../clock.ts";
import { claimDirectory, releaseDirectory } from "./directory-owner.ts";
import type { DocumentStore } from "./document-store.ts";
import type { Cursor, KeyOptions, KeyRange, KeyValueDatabase, Write } from "./key-value.ts";
import { KeyedStore } from "./keyed-store.ts";
import { makeDirectory } from "./make-directory.ts";
import { StoreError } from "./store-error.ts";

/** Options of {@link levelStore}. */
export interface LevelStoreOptions {
  /** Time; the system's when left out. */
  readonly clock?: Clock;
  /**
   * Least time from the start of one commit to the start of the next, in milliseconds; 4 when left
   * out. The first append after a quiet moment does not wait. Larger costs less processor time and
   * makes "saved" later: at 1,500 updates a second over 300 documents a keystroke costs 116 µs with
   * 0 ms, 77 with 4 and 65 with 10 (measured in a whole server).
   */
  readonly commitIntervalMs?: number;
  /** Source of random bytes, for generations; the system's when left out. */
  readonly randomBytes?: (count: number) => Uint8Array;
}

/**
 * A store in a directory, which is made where it is missing. Returns at once; the directory is
 * opened by `ready`, or by whatever is called first. Throws a RangeError for an empty string.
 */
export function levelStore(directory: string, options: LevelStoreOptions = {}): DocumentStore {
  if (directory === "") throw new RangeError("the directory is an empty string");
  const path = absolutePath(directory);
  return new KeyedStore(new LevelDatabase(path), {
    where: `the directory ${JSON.stringify(path)}`,
    clock: options.clock ?? systemClock,
    commitIntervalMs: options.commitIntervalMs ?? 4,
    randomBytes: options.randomBytes ?? randomBytes,
  });
}

/** LevelDB in a directory. */
export class LevelDatabase implements KeyValueDatabase {
  readonly #directory: string;
  readonly #cursors = new Set<LevelCursor>();
  #opened: { readonly level: Database; readonly realPath: string } | undefined;

  /** `directory` is an absolute path. */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** See {@link KeyValueDatabase.open}. Rejects with `locked` or `open-failed`. */
  async open(): Promise<void> {
    const realPath = await this.#makeDirectory();
    claimDirectory(realPath);
    const level = leveldown(realPath);
    try {
      await called((done) => level.open(done));
    } catch (cause) {
      releaseDirectory(realPath);
      throw openError(realPath, cause);
    }
    this.#opened = { level, realPath };
  }

  async #makeDirectory(): Promise<string> {
    try {
      await makeDirectory(this.#directory);
      await checkFiles(this.#directory);
      return await realpath(this.#directory);
    } catch (cause) {
      throw openError(this.#directory, cause);
    }
  }

  /** See {@link KeyValueDatabase.get}. */
  async get(key: Buffer): Promise<Buffer | undefined> {
    const level = this.#level();
    return new Promise((resolve, reject) => {
      // Unlike `get`, `getMany` does not report a missing key as an error.
      level.getMany([key], (error, values) => {
        if (error) reject(readError(error));
        else resolve(values[0]);
      });
    });
  }

  /** See {@link KeyValueDatabase.keys}. */
  async keys(range: KeyRange, options: KeyOptions = {}): Promise<readonly Buffer[]> {
    const cursor = this.#cursor("keys", { ...range, ...options });
    try {
      const keys: Buffer[] = [];
      for (;;) {
        const batch = await cursor.next();
        if (batch.length === 0) return keys;
        for (const key of batch) keys.push(key);
      }
    } finally {
      await cursor.end();
    }
  }

  /** See {@link KeyValueDatabase.values}. */
  values(range: KeyRange): Cursor {
    return this.#cursor("values", range);
  }

  #cursor(side: Side, options: IteratorOptions): LevelCursor {
    const iterator = this.#level().iterator({
      ...options,
      keys: side === "keys",
      values: side === "values",
      // The other side comes as an empty string, which is cheaper than an empty Buffer.
      keyAsBuffer: side === "keys",
      valueAsBuffer: side === "values",
      highWaterMark: fetchBytes,
    });
    const cursor = new LevelCursor(iterator, side, () => this.#cursors.delete(cursor));
    this.#cursors.add(cursor);
    return cursor;
  }

  /**
   * See {@link KeyValueDatabase.write}. One array, not a chained batch: that is half a microsecond
   * cheaper per write, but its copy of the bytes stays until the garbage is collected.
   */
  async write(writes: readonly Write[]): Promise<void> {
    const level = this.#level();
    return called((done) => level.batch(writes, { sync: true }, done));
  }

  #level(): Database {
    if (this.#opened !== undefined) return this.#opened.level;
    throw new StoreError("closed", `the directory ${JSON.stringify(this.#directory)} is not open`);
  }

  /** See {@link KeyValueDatabase.close}. */
  async close(): Promise<void> {
    if (this.#opened === undefined) return;
    const { level, realPath } = this.#opened;
    this.#opened = undefined;
    await Promise.all([...this.#cursors].map((cursor) => cursor.end()));
    await called((done) => level.close(done));
    releaseDirectory(realPath);
  }
}

type Side = "keys" | "values";

/**
 * What leveldown fetches at a time, in bytes: enough for the 1,000 entries that it fetches at most,
 * where they are keystrokes. Taking over so many is the longest that a read holds the event loop.
 */
const fetchBytes = 64 * 1024;

/** A batch ends at this many entries or bytes, whichever comes first. */
const batchEntries = 4_000;
const batchBytes = 1024 * 1024;

/** One side of the entries in a range, in batches. */
class LevelCursor implements Cursor {
  readonly #iterator: Iterator;
  readonly #side: Side;
  readonly #onEnd: () => void;
  #ending: Promise<void> | undefined;

  constructor(iterator: Iterator, side: Side, onEnd: () => void) {
    this.#iterator = iterator;
    this.#side = side;
    this.#onEnd = onEnd;
  }

  next(): Promise<readonly Buffer[]> {
    return new Promise((resolve, reject) => {
      const batch: Buffer[] = [];
      let bytes = 0;
      const fetch = (): void => {
        if (this.#ending === undefined) this.#iterator.next(take);
        else reject(new StoreError("closed", "closed while it was being read"));
      };
      const take: EntryCallback = (error, key, value) => {
        const entry = this.#side === "keys" ? key : value;
        if (error) {
          reject(readError(error));
        } else if (entry === undefined) {
          resolve(batch);
        } else {
          batch.push(entry);
          bytes += entry.length;
          if (batch.length >= batchEntries || bytes >= batchBytes) resolve(batch);
          else fetch();
        }
      };
      fetch();
    });
  }

  end(): Promise<void> {
    this.#ending ??= called((done) => this.#iterator.end(done)).then(this.#onEnd);
    return this.#ending;
  }
}

/**
 * Without its file CURRENT, LevelDB takes a directory for a new one and removes the tables in it.
 * It has always written CURRENT before the first table or log.
 */
async function checkFiles(directory: string): Promise<void> {
  const files = await readdir(directory);
  if (!files.includes("CURRENT") && files.some((file) => /^\d+\.(ldb|sst|log)$/.test(file))) {
    throw new Error("Corruption: CURRENT is missing");
  }
}

/** A callback's outcome as a promise. */
function called(call: (done: (error: Error | null | undefined) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    call((error) => (error ? reject(error) : resolve()));
  });
}

function openError(directory: string, cause: unknown): StoreError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const where = `the directory ${JSON.stringify(directory)}`;
  // "lock" on POSIX systems, "LockFile" on Windows.
  if (/^IO error: lock/i.test(reason)) {
    const advice = "Stop that process, or choose another directory";
    return new StoreError("locked", `${where} is open in another process. ${advice}`, { cause });
  }
  const advice = reason.startsWith("Corruption")
    ? ". Files of the database are missing or damaged: restore the directory from a backup"
    : "";
  return new StoreError("open-failed", `${where} cannot be opened: ${reason}${advice}`, { cause });
}

function readError(cause: Error): StoreError {
  return cause.message.startsWith("Corruption")
    ? new StoreError("damaged", `LevelDB found damage in its files: ${cause.message}`, { cause })
    : new StoreError("read-failed", `LevelDB cannot read: ${cause.message}`, { cause });
}
