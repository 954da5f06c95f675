/**
 * Where all logs of a store write: a group commit, and after a failed write another one, on the
 * database opened anew. So a disk that was full and has space again is written to without a restart.
 *
 * 1. A change goes to a group commit that has not failed; or it waits for a reopening under way; or
 *    it fails at once, with the reason of the last failure.
 * 2. A reopening begins with the first change that comes after a pause, or with a read where nothing
 *    can be read. The pause grows from a tenth of a second to two while failures follow each other.
 * 3. Changes keep their order.
 */

import type { Clock } from "../../clock.ts";
import type { Change, Failure, GroupCommit } from "./group-commit.ts";
import type { KeyValueDatabase, Write } from "./key-value.ts";
import { writeFailed } from "../store-error.ts";

const firstPauseMs = 100;
const longestPauseMs = 2_000;

/** What {@link ReopeningCommit} needs of its store. */
export interface ReopeningCommitSurroundings {
  readonly clock: Clock;
  readonly database: Pick<KeyValueDatabase, "isReadable">;
  /** Opens the database anew and resolves when it can be written to. */
  readonly reopen: () => Promise<GroupCommit>;
}

/** See the head of this file. */
export class ReopeningCommit {
  readonly #surroundings: ReopeningCommitSurroundings;
  #current: GroupCommit;
  #waiting: Change[] = [];
  #reopening: Promise<void> | undefined;
  #reopenFailure: Failure | undefined;
  #reopenedAt = -Infinity;
  #pauseMs = firstPauseMs;

  /** `first` is the group commit on the database as it was opened. */
  constructor(first: GroupCommit, surroundings: ReopeningCommitSurroundings) {
    this.#current = first;
    this.#surroundings = surroundings;
  }

  /** Takes a change, which is told what became of it. */
  add(change: Change): void {
    const failure = this.#failure;
    if (this.#reopening === undefined && failure !== undefined && this.#mayReopen(failure)) {
      this.#reopening = this.#reopen();
    }
    if (this.#reopening !== undefined) this.#waiting.push(change);
    else if (failure !== undefined) change.failed(failure.error);
    else this.#current.add(change);
  }

  /** Takes a change that is nothing but these writes. */
  write(writes: readonly Write[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.add({ collect: (batch) => batch.addAll(writes), committed: resolve, failed: reject });
    });
  }

  /** Resolves when the database can be read, or cannot and the reason is known. */
  async readable(): Promise<void> {
    const failure = this.#failure;
    const isDown = this.#reopening === undefined && !this.#surroundings.database.isReadable;
    if (isDown && failure !== undefined && this.#mayReopen(failure)) {
      this.#reopening = this.#reopen();
    }
    await this.#reopening;
  }

  /** Resolves when changes are taken, as far as is known; rejects with `write-failed` otherwise. */
  async writable(): Promise<void> {
    await this.write([]);
  }

  /** Resolves when everything added before has been told what became of it. */
  async settled(): Promise<void> {
    await this.#reopening;
    await this.#current.settled();
  }

  /** From now on batches start as soon as they can: for the last moments of a store or process. */
  stopPacing(): void {
    this.#current.stopPacing();
  }

  /** Why nothing can be written, if that is so. */
  get #failure(): Failure | undefined {
    return this.#reopenFailure ?? this.#current.failure;
  }

  #mayReopen(failure: Failure): boolean {
    const isFirst = failure.at - this.#reopenedAt > longestPauseMs;
    if (isFirst) this.#pauseMs = firstPauseMs;
    return this.#surroundings.clock.now() >= failure.at + this.#pauseMs;
  }

  /** Never rejects: the outcome goes to the changes that wait. */
  async #reopen(): Promise<void> {
    const { clock, reopen } = this.#surroundings;
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
    try {
      this.#current = await reopen();
      this.#reopenFailure = undefined;
      this.#reopenedAt = clock.now();
    } catch (cause) {
      this.#reopenFailure = { error: writeFailed(cause), at: clock.now() };
      this.#reopenedAt = clock.now();
    }
    this.#reopening = undefined;
    for (const change of this.#waiting.splice(0)) this.add(change);
  }
}
