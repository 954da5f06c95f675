/**
 * A store over a key-value database: which documents there are, and one open log for each that is
 * in use.
 *
 * 1. A name is free, held by one open log, or busy (being opened or deleted).
 * 2. All writing, but for the mark of a new database, goes through one group commit, in one order,
 *    and is synced before it is acknowledged.
 * 3. `close` lets operations in progress finish, then the logs, then closes the database.
 */

import type { DocumentName } from "@coscribe/shared";
import type { Clock } from "../clock.ts";
import { checkLimit } from "./argument-checks.ts";
import type { DocumentLog, DocumentStore, ListOptions } from "./document-store.ts";
import { findDocument } from "./find-document.ts";
import { GroupCommit } from "./group-commit.ts";
import { KeyedLog } from "./keyed-log.ts";
import type { KeyValueDatabase } from "./key-value.ts";
import { checkFormat } from "./level-format.ts";
import {
  generationBytes,
  headKey,
  headRange,
  leftoverRange,
  nameOfHead,
  prefixOfLeftover,
  recordPrefix,
} from "./level-keys.ts";
import { decodeLeftover } from "./level-values.ts";
import { planRemoval, removeLeftover, removeRecord } from "./remove-updates.ts";
import { alreadyOpen, closedStore, StoreError } from "./store-error.ts";

/** What a store has from whoever makes it. */
export interface KeyedStoreOptions {
  /** Names the data in messages, such as `the directory "./data"`. */
  readonly where: string;
  /** Paces commits. */
  readonly clock: Clock;
  /** Least time from the start of one commit to the start of the next, in milliseconds. */
  readonly commitIntervalMs: number;
  /** Makes generations. */
  readonly randomBytes: (count: number) => Uint8Array;
}

/** See {@link DocumentStore}. */
export class KeyedStore implements DocumentStore {
  readonly #database: KeyValueDatabase;
  readonly #options: KeyedStoreOptions;
  readonly #holders = new Map<DocumentName, KeyedLog | "busy">();
  readonly #operations = new Set<Promise<unknown>>();
  #opening: Promise<GroupCommit> | undefined;
  #closing: Promise<void> | undefined;
  /** Undefined while the database is closed. */
  #commits: GroupCommit | undefined;
  /** Nothing but the clock is left, and its timers do not keep the process alive. */
  readonly #beforeExit = (): void => this.#commits?.stopPacing();

  constructor(database: KeyValueDatabase, options: KeyedStoreOptions) {
    this.#database = database;
    this.#options = options;
  }

  /** See {@link DocumentStore.ready}. */
  ready(): Promise<void> {
    return this.#run(() => Promise.resolve());
  }

  /** See {@link DocumentStore.open}. */
  open(name: DocumentName): Promise<DocumentLog> {
    return this.#run(async (commits) => {
      this.#claim(name);
      try {
        const stored = await findDocument(this.#database, name);
        const generation = stored?.generation ?? this.#newGeneration();
        const log = new KeyedLog(name, generation, stored, {
          database: this.#database,
          commits,
          onClosed: () => this.#holders.delete(name),
        });
        this.#holders.set(name, log);
        return log;
      } catch (error) {
        this.#holders.delete(name);
        throw error;
      }
    });
  }

  /** See {@link DocumentStore.list}. */
  list({ after, limit }: ListOptions = {}): Promise<readonly DocumentName[]> {
    return this.#run(async () => {
      checkLimit(limit);
      const keys = await this.#database.keys(
        headRange(after),
        limit === undefined ? {} : { limit },
      );
      return keys.map((key) => this.#nameIn(key));
    });
  }

  /** See {@link DocumentStore.delete}. */
  delete(name: DocumentName): Promise<boolean> {
    return this.#run(async (commits) => {
      this.#claim(name);
      try {
        const stored = await findDocument(this.#database, name);
        if (stored === undefined) return false;
        const prefix = recordPrefix(name, stored.generation);
        const { writes, leftover } = planRemoval(prefix, stored.through + 1, stored.last);
        const head = headKey(name);
        await commits.write([{ type: "del", key: head }, removeRecord(prefix, 0), ...writes]);
        if (leftover !== undefined) await removeLeftover(commits, prefix, leftover);
        return true;
      } finally {
        this.#holders.delete(name);
      }
    });
  }

  /** See {@link DocumentStore.close}. */
  close(): Promise<void> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }

  /** Runs an operation once the database is open; `close` waits for it. */
  async #run<T>(operation: (commits: GroupCommit) => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw closedStore();
    const running = this.#opened().then(operation);
    this.#operations.add(running);
    try {
      return await running;
    } finally {
      this.#operations.delete(running);
    }
  }

  #opened(): Promise<GroupCommit> {
    this.#opening ??= this.#start().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #start(): Promise<GroupCommit> {
    const { where, clock, commitIntervalMs } = this.#options;
    await this.#database.open();
    try {
      await checkFormat(this.#database, where);
      this.#commits = new GroupCommit(this.#database, clock, commitIntervalMs);
      process.on("beforeExit", this.#beforeExit);
      await this.#removeLeftovers(this.#commits);
      return this.#commits;
    } catch (error) {
      await this.#closeDatabase();
      throw error;
    }
  }

  /** Ends what a crash interrupted. */
  async #removeLeftovers(commits: GroupCommit): Promise<void> {
    for (const key of await this.#database.keys(leftoverRange)) {
      const value = await this.#database.get(key);
      const leftover = value === undefined ? undefined : decodeLeftover(key, value);
      // A damaged one stays, and with it what is dead anyway: nothing but space is lost.
      if (leftover !== undefined) await removeLeftover(commits, prefixOfLeftover(key), leftover);
    }
  }

  #claim(name: DocumentName): void {
    const holder = this.#holders.get(name);
    if (holder !== undefined) {
      throw alreadyOpen(name, holder === "busy" ? "being opened or deleted" : "open");
    }
    this.#holders.set(name, "busy");
  }

  #newGeneration(): string {
    return Buffer.from(this.#options.randomBytes(generationBytes)).toString("base64url");
  }

  #nameIn(key: Buffer): DocumentName {
    try {
      return nameOfHead(key);
    } catch (cause) {
      const message = `${this.#options.where} has a document whose name is damaged`;
      throw new StoreError("damaged", message, { cause });
    }
  }

  async #finish(): Promise<void> {
    await Promise.allSettled(this.#operations);
    if (this.#commits === undefined) return;
    this.#commits.stopPacing();
    const logs = [...this.#holders.values()].filter((holder) => holder !== "busy");
    await Promise.all(logs.map((log) => log.close()));
    await this.#closeDatabase();
  }

  async #closeDatabase(): Promise<void> {
    process.off("beforeExit", this.#beforeExit);
    this.#commits = undefined;
    await this.#database.close();
  }
}
