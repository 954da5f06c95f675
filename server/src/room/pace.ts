/**
 * Decides when a room flushes: a millisecond after what comes in a quiet moment, so that the first
 * key is seen at once; then at most once per display frame, and more rarely only where a flush is so
 * dear that this would take more than a small share of the time.
 */

import type { Clock, Timer } from "../clock.ts";

/**
 * Flushing one document may take this share of the time before its pace slows down. So many people can
 * be in one document, and others still have the rest: 200 people get what is written some 30 ms later,
 * 500 some 70 ms (measured; with 0.1 it was 17 and 40 ms, for 1.3 times the processor time).
 */
const costShare = 0.06;

/**
 * An editor sends an edit and where the caret is then, in two messages. They come some tenths of a
 * millisecond apart, and are passed on together: that halves flushes and system calls where few
 * people type (measured: a keystroke between two people costs 7 % less).
 */
const gatherMs = 1;

/** See the head of this file. */
export class Pace {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #flush: () => void;
  #nextAt = Number.NEGATIVE_INFINITY;
  #lastCostMs = 0;
  #scheduled: Timer | undefined;

  /** Calls `flush` after a {@link request}, at most every `intervalMs` milliseconds. */
  constructor(clock: Clock, intervalMs: number, flush: () => void) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#flush = flush;
  }

  /** Asks for a flush; asking again before it came changes nothing. */
  request(): void {
    if (this.#scheduled !== undefined) return;
    const waitMs = Math.max(this.#nextAt - this.#clock.now(), gatherMs);
    this.#scheduled = this.#clock.after(waitMs, () => this.flushNow());
  }

  /** Flushes now, if a flush was asked for. */
  flushNow(): void {
    if (this.#scheduled === undefined) return;
    this.cancel();
    const startedAt = this.#clock.now();
    this.#flush();
    const costMs = this.#clock.now() - startedAt;
    // One flush that the machine interrupted for something else tells nothing about the next.
    const usualCostMs = Math.min(costMs, this.#lastCostMs);
    this.#lastCostMs = costMs;
    this.#nextAt = startedAt + Math.max(this.#intervalMs, usualCostMs / costShare);
  }

  /** Takes the request back. */
  cancel(): void {
    this.#scheduled?.cancel();
    this.#scheduled = undefined;
  }
}
