/** A clock that stands still until a test moves it: hours pass in milliseconds, always alike. */

import type { Clock, Timer } from "@coscribe/server";

interface Scheduled {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
}

/** See the head of this file. */
export class SimClock implements Clock {
  #now = 0;
  #order = 0;
  #wallTime = 1_700_000_000_000;
  readonly #scheduled = new Set<Scheduled>();

  now(): number {
    return this.#now;
  }

  wallTime(): number {
    return this.#wallTime + this.#now;
  }

  afterTurn(callback: () => void): Timer {
    return this.after(0, callback);
  }

  after(ms: number, callback: () => void): Timer {
    const scheduled = { at: this.#now + ms, order: this.#order++, callback };
    this.#scheduled.add(scheduled);
    return { cancel: () => void this.#scheduled.delete(scheduled) };
  }

  every(ms: number, callback: () => void): Timer {
    const run = (): void => {
      timer = this.after(ms, run);
      callback();
    };
    let timer = this.after(ms, run);
    return { cancel: () => timer.cancel() };
  }

  /** Runs everything that is due within the next `ms` milliseconds, in order of time. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await promisesSettled();
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#scheduled.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
      // oxlint-disable-next-line no-await-in-loop -- each event runs to its end before the next
      await promisesSettled();
    }
    this.#now = end;
  }

  /** Sets the wall clock forward or back, as whoever keeps it may. */
  setWallTime(byMs: number): void {
    this.#wallTime += byMs;
  }

  /** Time passes without anything being run, as when a machine sleeps. What is due is run late. */
  async sleep(ms: number): Promise<void> {
    this.#now += ms;
    await this.advance(0);
  }

  /** Forgets everything that is scheduled: what a crash does to a process. */
  clear(): void {
    this.#scheduled.clear();
  }

  #next(end: number): Scheduled | undefined {
    let first: Scheduled | undefined;
    for (const scheduled of this.#scheduled) {
      if (scheduled.at > end) continue;
      const isEarlier =
        first === undefined ||
        scheduled.at < first.at ||
        (scheduled.at === first.at && scheduled.order < first.order);
      if (isEarlier) first = scheduled;
    }
    return first;
  }
}

/** Resolves when promises that needed no timer have settled. */
async function promisesSettled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
