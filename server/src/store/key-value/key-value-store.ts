/**
 * A store over a key-value database: which documents there are, and one open log for each that is
 * in use.
 *
 * 1. A name is free, held by one open log, or busy (being opened or deleted).
 * 2. All writing goes through one group commit at a time, in one order, and is synced before it is
 *    acknowledged.
 * 3. After the database was opened anew, every open log is looked up on disk before anything else is
 *    written: what failed to be written may be there all the same.
 * 4. `close` lets operations in progress finish, then the logs and what gives space back, then closes
 *    the database.
 */

import type { DocumentName } from "@coscribe/shared";
import { Buckets } from "../../buckets.ts";
import type { Clock } from "../../clock.ts";
import type { BackupItem, KnownBackup } from "../backup/backup-item.ts";
import { readStore } from "../backup/read-store.ts";
import { ReopeningCommit } from "./reopening-commit.ts";
import {
  checkLimit,
  type DocumentLog,
  type DocumentStore,
  type ListOptions,
  type OpenOptions,
} from "../document-store.ts";
import { findDocument, type StoredDocument } from "./find-document.ts";
import { GroupCommit } from "./group-commit.ts";
import { KeyValueLog, type LogSurroundings } from "./key-value-log.ts";
import type { KeyValueDatabase } from "./key-value.ts";
import { checkFormat, StoreFormat } from "./format-version.ts";
import {
  generationBytes,
  headKey,
  headRange,
  leftoverRange,
  nameOfHead,
  prefixOfLeftover,
  recordPrefix,
  recordRange,
} from "./key-layout.ts";
import { decodeLeftover } from "./value-layout.ts";
import { KeyValueMetadata } from "./key-value-metadata.ts";
import { LogSpace } from "./log-space.ts";
import type { FileStore } from "../file-store.ts";
import type { MetadataStore } from "../metadata-store.ts";
import { Reclaim } from "./reclaim.ts";
import { planRemoval, removeLeftover, removeRecord, removeRescue } from "./remove-updates.ts";
import { alreadyOpen, closedStore, damagedDocument, StoreError } from "../store-error.ts";

/** What a store has from whoever makes it. */
export interface KeyValueStoreOptions {
  /** Names the data in messages, such as `the directory "./data"`. */
  readonly where: string;
  /** Paces commits. */
  readonly clock: Clock;
  /** Least time from the start of one commit to the start of the next, in milliseconds. */
  readonly commitIntervalMs: number;
  /** Told why the space of what was removed could not be given back to the disk. */
  readonly onReclaimFailed?: ((cause: unknown) => void) | undefined;
  /** Makes generations. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** Files beside the documents, whose database keeps others away from them, too. */
  readonly files?: FileStore;
}

