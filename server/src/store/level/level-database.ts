/**
 * LevelDB in a directory, with what LevelDB leaves to be done: its files are examined before it may
 * read them, it is opened anew after a failed write, and each call is checked first, because
 * leveldown has no guards.
 *
 * 1. The directory has one owner from the first look at its files until `close`, also while the
 *    database is being opened anew.
 * 2. What is damaged is noted, copied and mended before LevelDB opens the files.
 * 3. Reopening begins only where the disk takes a file of the size that LevelDB will need, so that a
 *    disk that is still full does not cost reading. Where it fails all the same, reading fails until
 *    it succeeds.
 */

import { realpath } from "node:fs/promises";
import type { Clock } from "../../clock.ts";
import { lockedElsewhere, ownDirectory, type ReleaseDirectory } from "./directory-owner.ts";
import { examineFiles } from "./files/examine-files.ts";
import { LastWrite } from "./files/last-write.ts";
import { mendFiles } from "./files/mend-files.ts";
import { makeDirectory } from "./files/durable-file.ts";
import { addNotes } from "./files/notes.ts";
import { checkFreeSpace, probeDisk } from "./files/probe-disk.ts";
import type {
  Cursor,
  KeyOptions,
  KeyRange,
  KeySpan,
  KeyValueDatabase,
  Write,
} from "../key-value/key-value.ts";
import { isLockError, Level, type LevelCursor } from "./level-binding.ts";
import { describeDiskProblem, StoreError } from "../store-error.ts";

type State =
  | { readonly phase: "closed" }
  | { readonly phase: "open"; readonly level: Level; readonly lastWrite: LastWrite }
  /** It has been closed to be opened anew, or that has failed. */
  | { readonly phase: "down"; readonly cause: unknown };

/** See the head of this file. */
export class LevelDatabase implements KeyValueDatabase {
  readonly #directory: string;
  readonly #clock: Clock;
  readonly #cursors = new Set<LevelCursor>();
  #owned: { readonly realPath: string; readonly release: ReleaseDirectory } | undefined;
  #state: State = { phase: "closed" };
  #damage: readonly string[] = [];
  #soundTables: ReadonlySet<number> = new Set();

  /** `directory` is an absolute path. */
  constructor(directory: string, clock: Clock) {
    this.#directory = directory;
    this.#clock = clock;
  }

  /** See {@link KeyValueDatabase.damage}. */
  get damage(): readonly string[] {
    return this.#damage;
  }

  /** See {@link KeyValueDatabase.isReadable}. */
  get isReadable(): boolean {
    return this.#state.phase === "open";
  }

