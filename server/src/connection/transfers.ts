/**
 * Long messages on their way, of all sockets together. However many clients open a large document
 * at once, everything else waits for a few milliseconds at a time: a turn of the event loop hands
 * the operating system some fragments, and the next one goes on.
 *
 * Nothing is copied: fragments are views on a message that all its receivers share.
 */

import type { Duplex } from "node:stream";
import type { Clock, Timer } from "../clock.ts";
import type { Frame } from "./frame.ts";

/** So much of a turn may go by with handing over, in milliseconds. */
const turnMs = 4;

/**
 * So many connections are busy with a fragment at once: what the operating system takes between two
 * turns does not depend on how many wait.
 */
const mostAtOnce = 4;

/**
 * A connection that has not taken its fragment after so many milliseconds is slow. It keeps nobody,
 * and nobody keeps it: its own network holds it back.
 */
const slowMs = 20;

/** Writes two pieces in one system call; `onTaken` hears when the second has been taken. */
export function writeTogether(
  connection: Duplex,
  [first, second]: readonly [Uint8Array, Uint8Array],
  onTaken?: (error?: Error | null) => void,
): void {
  connection.cork();
  connection.write(first);
  connection.write(second, onTaken);
  connection.uncork();
}

/** A long message on its way through one connection, and what waits behind it. */
export class Transfer {
  /** False when the connection takes nothing more; then the transfer ends without a word. */
  readonly isOpen: () => boolean;
  /** True when its connection was slow to take the last fragment. */
  isSlow = false;
  readonly #connection: Duplex;
  readonly #frame: Frame;
  readonly #onEnd: (behind: readonly Frame[]) => void;
  readonly #behind: Frame[] = [];
  #next = 0;
  #bytesBehind = 0;

  /** `onEnd` is called when everything has been taken, with what waits behind it. */
  constructor(
    connection: Duplex,
    frame: Frame,
    isOpen: () => boolean,
    onEnd: (behind: readonly Frame[]) => void,
  ) {
    this.isOpen = isOpen;
    this.#connection = connection;
    this.#frame = frame;
    this.#onEnd = onEnd;
  }

  /** Bytes that have not been handed over yet. */
  get waitingBytes(): number {
    return this.#frame.bytesFrom(this.#next) + this.#bytesBehind;
  }

  /** Lets `frame` wait for the end of this. */
  queue(frame: Frame): void {
    this.#behind.push(frame);
    this.#bytesBehind += frame.byteLength;
  }

  /** Hands over the next fragment; `onTaken` hears when it is taken, or will not be. */
  advance(onTaken: (isOver: boolean) => void): void {
    writeTogether(this.#connection, this.#frame.fragment(this.#next++), (error) => {
      const isCut = error instanceof Error;
      const isLast = this.#next === this.#frame.fragmentCount;
      onTaken(isLast || isCut);
      if (isLast && !isCut) this.#onEnd(this.#behind);
    });
  }
}

/** See the head of this file. */
export class Transfers {
  readonly #clock: Clock;
  /** Those that have not begun. */
  readonly #waiting = new Set<Transfer>();
  /** Those that have begun, and have taken what they were handed. */
  readonly #begun = new Set<Transfer>();
  /** Those that are busy with a fragment, and since when; not those that are slow. */
  readonly #busy = new Map<Transfer, number>();
  #scheduled: Timer | undefined;
  #isSoon = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Begins a transfer, in its turn. */
  add(transfer: Transfer): void {
    this.#waiting.add(transfer);
    this.#runSoon();
  }

  #run(): void {
    this.#scheduled = undefined;
    this.#isSoon = false;
    const startedAt = this.#clock.now();
    this.#findSlow(startedAt);
    for (const ready of [this.#begun, this.#waiting]) {
      for (const transfer of ready) {
        if (this.#clock.now() - startedAt >= turnMs) return this.#runSoon();
        if (transfer.isSlow || this.#busy.size < mostAtOnce) {
          ready.delete(transfer);
          this.#advance(transfer);
        } else if (ready === this.#waiting) {
          return this.#runLater();
        }
      }
    }
    if (this.#begun.size > 0) this.#runLater();
  }

  #findSlow(now: number): void {
    for (const [transfer, since] of this.#busy) {
      if (now - since < slowMs) return;
      transfer.isSlow = true;
      this.#busy.delete(transfer);
    }
  }

  #advance(transfer: Transfer): void {
    if (!transfer.isOpen()) return;
    const handedAt = this.#clock.now();
    if (!transfer.isSlow) this.#busy.set(transfer, handedAt);
    transfer.advance((isOver) => {
      this.#busy.delete(transfer);
      transfer.isSlow = this.#clock.now() - handedAt >= slowMs;
      if (!isOver) this.#begun.add(transfer);
      this.#runSoon();
    });
  }

  #runSoon(): void {
    if (this.#isSoon) return;
    this.#scheduled?.cancel();
    this.#scheduled = this.#clock.afterTurn(() => this.#run());
    this.#isSoon = true;
  }

  /** When those that are being slow no longer count. */
  #runLater(): void {
    this.#scheduled ??= this.#clock.after(slowMs, () => this.#run());
  }
}