/** See {@link DocumentStore}. */
export class KeyValueStore implements DocumentStore {
  /** See {@link DocumentStore.commitMs}. */
  readonly commitMs: Buckets = new Buckets();
  /** See {@link DocumentStore.metadata}. */
  readonly metadata: MetadataStore = new KeyValueMetadata((operation) => this.#run(operation));
  readonly #database: KeyValueDatabase;
  readonly #options: KeyValueStoreOptions;
  readonly #holders = new Map<DocumentName, KeyValueLog | "busy">();
  readonly #operations = new Set<Promise<unknown>>();
  readonly #format = new StoreFormat();
  #opening: Promise<LogSurroundings> | undefined;
  #closing: Promise<void> | undefined;
  /** Undefined while the database is closed. */
  #surroundings: LogSurroundings | undefined;
  /** How often the database has been opened anew. */
  #reopenings = 0;
  /** Nothing but the clock is left, and its timers do not keep the process alive. */
  readonly #beforeExit = (): void => this.#surroundings?.commits.stopPacing();

  constructor(database: KeyValueDatabase, options: KeyValueStoreOptions) {
    this.#database = database;
    this.#options = options;
  }

  /** See {@link DocumentStore.damage}. */
  get damage(): readonly string[] {
    return this.#database.damage;
  }

  /** See {@link DocumentStore.files}. */
  get files(): FileStore | undefined {
    return this.#options.files;
  }

  /** See {@link DocumentStore.ready}. */
  ready(): Promise<void> {
    return this.#run(async () => this.files?.ready());
  }

  /** See {@link DocumentStore.open}. */
  open(name: DocumentName, options: OpenOptions = {}): Promise<DocumentLog> {
    return this.#run(async (surroundings) => {
      this.#claim(name);
      try {
        const stored = await this.#find(name);
        const generation = stored?.generation ?? options.generation ?? this.#newGeneration();
        const log = new KeyValueLog(name, generation, stored, options, surroundings);
        this.#holders.set(name, log);
        return log;
      } catch (error) {
        this.#holders.delete(name);
        throw error;
      }
    });
  }

  /** See {@link DocumentStore.list}. */
  list({ after, prefix, limit }: ListOptions = {}): Promise<readonly DocumentName[]> {
    return this.#run(async () => {
      checkLimit(limit);
      const range = headRange(after, prefix);
      if (range === undefined) return [];
      const keys = await this.#database.keys(range, limit === undefined ? {} : { limit });
      return keys.map((key) => this.#nameIn(key));
    });
  }

  /** See {@link DocumentStore.delete}. */
  delete(name: DocumentName): Promise<boolean> {
    return this.#run(async ({ commits, reclaim }) => {
      this.#claim(name);
      try {
        // After this no write that has failed earlier can turn up any more.
        await commits.writable();
        const stored = await this.#find(name);
        if (stored === undefined) return false;
        const [damage] = stored.damage;
        if (damage !== undefined) throw damagedDocument(name, damage);
        const prefix = recordPrefix(name, stored.generation);
        const { writes, leftover } = planRemoval(prefix, stored.through + 1, stored.last);
        const head = headKey(name);
        const bytes = await this.#database.sizeOf(recordRange(prefix));
        await commits.write([
          { type: "del", key: head },
          removeRecord(prefix, 0),
          ...writes,
          ...(stored.rescue === undefined ? [] : removeRescue(name)),
        ]);
        if (leftover !== undefined) {
          await removeLeftover((removals) => commits.write(removals), prefix, leftover);
        }
        reclaim.ask(new LogSpace(prefix, bytes));
        return true;
      } finally {
        this.#holders.delete(name);
      }
    });
  }

  /** See {@link DocumentStore.backup}. */
  async *backup(known: KnownBackup): AsyncGenerator<BackupItem, void, undefined> {
    const { database } = await this.#run(async (surroundings) => surroundings);
    yield* readStore(database, this.files, known);
  }

  /** See {@link DocumentStore.close}. */
  close(): Promise<void> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }

  /** Runs an operation once the database is open; `close` waits for it. */
  async #run<T>(operation: (surroundings: LogSurroundings) => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw closedStore();
    const running = this.#opened().then(async (surroundings) => {
      await surroundings.commits.readable();
      return operation(surroundings);
    });
    this.#operations.add(running);
    try {
      return await running;
    } finally {
      this.#operations.delete(running);
    }
  }

  #opened(): Promise<LogSurroundings> {
    this.#opening ??= this.#start().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #start(): Promise<LogSurroundings> {
    await this.#database.open();
    try {
      const { clock, onReclaimFailed: onFailed } = this.#options;
      const database = this.#database;
      const reopen = (): Promise<GroupCommit> => this.#reopen();
      const commits = new ReopeningCommit(await this.#begin(), { clock, database, reopen });
      const reclaim = new Reclaim({ clock, database, commits, onFailed });
      const onClosed = (log: KeyValueLog): void => void this.#holders.delete(log.name);
      this.#surroundings = { database, commits, reclaim, format: this.#format, onClosed };
      process.on("beforeExit", this.#beforeExit);
      return this.#surroundings;
    } catch (error) {
      await this.#closeDatabase();
      throw error;
    }
  }

  /** Makes the database, just opened, ready to be written to. */
  async #begin(): Promise<GroupCommit> {
    const { where, clock, commitIntervalMs } = this.#options;
    const commits = new GroupCommit(this.#database, clock, commitIntervalMs, this.commitMs);
    this.#format.version = await checkFormat(this.#database, commits, where);
    await this.#removeLeftovers(commits);
    return commits;
  }

  async #reopen(): Promise<GroupCommit> {
    await this.#database.reopen();
    const commits = await this.#begin();
    this.#reopenings++;
    await Promise.all(this.#logs().map((log) => log.lookUp()));
    return commits;
  }

  /** Ends what a crash or a failed write interrupted. */
  async #removeLeftovers(commits: GroupCommit): Promise<void> {
    for (const key of await this.#database.keys(leftoverRange)) {
      const value = await this.#database.get(key);
      const leftover = value === undefined ? undefined : decodeLeftover(key, value);
      // A damaged one stays, and with it what is dead anyway: nothing but space is lost.
      if (leftover === undefined) continue;
      await removeLeftover((removals) => commits.write(removals), prefixOfLeftover(key), leftover);
    }
  }

  /** What the database has of a document, as of its last opening. */
  async #find(name: DocumentName): Promise<StoredDocument | undefined> {
    for (;;) {
      const reopenings = this.#reopenings;
      // oxlint-disable-next-line no-await-in-loop -- again only where it is no longer true
      const stored = await findDocument(this.#database, name);
      if (reopenings === this.#reopenings) return stored;
    }
  }

  #logs(): readonly KeyValueLog[] {
    return [...this.#holders.values()].filter((holder) => holder !== "busy");
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
    await this.files?.close();
    if (this.#surroundings === undefined) return;
    const { commits, reclaim } = this.#surroundings;
    commits.stopPacing();
    await Promise.all([reclaim.close(), ...this.#logs().map((log) => log.close())]);
    await this.#closeDatabase();
  }

  async #closeDatabase(): Promise<void> {
    process.off("beforeExit", this.#beforeExit);
    this.#surroundings = undefined;
    await this.#database.close();
  }
}
