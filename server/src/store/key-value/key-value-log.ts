/**
 * The log of one document in a key-value database.
 *
 * Invariants:
 * 1. On disk, the live updates are those from `through + 1` to the last, without a hole. A sequence
 *    is given at the moment its batch is put together; after a failed batch the next one is given
 *    when the log has been looked up on disk again.
 * 2. The head is written in the same batch as the first record, with each compaction, and when the
 *    log closes. So it knows the last sequence of a document at rest, whose last records cannot get
 *    lost unnoticed.
 * 3. An update up to `through` is dead: it is removed in the batch that makes it so, or a leftover
 *    written in that batch says that it has to be.
 * 4. Where damage was found nothing is written any more.
 */

import type { DocumentName } from "@coscribe/shared";
import type { ReopeningCommit } from "./reopening-commit.ts";
import {
  checkThrough,
  type DocumentLog,
  type LoadedBatch,
  type LogDamage,
  type Sequence,
} from "../document-store.ts";
import { findDocument, type StoredDocument } from "./find-document.ts";
import type { Cursor, KeyValueDatabase, Write } from "./key-value.ts";
import { headKey, recordKey, recordPrefix, recordRange } from "./key-layout.ts";
import { putHead, RecordCodec } from "./value-layout.ts";
import { LogSpace } from "./log-space.ts";
import { readLog, type RecordSource } from "./read-log.ts";
import type { Reclaim } from "./reclaim.ts";
import { planRemoval, removeLeftover } from "./remove-updates.ts";
import { closedLog, damagedDocument, StoreError } from "../store-error.ts";

/** What all logs of a store have from it. */
export interface LogSurroundings {
  /** For reading. */
  readonly database: KeyValueDatabase;
  /** For writing. */
  readonly commits: ReopeningCommit;
  /** For giving space back. */
  readonly reclaim: Reclaim;
  /** Called once for each log, when it has closed. */
  readonly onClosed: (log: KeyValueLog) => void;
}

const noDamage: readonly LogDamage[] = [];

/** See {@link DocumentLog}. */
export class KeyValueLog implements DocumentLog {
  /** See {@link DocumentLog.name}. */
  readonly name: DocumentName;
  /** See {@link DocumentLog.generation}. */
  readonly generation: string;
  readonly #surroundings: LogSurroundings;
  readonly #prefix: Buffer;
  readonly #codec: RecordCodec;
  readonly #space: LogSpace;
  /** Made when needed, as most here: there are many logs, and few are busy. */
  #cursors: Set<Cursor> | undefined;
  #exists = false;
  #through: Sequence = 0;
  #last: Sequence = 0;
  /** The last sequence given to an append, acknowledged or not. */
  #given: Sequence = 0;
  /** Whether a head has been written, acknowledged or not. */
  #hasGivenHead = false;
  /** Whether updates were appended that the head does not know. */
  #isUnsealed = false;
  #headDamage = noDamage;
  /** The first damage that was found. */
  #damage: LogDamage | undefined;
  #compaction: Promise<void> = Promise.resolve();
  #closing: Promise<void> | undefined;

  /** `stored` is what is on disk of the document, undefined as long as that is nothing. */
  constructor(
    name: DocumentName,
    generation: string,
    stored: StoredDocument | undefined,
    surroundings: LogSurroundings,
  ) {
    this.name = name;
    this.generation = generation;
    this.#surroundings = surroundings;
    this.#prefix = recordPrefix(name, generation);
    this.#codec = new RecordCodec(this.#prefix);
    this.#space = new LogSpace(this.#prefix);
    if (stored !== undefined) this.#take(stored);
  }

  /** See {@link DocumentLog.tailLength}. */
  get tailLength(): number {
    return this.#last - this.#through;
  }

