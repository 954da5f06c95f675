/**
 * A room's document, in memory or, while nobody needs it, only on disk. Its state vector is always
 * at hand.
 */

import type { Replica } from "./replica.ts";
import type { StateVector } from "../update/state-vector.ts";

type State =
  | { readonly phase: "here"; readonly replica: Replica }
  /** Being read again, if `coming` is set. */
  | { readonly phase: "away"; readonly vector: StateVector; coming?: Promise<void> };

/** See the head of this file. */
export class ResidentDocument {
  #state: State;

  constructor(replica: Replica) {
    this.#state = { phase: "here", replica };
  }

  /** How many clocks of each client are in the document. */
  get vector(): StateVector {
    return this.#state.phase === "here" ? this.#state.replica.vector : this.#state.vector;
  }

  /** Bytes in memory. */
  get residentBytes(): number {
    return this.#state.phase === "here" ? this.#state.replica.byteLength : 0;
  }

  /** The document. Throws while it is away: whoever needs it calls {@link fetch} first. */
  get replica(): Replica {
    if (this.#state.phase === "here") return this.#state.replica;
    throw new Error("the document is on disk, and was not fetched");
  }

  /** Keeps the document on disk only. Everything in it must be there. */
  putAway(): void {
    this.#state = { phase: "away", vector: new Map(this.vector) };
  }

  /**
   * Undefined where the document is in memory; else `read` reads it from disk, and it is there when
   * the promise resolves. Rejects as `read` does; the next call tries again.
   */
  fetch(read: () => Promise<Replica>): Promise<void> | undefined {
    const state = this.#state;
    if (state.phase === "here") return undefined;
    state.coming ??= read().then(
      (replica) => {
        this.#state = { phase: "here", replica };
      },
      (error: unknown) => {
        this.#state = { phase: "away", vector: state.vector };
        throw error;
      },
    );
    return state.coming;
  }
}
