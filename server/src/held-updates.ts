/**
 * Updates of one session that build on something the document does not have yet. They wait, bounded
 * in bytes, and are neither stored nor sent on before they are complete.
 */

/** See the head of this file. */
export class HeldUpdates {
  readonly #maxBytes: number;
  #updates: Uint8Array[] = [];
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** True when nothing waits. */
  get isEmpty(): boolean {
    return this.#updates.length === 0;
  }

  /** Keeps a copy of `update`. Over the limit the oldest go: the client was asked to resend. */
  hold(update: Uint8Array): void {
    this.#updates.push(new Uint8Array(update));
    this.#bytes += update.length;
    while (this.#bytes > this.#maxBytes) {
      const oldest = this.#updates.shift();
      if (oldest === undefined) return;
      this.#bytes -= oldest.length;
    }
  }

  /** Hands out everything that waits, oldest first, and keeps none of it. */
  takeAll(): readonly Uint8Array[] {
    const updates = this.#updates;
    this.#updates = [];
    this.#bytes = 0;
    return updates;
  }
}
