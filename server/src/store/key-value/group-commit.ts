/**
 * Group commit: what all logs of a store want written goes to disk in shared batches, so that a
 * hundred people typing in fifty documents cost one fsync, not a hundred.
 *
 * 1. One batch is in flight at a time; what is added meanwhile gathers for the next.
 * 2. A batch takes changes in the order in which they were added, as many as fit its bounds.
 * 3. The first change after a quiet moment leaves at the end of the turn, with whatever else that
 *    turn adds. After that a batch starts at most every `intervalMs`; but at once after a large one,
 *    behind which more of the kind waits.
 * 4. After a failed batch nothing is written any more: it and every later change fail. LevelDB
 *    would go on, but what it writes behind a half-written record it cannot read when it is opened
 *    again (of 200 synced writes after a full disk had been cleared, 161 were gone; leveldown
 *    6.1.1). To write again the database has to be opened anew, and a new GroupCommit with it; that
 *    is for `reopening-commit.ts`.
 * 5. A large change is a batch of its own, and its bytes are put together in several turns.
 */

import { Buckets } from "../../buckets.ts";
import { inTurns, type Clock, type Timer } from "../../clock.ts";
import type { KeyValueDatabase, Write } from "./key-value.ts";
import type { GradualWrite } from "./value-layout.ts";
import { writeFailed, type StoreError } from "../store-error.ts";

/** Most writes in one batch, unless one change alone has more: some 5 ms of building it. */
const maxBatchWrites = 4_000;

/** Most bytes of values in one batch, unless one change alone has more. */
const maxBatchBytes = 8 * 1024 * 1024;

/** A batch of so many writes or bytes costs more than its fsync: waiting would save nothing. */
const largeBatchWrites = 500;
const largeBatchBytes = 256 * 1024;

/** What is written at once. */
export class Batch {
  readonly #writes: Write[] = [];
  #bytes = 0;
  /** Of a write whose value is not whole yet. */
  #steps: GradualWrite["steps"] | undefined;

  /** What has been added, in order. */
  get writes(): readonly Write[] {
    return this.#writes;
  }

  /** Whether the next change should wait for the next batch. */
  get isFull(): boolean {
    return this.#writes.length >= maxBatchWrites || this.#bytes >= maxBatchBytes;
  }

  /** Whether writing it costs more than its fsync. */
  get isLarge(): boolean {
    return this.#writes.length >= largeBatchWrites || this.#bytes >= largeBatchBytes;
  }

  /** Adds a write. */
  add(write: Write): void {
    this.#writes.push(write);
    if (write.type === "put") this.#bytes += write.value.length;
  }

  /** Adds a write that is put together step by step. There may be one. */
  addGradually({ write, steps }: GradualWrite): void {
    this.add(write);
    this.#steps = steps;
  }

  /** Resolves when everything in it is whole; others have their turn in between. */
  async whole(): Promise<void> {
    if (this.#steps !== undefined) await inTurns(this.#steps);
  }

  /** Adds several writes. */
  addAll(writes: readonly Write[]): void {
    for (const write of writes) this.add(write);
  }
}

/** Something to be written whole, in one batch with others. Its methods must not throw. */
export interface Change {
  /**
   * It is one write, and so long a one that it goes alone: what goes with others LevelDB's binding
   * copies once more, on the main loop.
   */
  readonly isLarge?: boolean;
  /** Adds its writes to the batch that is about to start. */
  collect(batch: Batch): void;
  /** Its batch is on disk. */
  committed(): void;
  /** Its batch is not, or may not be, on disk. Always `write-failed`. */
  failed(error: StoreError): void;
}

/** Why nothing is written any more, and since when. */
export interface Failure {
  /** Always `write-failed`. */
  readonly error: StoreError;
  /** By the clock. */
  readonly at: number;
}

/** Gathers changes and writes them in batches, in order. */
export class GroupCommit {
  readonly #database: Pick<KeyValueDatabase, "write">;
  readonly #clock: Clock;
  readonly #commitMs: Buckets;
  #intervalMs: number;
  #waiting: Change[] = [];
  #isWriting = false;
  #timer: Timer | undefined;
  #nextStart = -Infinity;
  #failure: Failure | undefined;

  /** Takes down in `commitMs` how many milliseconds each write takes. */
  constructor(
    database: Pick<KeyValueDatabase, "write">,
    clock: Clock,
    intervalMs: number,
    commitMs: Buckets = new Buckets(),
  ) {
    this.#commitMs = commitMs;
    this.#database = database;
    this.#clock = clock;
    this.#intervalMs = intervalMs;
  }

  /** Set once a batch has failed. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** Takes a change, which is told what became of it, in this turn or a later one. */
  add(change: Change): void {
    if (this.#failure !== undefined) {
      change.failed(this.#failure.error);
      return;
    }
    this.#waiting.push(change);
    this.#schedule();
  }

  /** Takes a change that is nothing but these writes. */
  write(writes: readonly Write[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.add({ collect: (batch) => batch.addAll(writes), committed: resolve, failed: reject });
    });
  }

  /** Resolves when everything added before has been told what became of it. */
  settled(): Promise<void> {
    if (!this.#isWriting && this.#waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.add({ collect: () => undefined, committed: resolve, failed: () => resolve() });
    });
  }

  /** From now on batches start as soon as they can: for the last moments of a store or process. */
  stopPacing(): void {
    this.#intervalMs = 0;
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isWriting || this.#timer !== undefined || this.#waiting.length === 0) return;
    const waitMs = this.#intervalMs === 0 ? 0 : this.#nextStart - this.#clock.now();
    const start = (): void => {
      this.#timer = undefined;
      void this.#commit();
    };
    this.#timer = waitMs > 0 ? this.#clock.after(waitMs, start) : this.#clock.afterTurn(start);
  }

  /** Writes one batch. Never rejects: the outcome goes to the changes. */
  async #commit(): Promise<void> {
    this.#isWriting = true;
    const { batch, changes } = this.#takeBatch();
    this.#nextStart = this.#clock.now() + (batch.isLarge ? 0 : this.#intervalMs);
    try {
      await batch.whole();
      if (batch.writes.length > 0) await this.#write(batch.writes);
    } catch (cause) {
      this.#fail([...changes, ...this.#waiting], cause);
      return;
    }
    for (const change of changes) change.committed();
    this.#isWriting = false;
    this.#schedule();
  }

  async #write(writes: readonly Write[]): Promise<void> {
    const startedAt = this.#clock.now();
    await this.#database.write(writes);
    this.#commitMs.add(this.#clock.now() - startedAt);
  }

  #takeBatch(): { readonly batch: Batch; readonly changes: readonly Change[] } {
    const batch = new Batch();
    let count = 0;
    for (const change of this.#waiting) {
      const mustWait = batch.isFull || (change.isLarge === true && batch.writes.length > 0);
      if (mustWait) break;
      change.collect(batch);
      count += 1;
      if (change.isLarge === true) break;
    }
    const changes = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    return { batch, changes };
  }

  #fail(changes: readonly Change[], cause: unknown): void {
    const error = writeFailed(cause);
    this.#failure = { error, at: this.#clock.now() };
    this.#waiting = [];
    this.#isWriting = false;
    for (const change of changes) change.failed(error);
  }
}
