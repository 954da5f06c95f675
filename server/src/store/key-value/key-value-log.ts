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
 * 4. Where damage was found nothing is written any more, also nothing that was asked for before; but
 *    what somebody still has of the document can be kept beside the log.
 */

import type { DocumentName } from "@coscribe/shared";
import type { ReopeningCommit } from "./reopening-commit.ts";
import {
  checkThrough,
  nothingToRescue,
  type DocumentLog,
  type LoadedBatch,
  type LogDamage,
  type OpenOptions,
  type Sequence,
} from "../document-store.ts";
import type { StoreFormat } from "./format-version.ts";
import type { Batch } from "./group-commit.ts";
import { findDocument, type StoredDocument } from "./find-document.ts";
import { findLoss } from "./find-loss.ts";
import type { KeyValueDatabase, Write } from "./key-value.ts";
import { headKey, recordPrefix, rescuedKey, rescueNoteKey } from "./key-layout.ts";
import { largeValueBytes, putHead, putRescueNote, putSealed, RecordCodec } from "./value-layout.ts";
import { LogSpace } from "./log-space.ts";
import { OpenRecords, readRescued, undefinedIfDamaged } from "./open-records.ts";
import { readLog } from "./read-log.ts";
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
  /** To be raised where something needs a later one. */
  readonly format: StoreFormat;
  /** Called once for each log, when it has closed. */
  readonly onClosed: (log: KeyValueLog) => void;
}

const noDamage: readonly LogDamage[] = [];