  /** See {@link KeyValueDatabase.open}. Rejects with `locked` or `open-failed`. */
  async open(): Promise<void> {
    try {
      await makeDirectory(this.#directory);
      const realPath = await realpath(this.#directory);
      this.#owned = { realPath, release: await ownDirectory(realPath) };
      this.#state = await this.#openFiles(realPath);
    } catch (cause) {
      await this.close();
      throw openError(this.#directory, cause);
    }
  }

  /** See {@link KeyValueDatabase.reopen}. */
  async reopen(): Promise<void> {
    if (this.#owned === undefined) throw this.#notOpen();
    const { realPath } = this.#owned;
    if (this.#state.phase === "open") {
      await probeDisk(realPath);
      await this.#closeLevel(new StoreError("read-failed", "the database is being opened anew"));
    }
    try {
      this.#state = await this.#openFiles(realPath);
    } catch (cause) {
      const error = openError(this.#directory, cause);
      this.#state = { phase: "down", cause: error };
      throw error;
    }
  }

  async #openFiles(realPath: string): Promise<State> {
    const examined = await examineFiles(realPath, this.#soundTables);
    const { lastWrite, problems, mends, refusal, soundTables } = examined;
    if (refusal !== undefined) throw new DamagedFilesError(refusal);
    this.#soundTables = soundTables;
    this.#damage = await addNotes(realPath, problems, this.#clock.wallTime());
    await mendFiles(realPath, mends);
    const level = await Level.open(realPath);
    try {
      const witness = await LastWrite.begin(realPath, this.#clock, lastWrite);
      return { phase: "open", level, lastWrite: witness };
    } catch (error) {
      await level.close();
      throw error;
    }
  }

  /** See {@link KeyValueDatabase.get}. */
  async get(key: Buffer): Promise<Buffer | undefined> {
    return this.#opened().level.get(key);
  }

  /** See {@link KeyValueDatabase.keys}. */
  async keys(range: KeyRange, options: KeyOptions = {}): Promise<readonly Buffer[]> {
    const cursor = this.#follow(this.#opened().level.cursor("keys", { ...range, ...options }));
    try {
      const keys: Buffer[] = [];
      for (;;) {
        // oxlint-disable-next-line no-await-in-loop -- one batch after the other
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
    return this.#follow(this.#opened().level.cursor("values", range));
  }

  #follow(cursor: LevelCursor): LevelCursor {
    this.#cursors.add(cursor);
    cursor.onEnd = () => this.#cursors.delete(cursor);
    return cursor;
  }

  /** See {@link KeyValueDatabase.write}. */
  async write(writes: readonly Write[]): Promise<void> {
    const { level, lastWrite } = this.#opened();
    try {
      await level.write(writes);
    } catch (error) {
      // Also when LevelDB has met damage while it rearranged its tables.
      if (isDamagedFiles(error)) this.#soundTables = new Set();
      throw error;
    }
    lastWrite.add(writes.length);
  }

  /** See {@link KeyValueDatabase.sizeOf}. */
  async sizeOf(span: KeySpan): Promise<number> {
    return this.#opened().level.sizeOf(span);
  }

  /** See {@link KeyValueDatabase.rewrite}. */
  async rewrite(span: KeySpan, bytes: number): Promise<void> {
    await checkFreeSpace(this.#directory, bytes);
    await this.#opened().level.compactRange(span);
  }

  #opened(): Extract<State, { phase: "open" }> {
    const state = this.#state;
    if (state.phase === "open") return state;
    if (state.phase === "closed") throw this.#notOpen();
    const reason = describeDiskProblem(state.cause);
    throw new StoreError("read-failed", `the database cannot be read at present: ${reason}`, state);
  }

  #notOpen(): StoreError {
    return new StoreError("closed", `the directory ${JSON.stringify(this.#directory)} is not open`);
  }

  /** See {@link KeyValueDatabase.close}. */
  async close(): Promise<void> {
    await this.#closeLevel();
    this.#state = { phase: "closed" };
    const owned = this.#owned;
    this.#owned = undefined;
    await owned?.release();
  }

  /** Ends reading with the error, or with `closed`. */
  async #closeLevel(error?: StoreError): Promise<void> {
    if (this.#state.phase !== "open") return;
    const { level, lastWrite } = this.#state;
    this.#state = error === undefined ? { phase: "closed" } : { phase: "down", cause: error };
    await Promise.all([...this.#cursors].map((cursor) => cursor.end(error)));
    await level.close();
    await lastWrite.close();
  }
}

/** Files of the database are missing or damaged so that LevelDB must not touch them. */
class DamagedFilesError extends Error {
  override readonly name = "DamagedFilesError";
}

/** Whether a database could not be opened because of its files, and not because of the disk. */
export function isDamagedFiles(error: unknown): boolean {
  if (error instanceof StoreError)
    return error.code === "open-failed" && isDamagedFiles(error.cause);
  if (error instanceof DamagedFilesError) return true;
  return error instanceof Error && /^(Corruption|NotFound)/.test(error.message);
}

function openError(directory: string, cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  if (isLockError(cause)) return lockedElsewhere(directory, cause);
  const advice = isDamagedFiles(cause)
    ? `. Files of the database are missing or damaged: run "coscribe check --repair" on it, ` +
      "or restore the directory from a backup"
    : "";
  const message = `the directory ${JSON.stringify(directory)} cannot be opened: `;
  return new StoreError("open-failed", `${message}${describeDiskProblem(cause)}${advice}`, {
    cause,
  });
}
