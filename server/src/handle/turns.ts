/**
 * One after the other: who asks for a turn waits until those before have had theirs.
 *
 * Whoever waits for a turn within a turn would wait for ever. So when one takes very long, those who wait for it,
 * and those who come, are told so instead.
 */

import type { Clock } from "../clock.ts";
import { DocumentHandleError } from "./handle-error.ts";

/** See the head of this file. */
export class Turns {
  readonly #clock: Clock;
  readonly #patienceMs: number;
  /** Settles when all turns so far are over; never rejects. */
  #last: Promise<void> = Promise.resolve();
  /** Rejects when the turn that is under way takes too long, or none will come any more. */
  readonly #waiting = new Set<(reason: Error) => void>();
  /** The same for those in their turn. */
  readonly #running = new Set<(reason: Error) => void>();
  #refusal: Error | undefined;
  #end: Error | undefined;

  /** A turn takes too long when it takes longer than `patienceMs` milliseconds. */
  constructor(clock: Clock, patienceMs: number) {
    this.#clock = clock;
    this.#patienceMs = patienceMs;
  }

  /** Does `work` in its turn. Rejects with DocumentHandleError `busy`, and with what {@link close} was given. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    const refusal = this.#end ?? this.#refusal;
    if (refusal !== undefined) throw refusal;
    const before = this.#last;
    let over = ignore;
    const isOver = new Promise<void>((resolve) => (over = resolve));
    this.#last = before.then(() => isOver);
    try {
      await raced(before, this.#waiting);
      return await raced(this.#watched(work), this.#running);
    } finally {
      over();
    }
  }

  /** Resolves when all turns so far are over. */
  async whenOver(): Promise<void> {
    await this.#last;
  }

  /** Whoever comes from now on is rejected with `reason`. */
  close(reason: Error): void {
    this.#end ??= reason;
  }

  /** So are those who wait, and those who are in their turn. */
  end(reason: Error): void {
    this.close(reason);
    this.#reject(reason);
    for (const reject of this.#running) reject(reason);
  }

  async #watched<T>(work: () => Promise<T>): Promise<T> {
    const timer = this.#clock.after(this.#patienceMs, () => {
      const message =
        `a callback of this handle has been running for ${this.#patienceMs} ms; ` +
        "callbacks run one after the other, so none may wait for another one of the same handle";
      this.#refusal = new DocumentHandleError("busy", message);
      this.#reject(this.#refusal);
    });
    try {
      return await work();
    } finally {
      timer.cancel();
      this.#refusal = undefined;
    }
  }

  #reject(reason: Error): void {
    for (const reject of this.#waiting) reject(reason);
  }
}

/** What `work` gives, unless somebody calls the function that is in `rejections` until then. */
export function raced<T>(work: Promise<T>, rejections: Set<(reason: Error) => void>): Promise<T> {
  return new Promise((resolve, reject) => {
    rejections.add(reject);
    work.then(resolve, reject).finally(() => rejections.delete(reject));
  });
}

function ignore(): void {
  // Replaced before it is called.
}
