/**
 * Updates of one session that build on something the document does not have yet. They wait, bounded
 * in bytes, and are neither stored nor sent on before they are complete.
 */

/** See the head of this file. */
export class HeldUpdates {
  /** Since when something has been waiting without a break, by the clock. */
  readonly since: number;
  readonly #maxBytes: number;
  #updates: Uint8Array[] = [];
  #bytes = 0;

  constructor(maxBytes: number, now: number) {
    this.#maxBytes = maxBytes;
    this.since = now;
  }

  /** Bytes of what waits. */
  get byteLength(): number {
    return this.#bytes;
  }

  /** True when nothing waits. */
  get isEmpty(): boolean {
    return this.#updates.length === 0;
  }

  /** Keeps a copy of `update`. Returns false, and keeps nothing of it, where it is too much. */
  hold(update: Uint8Array): boolean {
    if (this.#bytes + update.length > this.#maxBytes) return false;
    this.#updates.push(new Uint8Array(update));
    this.#bytes += update.length;
    return true;
  }

  /** Keeps only those that `isWaiting` says still wait; asked oldest first. */
  retain(isWaiting: (update: Uint8Array) => boolean): void {
    this.#updates = this.#updates.filter(isWaiting);
    this.#bytes = this.#updates.reduce((bytes, { length }) => bytes + length, 0);
  }
}
