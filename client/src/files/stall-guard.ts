/**
 * An exchange with a server that is given up when it makes no progress, or when somebody else wants so.
 *
 * Nobody waits for it then, whatever the platform makes of the abortion.
 */

import type { Clock, Timer } from "../clock.ts";

/** Where nothing goes on for so long, in milliseconds, it is given up. */
const stallMs = 60_000;

/** See the head of this file. */
export class StallGuard {
  readonly #clock: Clock;
  readonly #ending = new AbortController();
  #timer: Timer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Aborted when it is given up. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /** It goes on. */
  progressed(): void {
    this.#timer?.cancel();
    this.#timer = this.#clock.after(stallMs, () => this.#ending.abort());
  }

  /** Does `exchange`; rejects when it is given up, by `outer` or for want of progress. */
  async watch<T>(exchange: () => Promise<T>, outer: AbortSignal): Promise<T> {
    const abort = (): void => this.#ending.abort();
    const givenUp = new Promise<never>((_resolve, reject) => {
      this.signal.addEventListener("abort", () => reject(new Error("it was given up")));
    });
    outer.addEventListener("abort", abort);
    if (outer.aborted) abort();
    this.progressed();
    try {
      return await Promise.race([givenUp, exchange()]);
    } finally {
      this.#timer?.cancel();
      outer.removeEventListener("abort", abort);
    }
  }
}
