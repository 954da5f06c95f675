/**
 * The log of one document in a key-value database.
 *
 * Invariants:
 * 1. On disk, the live updates are those from `through + 1` to the last, without a hole. A sequence
 *    is given at the moment its batch is put together, and after a failed batch there is no other.
 * 2. The head is written in the same batch as the first record, and with each compaction.
 * 3. An update up to `through` is dead: it is removed in the batch that makes it so, or a leftover
 *    written in that batch says that it has to be.
 */

import type { DocumentName } from "@coscribe/shared";
import { checkThrough } from "./argument-checks.ts";
import type { DocumentLog, LoadedBatch, Sequence } from "./document-store.ts";
import type { StoredDocument } from "./find-document.ts";
import type { GroupCommit } from "./group-commit.ts";
import type { Cursor, KeyValueDatabase, Write } from "./key-value.ts";
import { headKey, recordPrefix, recordRange } from "./level-keys.ts";
import { putHead, recordCodec, type RecordCodec } from "./level-values.ts";
import { readLog } from "./read-log.ts";
import { planRemoval, removeLeftover } from "./remove-updates.ts";
import { closedLog } from "./store-error.ts";

/** What a log has from its store. */
export interface LogSurroundings {
  /** For reading. */
  readonly database: KeyValueDatabase;
  /** For writing. */
  readonly commits: GroupCommit;
  /** Called once, when the log has closed. */
  readonly onClosed: () => void;
}

/** See {@link DocumentLog}. */
export class KeyedLog implements DocumentLog {
  /** See {@link DocumentLog.name}. */
  readonly name: DocumentName;
  /** See {@link DocumentLog.generation}. */
  readonly generation: string;
  readonly #surroundings: LogSurroundings;
  readonly #prefix: Buffer;
  readonly #codec: RecordCodec;
  readonly #cursors = new Set<Cursor>();
  #exists: boolean;
  #through: Sequence;
  #last: Sequence;
  /** The last sequence given to an append, acknowledged or not. */
  #given: Sequence;
  /** Whether a head has been written, acknowledged or not. */
  #hasGivenHead: boolean;
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
    this.#codec = recordCodec(this.#prefix);
    this.#exists = stored !== undefined;
    this.#hasGivenHead = this.#exists;
    this.#through = stored?.through ?? 0;
    this.#last = stored?.last ?? 0;
    this.#given = this.#last;
  }

  /** See {@link DocumentLog.tailLength}. */
  get tailLength(): number {
    return this.#last - this.#through;
  }

  /** See {@link DocumentLog.load}. */
  async *load(): AsyncGenerator<LoadedBatch, void, undefined> {
    this.#checkOpen();
    const cursor = this.#surroundings.database.values(recordRange(this.#prefix));
    this.#cursors.add(cursor);
    try {
      yield* readLog(cursor, this.#codec, {
        name: this.name,
        exists: this.#exists,
        through: this.#through,
        last: this.#last,
      });
    } finally {
      this.#cursors.delete(cursor);
      await cursor.end();
    }
  }

  /** See {@link DocumentLog.append}. */
  async append(update: Uint8Array): Promise<Sequence> {
    this.#checkOpen();
    return new Promise((resolve, reject) => {
      let sequence: Sequence = 0;
      this.#surroundings.commits.add({
        collect: (batch) => {
          if (!this.#hasGivenHead) batch.add(this.#putHead(this.#through));
          this.#given += 1;
          sequence = this.#given;
          batch.add(this.#codec.putUpdate(sequence, update));
        },
        committed: () => {
          this.#exists = true;
          this.#last = sequence;
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
    checkThrough(through, this.#through, this.#last);
    const { commits } = this.#surroundings;
    const { writes, leftover } = planRemoval(this.#prefix, this.#through + 1, through);
    await commits.write([this.#putHead(through), this.#codec.putBase(through, base), ...writes]);
    this.#exists = true;
    this.#through = through;
    if (leftover !== undefined) await removeLeftover(commits, this.#prefix, leftover);
  }

  #putHead(through: Sequence): Write {
    this.#hasGivenHead = true;
    return putHead(headKey(this.name), { generation: this.generation, through });
  }

  #checkOpen(): void {
    if (this.#closing !== undefined) throw closedLog(this.name);
  }

  /** See {@link DocumentLog.close}. */
  close(): Promise<void> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }

  async #finish(): Promise<void> {
    await Promise.all([...this.#cursors].map((cursor) => cursor.end()));
    await this.#compaction;
    await this.#surroundings.commits.settled();
    this.#surroundings.onClosed();
  }
}
