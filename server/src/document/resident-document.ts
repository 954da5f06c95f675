/**
 * A room's document, in memory or, while nobody needs it, only on disk. Whoever needs it says what for,
 * and it is read first where it has to be. Its state vector is always at hand.
 */

import type { Clock } from "../clock.ts";
import type { StateVector } from "../update/state-vector.ts";
import type { Replica } from "./replica.ts";

type State =
  | { readonly phase: "here"; readonly replica: Replica }
  /** Being read again, if `coming` is set. */
  | { readonly phase: "away"; readonly vector: StateVector; coming?: Promise<void> };

/** See the head of this file. */
export class ResidentDocument {
  readonly #clock: Clock;
  readonly #read: () => Promise<Replica>;
  #state: State;
  #usedAt: number;

  /** `read` reads it from disk once more. */
  constructor(replica: Replica, clock: Clock, read: () => Promise<Replica>) {
    this.#state = { phase: "here", replica };
    this.#clock = clock;
    this.#read = read;
    this.#usedAt = clock.now();
  }

  /** How many clocks of each client are in the document. */
  get vector(): StateVector {
    return this.#state.phase === "here" ? this.#state.replica.vector : this.#state.vector;
  }

  /** True where the document is in memory. */
  get isHere(): boolean {
    return this.#state.phase === "here";
  }

  /** When it was last needed, by the clock. */
  get usedAt(): number {
    return this.#usedAt;
  }

  /** Bytes in memory. */
  get residentBytes(): number {
    return this.#state.phase === "here" ? this.#state.replica.byteLength : 0;
  }

  /**
   * Does `work` with the document: at once where it is in memory, else as soon as it has been read.
   * Rejects, and does nothing, where it cannot be read; the next call tries again.
   */
  use<T>(work: (replica: Replica) => T): T | Promise<Awaited<T>> {
    this.#usedAt = this.#clock.now();
    return this.borrow(work);
  }

  /** The same for work of our own, which does not make the document one that is needed. */
  borrow<T>(work: (replica: Replica) => T): T | Promise<Awaited<T>> {
    const state = this.#state;
    if (state.phase === "here") return work(state.replica);
    state.coming ??= this.#fetch(state.vector);
    // It may have been put away again before this call's turn.
    return state.coming.then(() => this.borrow(work)) as Promise<Awaited<T>>;
  }

  /** Keeps the document on disk only. Everything in it must be there. */
  putAway(): void {
    if (this.#state.phase === "here") this.#state = { phase: "away", vector: new Map(this.vector) };
  }

  async #fetch(vector: StateVector): Promise<void> {
    try {
      this.#state = { phase: "here", replica: await this.#read() };
    } catch (error) {
      this.#state = { phase: "away", vector };
      throw error;
    }
  }
}