/** An update that changes nothing. */
const emptyUpdate = Uint8Array.of(0, 0);

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
  #loads: Set<OpenRecords> | undefined;
  #exists = false;
  #through: Sequence = 0;
  #last: Sequence = 0;
  /** The last sequence given to an append, acknowledged or not. */
  #given: Sequence = 0;
  /** Whether a head has been written, acknowledged or not. */
  #hasGivenHead = false;
  /** Whether updates were appended that the head does not know. */
  #isUnsealed = false;
  #keepsDeleted: boolean;
  /** Whether the last head that was written, acknowledged or not, says so. */
  #hasGivenMark = false;
  /** Damage that shows without reading the records. */
  #knownDamage = noDamage;
  /** The first damage that was found. */
  #damage: LogDamage | undefined;
  readonly #onDamage: OpenOptions["onDamage"];
  #isRescued = false;
  #compaction: Promise<void> = Promise.resolve();
  #closing: Promise<void> | undefined;

  /** `stored` is what is on disk of the document, undefined as long as that is nothing. */
  constructor(
    name: DocumentName,
    generation: string,
    stored: StoredDocument | undefined,
    { keepDeleted = false, onDamage }: OpenOptions,
    surroundings: LogSurroundings,
  ) {
    this.name = name;
    this.generation = generation;
    this.#surroundings = surroundings;
    this.#prefix = recordPrefix(name, generation);
    this.#codec = new RecordCodec(this.#prefix);
    this.#space = new LogSpace(this.#prefix);
    this.#keepsDeleted = keepDeleted;
    if (stored !== undefined) this.#take(stored);
    // What shows up to here is said by a load.
    this.#onDamage = onDamage;
  }

  /** See {@link DocumentLog.tailLength}. */
  get tailLength(): number {
    return this.#last - this.#through;
  }

  /** See {@link DocumentLog.keepsDeleted}. */
  get keepsDeleted(): boolean {
    return this.#keepsDeleted;
  }

  /** See {@link DocumentLog.keepDeleted}. */
  async keepDeleted(keeps: boolean): Promise<void> {
    this.#checkOpen();
    this.#checkSound();
    this.#keepsDeleted ||= keeps;
    if (!this.#hasGivenHead) {
      this.#keepsDeleted = keeps;
      return;
    }
    await this.#write(
      (batch) => {
        this.#keepsDeleted = keeps;
        this.#addHead(batch, this.#through);
      },
      () => undefined,
    );
  }

  /** See {@link DocumentLog.load}. */
  async *load(): AsyncGenerator<LoadedBatch, void, undefined> {
    this.#checkOpen();
    const { database } = this.#surroundings;
    const records = new OpenRecords(database, this.#prefix, this.#codec, this.#through);
    (this.#loads ??= new Set()).add(records);
    const expected = {
      exists: this.#exists,
      through: this.#through,
      last: this.#last,
      damage: this.#knownDamage,
    };
    let through = 0;
    try {
      const found = new LogSpace(this.#prefix);
      for await (const batch of readLog(records, expected)) {
        this.#damage ??= batch.damage?.[0];
        if (batch.base !== undefined) found.compacted(batch.base, 1);
        for (const update of batch.updates) found.appended(update);
        ({ through } = batch);
        yield batch;
      }
      if (this.#isRescued) yield await readRescued(database, this.name, through);
      if (this.#damage !== undefined) return;
      this.#space.loaded(found);
      this.#surroundings.reclaim.examine(this.#space);
    } finally {
      this.#loads.delete(records);
      if (this.#loads.size === 0) this.#loads = undefined;
      await records.end();
    }
  }

  /** See {@link DocumentLog.append}. */
  async append(update: Uint8Array): Promise<Sequence> {
    const isLarge = update.length > largeValueBytes;
    if (!isLarge || this.#isHeadTrue) return this.#append(update, isLarge);
    // A head comes with a record, and a large record comes alone. Both are asked for at once, so that
    // nothing comes between.
    const [, sequence] = await Promise.all([
      this.#append(emptyUpdate, false),
      this.#append(update, true),
    ]);
    return sequence;
  }

  #append(update: Uint8Array, isLarge: boolean): Promise<Sequence> {
    this.#checkOpen();
    this.#checkSound();
    let sequence: Sequence = 0;
    return this.#write(
      (batch) => {
        sequence = ++this.#given;
        if (isLarge) batch.addGradually(this.#codec.putUpdateInSteps(sequence, update));
        else batch.add(this.#codec.putUpdate(sequence, update));
        if (this.#isHeadTrue) this.#isUnsealed = true;
        else this.#addHead(batch, this.#through);
      },
      () => {
        this.#exists = true;
        this.#last = sequence;
        this.#space.appended(update);
        return sequence;
      },
      isLarge,
    );
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
    const { writes, leftover } = planRemoval(this.#prefix, this.#through + 1, through);
    const isLarge = base.length > largeValueBytes;
    // Whoever reads a base that is newer than the head says passes over the updates that it replaces.
    if (isLarge) await this.#writeLargeBase(base, through);
    await this.#write(
      (batch) => {
        if (!isLarge) batch.add(this.#codec.putBase(through, base));
        batch.addAll(writes);
        this.#addHead(batch, through);
      },
      () => {
        this.#exists = true;
        this.#space.compacted(base, (through - this.#through) / Math.max(this.tailLength, 1));
        this.#through = through;
      },
    );
    if (leftover !== undefined) {
      const write = (removals: readonly Write[]): Promise<void> =>
        this.#write(
          (batch) => batch.addAll(removals),
          () => undefined,
        );
      await removeLeftover(write, this.#prefix, leftover);
    }
    this.#surroundings.reclaim.ask(this.#space);
  }

  #writeLargeBase(base: Uint8Array, through: Sequence): Promise<void> {
    return this.#write(
      (batch) => batch.addGradually(this.#codec.putBaseInSteps(through, base)),
      () => undefined,
      true,
    );
  }

  /** See {@link DocumentLog.rescue}. */
  async rescue(document: Uint8Array): Promise<void> {
    this.#checkOpen();
    const { commits, format } = this.#surroundings;
    const { name, generation } = this;
    const damage = this.#damage;
    if (damage === undefined) throw nothingToRescue(name);
    await new Promise<void>((committed, failed) => {
      const collect = (batch: Batch): void => {
        batch.addAll(format.raisedForMarks());
        batch.add(putRescueNote(rescueNoteKey(name), { generation, problem: damage.problem }));
        batch.add(putSealed(rescuedKey(name), document));
      };
      commits.add({ collect, committed, failed });
    });
    this.#isRescued = true;
  }

  /**
   * Writes what `collect` adds, unless damage is found before it is its turn, and returns what
   * `committed` does; alone where it `isLarge`. Rejects with `damaged` or `write-failed`.
   */
  #write<T>(collect: (batch: Batch) => void, committed: () => T, isLarge = false): Promise<T> {
    return new Promise((resolve, reject) => {
      let isSound = false;
      this.#surroundings.commits.add({
        isLarge,
        collect: (batch) => {
          isSound = this.#damage === undefined;
          if (isSound) collect(batch);
        },
        committed: () => {
          if (isSound) resolve(committed());
          else reject(this.#damageError());
        },
        failed: reject,
      });
    });
  }

  /** Whether the last head that was written, acknowledged or not, needs no other one behind it. */
  get #isHeadTrue(): boolean {
    return this.#hasGivenHead && this.#hasGivenMark === this.#keepsDeleted;
  }

  #addHead(batch: Batch, through: Sequence): void {
    const { name, generation } = this;
    const keepsDeleted = this.#keepsDeleted;
    this.#hasGivenHead = true;
    this.#hasGivenMark = keepsDeleted;
    this.#isUnsealed = false;
    if (keepsDeleted) batch.addAll(this.#surroundings.format.raisedForMarks());
    batch.add(putHead(headKey(name), { generation, through, last: this.#given, keepsDeleted }));
  }

  #checkOpen(): void {
    if (this.#closing !== undefined) throw closedLog(this.name);
  }

  #checkSound(): void {
    if (this.#damage !== undefined) throw this.#damageError();
  }

  #damageError(): StoreError {
    const unknown = { sequence: undefined, problem: "something of it is missing" };
    return damagedDocument(this.name, this.#damage ?? unknown);
  }

  /**
   * Looks up what is on disk, after the database was opened anew: a write that failed may be there
   * all the same. What was acknowledged must be. Nothing may be written meanwhile.
   */
  async lookUp(): Promise<void> {
    const { database } = this.#surroundings;
    const before = {
      prefix: this.#prefix,
      generation: this.generation,
      exists: this.#exists,
      through: this.#through,
      last: this.#last,
    };
    try {
      const stored = await findDocument(database, this.name);
      const loss = await findLoss(database, before, stored);
      if (stored === undefined) {
        this.#given = 0;
        this.#hasGivenHead = false;
      } else if (stored.generation === this.generation) {
        this.#take(stored);
      }
      if (loss !== undefined) this.#know(loss);
    } catch (error) {
      undefinedIfDamaged(error);
      this.#know({
        sequence: undefined,
        problem: "the database cannot read where its records are",
      });
    }
  }

  #take({ through, last, damage, rescue, keepsDeleted }: StoredDocument): void {
    this.#exists = true;
    this.#through = through;
    this.#last = last;
    this.#given = last;
    this.#hasGivenHead = true;
    this.#hasGivenMark = keepsDeleted;
    this.#keepsDeleted ||= keepsDeleted;
    this.#isRescued = rescue !== undefined;
    for (const found of rescue === undefined ? damage : [...damage, rescue]) this.#know(found);
  }

  #know(damage: LogDamage): void {
    if (this.#knownDamage.some(({ problem }) => problem === damage.problem)) return;
    this.#knownDamage = [...this.#knownDamage, damage];
    if (this.#damage !== undefined) return;
    this.#damage = damage;
    this.#onDamage?.(this.name, damage);
  }

  /** See {@link DocumentLog.close}. */
  close(): Promise<void> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }

  async #finish(): Promise<void> {
    await Promise.all([...(this.#loads ?? [])].map((records) => records.end()));
    await this.#compaction;
    await this.#surroundings.commits.settled();
    await this.#seal();
    this.#surroundings.onClosed(this);
  }

  /** Nothing depends on it but how much is noticed; so a disk that fails does not matter. */
  async #seal(): Promise<void> {
    if (!this.#isUnsealed || this.#damage !== undefined) return;
    await this.#write(
      (batch) => this.#addHead(batch, this.#through),
      () => undefined,
    ).catch(() => undefined);
  }
}