  /** See {@link DocumentLog.load}. */
  async *load(): AsyncGenerator<LoadedBatch, void, undefined> {
    this.#checkOpen();
    const source = this.#source();
    const expected = {
      exists: this.#exists,
      through: this.#through,
      last: this.#last,
      damage: this.#headDamage,
    };
    try {
      const found = new LogSpace(this.#prefix);
      for await (const batch of readLog(source, expected)) {
        this.#damage ??= batch.damage?.[0];
        if (batch.base !== undefined) found.compacted(batch.base, 1);
        for (const update of batch.updates) found.appended(update);
        yield batch;
      }
      if (this.#damage !== undefined) return;
      this.#space.loaded(found);
      this.#surroundings.reclaim.examine(this.#space);
    } finally {
      await source.end();
    }
  }

  /**
   * The records from here on, without the dead updates in front of them, of which there may be
   * hundreds of thousands: LevelDB would look at each. The base is read last. If a compaction comes
   * in between, it is newer than the updates, and replaces some of them.
   */
  #source(): RecordSource & { readonly end: () => Promise<void> } {
    const { database } = this.#surroundings;
    const hasBase = this.#through > 0;
    const cursor = database.values(recordRange(this.#prefix, hasBase ? this.#through + 1 : 0));
    (this.#cursors ??= new Set()).add(cursor);
    let isBaseNext = hasBase;
    return {
      next: async () => {
        if (isBaseNext) {
          isBaseNext = false;
          const value = await this.#valueOf(0);
          if (value !== undefined) return [this.#codec.decode(value)];
        }
        return (await cursor.next()).map((value) => this.#codec.decode(value));
      },
      get: async (sequence) => this.#get(sequence),
      end: async () => {
        this.#cursors?.delete(cursor);
        if (this.#cursors?.size === 0) this.#cursors = undefined;
        await cursor.end();
      },
    };
  }

  async #get(sequence: Sequence): ReturnType<RecordSource["get"]> {
    try {
      const value = await this.#valueOf(sequence);
      return value && this.#codec.decode(value);
    } catch (error) {
      if (error instanceof StoreError && error.code === "damaged") return undefined;
      throw error;
    }
  }

  #valueOf(sequence: Sequence): Promise<Buffer | undefined> {
    return this.#surroundings.database.get(recordKey(this.#prefix, sequence));
  }

  /** See {@link DocumentLog.append}. */
  async append(update: Uint8Array): Promise<Sequence> {
    this.#checkOpen();
    this.#checkSound();
    return new Promise((resolve, reject) => {
      let sequence: Sequence = 0;
      this.#surroundings.commits.add({
        collect: (batch) => {
          sequence = ++this.#given;
          batch.add(this.#codec.putUpdate(sequence, update));
          if (this.#hasGivenHead) this.#isUnsealed = true;
          else batch.add(this.#putHead(this.#through));
        },
        committed: () => {
          this.#exists = true;
          this.#last = sequence;
          this.#space.appended(update);
          resolve(sequence);
        },
        failed: reject,
      });
    });
  }

  /** See {@link DocumentLog.compact}. */
  async compact(base: Uint8Array, through: Sequence): Promise<void> {
    this.#checkOpen();
    const compaction = this.#compaction.then(() => this.#replaceBase(base, through));
    // The next one and `close` wait for it; what it rejects with is for the caller alone.
    this.#compaction = compaction.catch(() => undefined);
    return compaction;
  }

  async #replaceBase(base: Uint8Array, through: Sequence): Promise<void> {
    this.#checkSound();
    checkThrough(through, this.#through, this.#last);
    const { commits, reclaim } = this.#surroundings;
    const { writes, leftover } = planRemoval(this.#prefix, this.#through + 1, through);
    await new Promise<void>((resolve, reject) => {
      commits.add({
        collect: (batch) => {
          batch.add(this.#codec.putBase(through, base));
          batch.addAll(writes);
          batch.add(this.#putHead(through));
        },
        committed: resolve,
        failed: reject,
      });
    });
    this.#exists = true;
    this.#space.compacted(base, (through - this.#through) / Math.max(this.tailLength, 1));
    this.#through = through;
    if (leftover !== undefined) await removeLeftover(commits, this.#prefix, leftover);
    reclaim.ask(this.#space);
  }

  #putHead(through: Sequence): Write {
    this.#hasGivenHead = true;
    this.#isUnsealed = false;
    return putHead(headKey(this.name), { generation: this.generation, through, last: this.#given });
  }

  #checkOpen(): void {
    if (this.#closing !== undefined) throw closedLog(this.name);
  }

  #checkSound(): void {
    if (this.#damage === undefined) return;
    const { problem, sequence } = this.#damage;
    throw damagedDocument(this.name, `${problem}, so nothing is written to it`, { sequence });
  }

  /**
   * Looks up what is on disk, after the database was opened anew: a write that failed may be there
   * all the same. Nothing may be written meanwhile.
   */
  async lookUp(): Promise<void> {
    const stored = await findDocument(this.#surroundings.database, this.name);
    const before = this.#last;
    if (stored === undefined) {
      this.#given = 0;
      this.#hasGivenHead = false;
      if (this.#exists) this.#lose("all its records, which were on disk, are missing");
    } else if (stored.generation !== this.generation) {
      this.#lose("another document has taken its place");
    } else {
      this.#take(stored);
      if (stored.last < before) {
        this.#lose(`the updates after ${stored.last}, which were on disk, are missing`);
      }
    }
  }

  #take({ through, last, damage }: StoredDocument): void {
    this.#exists = true;
    this.#through = through;
    this.#last = last;
    this.#given = last;
    this.#hasGivenHead = true;
    this.#headDamage = damage;
    this.#damage ??= damage[0];
  }

  #lose(problem: string): void {
    this.#damage ??= { sequence: undefined, problem };
  }

  /** See {@link DocumentLog.close}. */
  close(): Promise<void> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }

  async #finish(): Promise<void> {
    await Promise.all([...(this.#cursors ?? [])].map((cursor) => cursor.end()));
    await this.#compaction;
    await this.#surroundings.commits.settled();
    await this.#seal();
    this.#surroundings.onClosed(this);
  }

  /** Nothing depends on it but how much is noticed; so a disk that fails does not matter. */
  async #seal(): Promise<void> {
    if (!this.#isUnsealed || this.#damage !== undefined) return;
    await this.#surroundings.commits.write([this.#putHead(this.#through)]).catch(() => undefined);
  }
}
