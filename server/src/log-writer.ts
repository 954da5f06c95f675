/**
 * Brings a room's updates to disk, in order, and never gives one up.
 *
 * Invariants: 1. one append is under way at a time; updates that come meanwhile become the next
 * one, so a failed append cannot be overtaken and leave a hole in the causal order. 2. A failed
 * append is repeated, with a growing pause, until it succeeds. 3. `whenDurable` resolves only when
 * everything written before the call is on disk.
 */

import type { Clock, Timer } from "./clock.ts";
import type { DocumentLog, Sequence } from "./store/document-store.ts";
import { joinUpdates } from "./update/join-updates.ts";

const firstPauseMs = 100;
const longestPauseMs = 5_000;

/** What a {@link LogWriter} tells its room. */
export interface LogWriterEvents {
  /** An update reached the disk. */
  appended(sequence: Sequence, update: Uint8Array): void;
  /** An append failed and will be tried again in `retryInMs` milliseconds. */
  failed(cause: unknown, retryInMs: number): void;
  /** The first append after a failure reached the disk. */
  recovered(): void;
}

/** See the head of this file. */
export class LogWriter {
  readonly #log: DocumentLog;
  readonly #clock: Clock;
  readonly #events: LogWriterEvents;
  /** Updates that no append has been tried with, oldest first. */
  #queue: Uint8Array[] = [];
  /** The update that is being appended, or waits to be tried again. */
  #current: { readonly update: Uint8Array; readonly through: number } | undefined;
  readonly #waiting: { readonly through: number; readonly resolve: () => void }[] = [];
  /** How many updates `write` was given. */
  #writtenCount = 0;
  #unsavedBytes = 0;
  #pauseMs = 0;
  #retry: Timer | undefined;

  constructor(log: DocumentLog, clock: Clock, events: LogWriterEvents) {
    this.#log = log;
    this.#clock = clock;
    this.#events = events;
  }

  /** True when everything written is on disk. */
  get isDurable(): boolean {
    return this.#current === undefined && this.#queue.length === 0;
  }

  /** Bytes that are not on disk yet. */
  get unsavedBytes(): number {
    return this.#unsavedBytes;
  }

  /** True from a failed append until the next one that succeeds. */
  get isFailing(): boolean {
    return this.#pauseMs > 0;
  }

  /** Takes an update to bring to disk. */
  write(update: Uint8Array): void {
    this.#queue.push(update);
    this.#writtenCount++;
    this.#unsavedBytes += update.length;
    if (this.#current === undefined) this.#appendQueue();
  }

  /** Resolves when everything written so far is on disk, however long that takes. */
  async whenDurable(): Promise<void> {
    if (this.isDurable) return;
    const through = this.#writtenCount;
    return new Promise((resolve) => this.#waiting.push({ through, resolve }));
  }

  /** Tries again now, if the last append failed; for a shutdown that cannot wait for the pause. */
  retryNow(): void {
    if (this.#retry === undefined) return;
    this.#retry.cancel();
    this.#append();
  }

  #appendQueue(): void {
    if (this.#queue.length === 0) return;
    this.#current = { update: joinUpdates(this.#queue), through: this.#writtenCount };
    this.#queue = [];
    this.#unsavedBytes = this.#current.update.length;
    this.#append();
  }

  #append(): void {
    this.#retry = undefined;
    if (this.#current === undefined) return;
    const { update, through } = this.#current;
    this.#log.append(update).then(
      (sequence) => this.#appended(sequence, update, through),
      (cause: unknown) => this.#failed(cause),
    );
  }

  #appended(sequence: Sequence, update: Uint8Array, through: number): void {
    this.#current = undefined;
    this.#unsavedBytes -= update.length;
    if (this.isFailing) {
      this.#pauseMs = 0;
      this.#events.recovered();
    }
    this.#events.appended(sequence, update);
    while ((this.#waiting[0]?.through ?? Infinity) <= through) this.#waiting.shift()?.resolve();
    this.#appendQueue();
  }

  #failed(cause: unknown): void {
    this.#pauseMs = Math.min(Math.max(this.#pauseMs * 2, firstPauseMs), longestPauseMs);
    this.#retry = this.#clock.after(this.#pauseMs, () => this.#append());
    this.#events.failed(cause, this.#pauseMs);
  }
}
