/**
 * Updates of one session that build on something the document does not have yet. They wait, bounded
 * in bytes and time, and are neither stored nor sent on before they are complete.
 */

import type { Clock } from "../clock.ts";

/** See the head of this file. */
export class HeldUpdates {
  readonly #maxBytes: number;
  readonly #clock: Clock;
  #updates: Uint8Array[] = [];
  #bytes = 0;
  #since = 0;

  constructor(maxBytes: number, clock: Clock) {
    this.#maxBytes = maxBytes;
    this.#clock = clock;
  }

  /** True when nothing waits. */
  get isEmpty(): boolean {
    return this.#updates.length === 0;
  }

  /** True when something has been waiting for longer than `ms` at `now`. */
  isOlderThan(ms: number, now: number): boolean {
    return !this.isEmpty && now - this.#since > ms;
  }

  /** Keeps a copy of `update`. Returns false, and keeps nothing of it, where it is too much. */
  hold(update: Uint8Array): boolean {
    if (this.#bytes + update.length > this.#maxBytes) return false;
    if (this.isEmpty) this.#since = this.#clock.now();
    this.#updates.push(new Uint8Array(update));
    this.#bytes += update.length;
    return true;
  }

  /** Hands out everything that waits, oldest first, and keeps none of it. */
  takeAll(): readonly Uint8Array[] {
    const updates = this.#updates;
    this.#updates = [];
    this.#bytes = 0;
    return updates;
  }
}
