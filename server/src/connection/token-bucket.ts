/** Lets a rate pass, with bursts, and says how long to wait where it is exceeded. */

/** See the head of this file. */
export class TokenBucket {
  readonly #perMs: number;
  readonly #capacity: number;
  #tokens: number;
  #filledAt: number;

  /** `perSecond` tokens come in each second; at most `capacity` are saved up. Starts full. */
  constructor(perSecond: number, capacity: number, now: number) {
    this.#perMs = perSecond / 1_000;
    this.#capacity = capacity;
    this.#tokens = capacity;
    this.#filledAt = now;
  }

  /** Takes `amount` tokens, which may leave a debt. */
  take(amount: number, now: number): void {
    const filled = this.#tokens + (now - this.#filledAt) * this.#perMs;
    this.#tokens = Math.min(filled, this.#capacity) - amount;
    this.#filledAt = now;
  }

  /** True when it is as it was made. */
  isFull(now: number): boolean {
    return this.#tokens + (now - this.#filledAt) * this.#perMs >= this.#capacity;
  }

  /** Milliseconds until the debt is paid; 0 where there is none. */
  debtMs(now: number): number {
    const tokens = this.#tokens + (now - this.#filledAt) * this.#perMs;
    return tokens >= 0 ? 0 : -tokens / this.#perMs;
  }
}
