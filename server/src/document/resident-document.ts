/**
 * A room's document, in memory or, while nobody needs it, only on disk: its structs, which are most of
 * it, or all of it but its state vector. Whoever needs it says what for, and it is read first where it
 * has to be. To take in what is new, structs are not needed.
 */

import { inTurns, type Clock } from "../clock.ts";
import { reaches, type StateVector } from "../update/state-vector.ts";
import type { GrowingDocument, Replica } from "./replica.ts";

/** Structs that are needed again within so many milliseconds were put away too soon. */
const soonMs = 60_000;
/** Then they are kept twice as long the next time, and at most so many times as long. */
const mostPatience = 16;

/** `coming` is set while it is being read. */
type State =
  | { readonly phase: "here"; readonly replica: Replica; coming?: Promise<void> | undefined }
  | { readonly phase: "away"; readonly vector: StateVector; coming?: Promise<void> | undefined };

/** See the head of this file. */
export class ResidentDocument {
  readonly #clock: Clock;
  readonly #read: (least: StateVector) => Promise<Replica>;
  #state: State;
  #usedAt: number;
  #wholeUsedAt: number;
  #structsAwayAt = Number.NEGATIVE_INFINITY;
  #patience = 1;

  /**
   * `read` reads it from disk once more, where all that `least` tells must be. What it gives that has less
   * takes the place of what is here.
   */
  constructor(replica: Replica, clock: Clock, read: (least: StateVector) => Promise<Replica>) {
    this.#state = { phase: "here", replica };
    this.#clock = clock;
    this.#read = read;
    this.#usedAt = clock.now();
    this.#wholeUsedAt = this.#usedAt;
  }

  /** How many clocks of each client are in the document. */
  get vector(): StateVector {
    return this.#state.phase === "here" ? this.#state.replica.vector : this.#state.vector;
  }

  /** True where it can be taken from memory, but for its structs perhaps. */
  get isHere(): boolean {
    return this.#state.phase === "here";
  }

  /** When it was last needed, by the clock. */
  get usedAt(): number {
    return this.#usedAt;
  }

  /** When its structs were last needed. */
  get wholeUsedAt(): number {
    return this.#wholeUsedAt;
  }

  /** How many times as long as usual its structs are worth keeping, by what has been seen so far. */
  get patience(): number {
    return this.#patience;
  }

  /** Bytes in memory. */
  get residentBytes(): number {
    return this.#state.phase === "here" ? this.#state.replica.residentBytes : 0;
  }

  /** Bytes of structs in memory. */
  get structBytes(): number {
    return this.#state.phase === "here" ? this.#state.replica.structBytesHere : 0;
  }

  /**
   * Does `work` with the whole document: at once where it is in memory, else as soon as it has been read.
   * Rejects, and does nothing, where it cannot be read; the next call tries again.
   */
  use<T>(work: (replica: Replica) => T): T | Promise<Awaited<T>> {
    const now = this.#clock.now();
    if (!this.#isWhole && this.#wholeUsedAt < this.#structsAwayAt) {
      const isSoon = now - this.#structsAwayAt < soonMs;
      this.#patience = isSoon ? Math.min(this.#patience * 2, mostPatience) : 1;
    }
    this.#usedAt = now;
    this.#wholeUsedAt = now;
    return this.borrow(work);
  }

  /** The same for work of our own, which does not make the document one that is needed. */
  borrow<T>(work: (replica: Replica) => T): T | Promise<Awaited<T>> {
    const state = this.#state;
    if (state.phase === "here" && state.replica.isWhole) return work(state.replica);
    // It may have been put away again before this call's turn.
    return this.#coming(state).then(() => this.borrow(work)) as Promise<Awaited<T>>;
  }

  /** The same as {@link use} for work that needs no structs. */
  grow<T>(work: (document: GrowingDocument) => T): T | Promise<Awaited<T>> {
    this.#usedAt = this.#clock.now();
    const state = this.#state;
    if (state.phase === "here") return work(state.replica);
    return this.#coming(state).then(() => this.grow(work)) as Promise<Awaited<T>>;
  }

  /** Keeps the structs on disk only. All of them must be there. */
  putStructsAway(): void {
    const state = this.#state;
    if (state.phase !== "here" || state.coming !== undefined) return;
    state.replica.putStructsAway();
    this.#structsAwayAt = this.#clock.now();
  }

  /** Keeps the document on disk only. Everything in it must be there. */
  putAway(): void {
    const state = this.#state;
    if (state.phase !== "here" || state.coming !== undefined) return;
    this.#state = { phase: "away", vector: new Map(this.vector) };
  }

  get #isWhole(): boolean {
    return this.#state.phase === "here" && this.#state.replica.isWhole;
  }

  #coming(state: State): Promise<void> {
    state.coming ??= this.#fetch(state).finally(() => (state.coming = undefined));
    return state.coming;
  }

  async #fetch(state: State): Promise<void> {
    const read = await this.#read(state.phase === "away" ? state.vector : state.replica.onDisk);
    if (state.phase === "away" || !reaches(read.vector, state.replica.onDisk)) {
      this.#state = { phase: "here", replica: read };
      return;
    }
    await inTurns(state.replica.takeStructsBack(read));
  }
}
