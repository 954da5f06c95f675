/**
 * LevelDB through leveldown, its binding: the only file that knows it. Promises instead of
 * callbacks, {@link StoreError}s where reading fails.
 *
 * leveldown has no guards: a call after `close` ends the process. Whoever uses this takes care.
 */

import leveldown, { type Database, type Iterator, type IteratorOptions } from "leveldown";
import type { Cursor, KeySpan, Write } from "../key-value/key-value.ts";
import { StoreError } from "../store-error.ts";

/** Which side of the entries a cursor reads. */
export type Side = "keys" | "values";

/** An open database. */
export class Level {
  readonly #database: Database;

  private constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Opens the database in a directory, or makes a new one there. Rejects with LevelDB's error; see
   * {@link isLockError}.
   */
  static async open(directory: string): Promise<Level> {
    const database = leveldown(directory);
    await called((done) => database.open(done));
    return new Level(database);
  }

  /** The value of a key. Rejects with `damaged` or `read-failed`. */
  get(key: Buffer): Promise<Buffer | undefined> {
    return new Promise((resolve, reject) => {
      // Unlike `get`, `getMany` does not report a missing key as an error.
      this.#database.getMany([key], (error, values) => {
        if (error) reject(readError(error));
        else resolve(values[0]);
      });
    });
  }

  /** Reads one side of the entries in a range, as they are now. */
  cursor(side: Side, options: IteratorOptions): LevelCursor {
    const iterator = this.#database.iterator({
      ...options,
      keys: side === "keys",
      values: side === "values",
      // The other side comes as an empty string, which is cheaper than an empty Buffer.
      keyAsBuffer: side === "keys",
      valueAsBuffer: side === "values",
      highWaterMark: fetchBytes,
    });
    return new LevelCursor(iterator, side);
  }

  /**
   * Writes all or nothing, synced. One array, not a chained batch: that is half a microsecond
   * cheaper per write, but its copy of the bytes stays until the garbage is collected. A single value
   * is no batch: leveldown copies that once on the main loop, and not twice (of 32 MiB 17 ms instead of
   * 43). Rejects with LevelDB's error, and then nothing may be written any more; see `group-commit.ts`.
   */
  write(writes: readonly Write[]): Promise<void> {
    const [only] = writes;
    if (writes.length === 1 && only?.type === "put") {
      return called((done) => this.#database.put(only.key, only.value, { sync: true }, done));
    }
    return called((done) => this.#database.batch(writes, { sync: true }, done));
  }

  /** About how many bytes of LevelDB's tables belong to the keys from `gte` to `lte`. */
  sizeOf({ gte, lte }: KeySpan): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#database.approximateSize(gte, lte, (error, bytes) => {
        if (error) reject(readError(error));
        else resolve(bytes);
      });
    });
  }

  /**
   * Has LevelDB make tables of its log, and merge all tables with keys from `gte` to `lte`. Resolves
   * also where that failed; then LevelDB refuses the next write, with the reason.
   */
  compactRange({ gte, lte }: KeySpan): Promise<void> {
    return called((done) => this.#database.compactRange(gte, lte, done));
  }

  /** Closes it, when what is under way has ended. Its cursors must have been ended. */
  close(): Promise<void> {
    return called((done) => this.#database.close(done));
  }
}

/** Makes what can be made of the files in a directory that LevelDB cannot open. Takes no lock. */
export function repairLevel(directory: string): Promise<void> {
  return called((done) => leveldown.repair(directory, done));
}

/** Removes a database with its directory. Rejects while it is open somewhere. */
export function destroyLevel(directory: string): Promise<void> {
  return called((done) => leveldown.destroy(directory, done));
}

/** Whether LevelDB did not open a directory because another process has it open. */
export function isLockError(error: unknown): boolean {
  // "lock" on POSIX systems, "LockFile" on Windows.
  return error instanceof Error && /^IO error: lock/i.test(error.message);
}

/** Whether the process, or the machine, has no file descriptor left: that passes. */
export function isOutOfDescriptors(error: unknown): boolean {
  return error instanceof Error && /EMFILE|ENFILE|too many open files/i.test(error.message);
}

/**
 * What leveldown fetches at a time, in bytes: enough for the 1,000 entries that it fetches at most,
 * where they are keystrokes. Taking over so many is the longest that a read holds the event loop.
 */
const fetchBytes = 64 * 1024;

/**
 * One side of the entries in a range, in the batches that leveldown fetches. While one batch is
 * being looked at, the next one is fetched beside the main loop.
 *
 * LevelDB passes over the entries of a table that it cannot open, for want of a descriptor say, and
 * tells so at the end only: what seems to be missing may not be, before the end has been reached.
 */
export class LevelCursor implements Cursor {
  /** Called once, when it has been ended. */
  onEnd: () => void = () => undefined;
  readonly #iterator: Iterator;
  readonly #side: Side;
  #fetching: Promise<readonly Buffer[]> | undefined;
  #ending: Promise<void> | undefined;
  #endError: StoreError = new StoreError("closed", "closed while it was being read");

  constructor(iterator: Iterator, side: Side) {
    this.#iterator = iterator;
    this.#side = side;
  }

  /** See {@link Cursor.next}. */
  async next(): Promise<readonly Buffer[]> {
    const batch = await (this.#fetching ?? this.#fetch());
    if (this.#ending !== undefined) throw this.#endError;
    this.#fetching = batch.length === 0 ? undefined : this.#fetch();
    // Whoever asks for that batch is told; nobody may.
    this.#fetching?.catch(() => undefined);
    return batch;
  }

  #fetch(): Promise<readonly Buffer[]> {
    return new Promise((resolve, reject) => {
      if (this.#ending !== undefined) {
        reject(this.#endError);
        return;
      }
      this.#iterator.next((error, key, value) => {
        const first = this.#side === "keys" ? key : value;
        if (error) reject(readError(error));
        else resolve(first === undefined ? [] : [first, ...this.#takeFetched()]);
      });
    });
  }

  /**
   * What was fetched with the entry that was just handed out. Asked for them one by one, leveldown
   * answers each in a tick of its own, a fifth of the time that reading keystrokes takes.
   */
  #takeFetched(): Buffer[] {
    const fetched = this.#iterator.cache?.splice(0) ?? [];
    const batch: Buffer[] = [];
    // The entry to hand out next stands at the end, its key last.
    for (let index = fetched.length - 1; index > 0; index -= 2) {
      const entry = this.#side === "keys" ? fetched[index] : fetched[index - 1];
      if (entry !== undefined) batch.push(entry);
    }
    return batch;
  }

  /** See {@link Cursor.end}. With an error, whoever still reads is told that one. */
  end(error?: StoreError): Promise<void> {
    if (error !== undefined && this.#ending === undefined) this.#endError = error;
    this.#ending ??= called((done) => this.#iterator.end(done)).then(() => this.onEnd());
    return this.#ending;
  }
}

/** A callback's outcome as a promise. */
function called(call: (done: (error: Error | null | undefined) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    call((error) => (error ? reject(error) : resolve()));
  });
}

function readError(cause: Error): StoreError {
  return cause.message.startsWith("Corruption")
    ? new StoreError("damaged", `LevelDB found damage in its files: ${cause.message}`, { cause })
    : new StoreError("read-failed", `LevelDB cannot read: ${cause.message}`, { cause });
}
