/**
 * Upgrade requests that are not answered yet. Waiting costs a connection and a timer: no WebSocket, no
 * session, no document.
 */

import type { Duplex } from "node:stream";
import type { Clock } from "../clock.ts";

/** How a wait has ended: it is time for the answer, or nobody is there any more to hear it. */
export type WaitEnd = "due" | "gone";

/** Most that wait at once: some 20 MB. */
const mostWaiting = 1_000;

/** See the head of this file. */
export class WaitingRoom {
  readonly #clock: Clock;
  readonly #waiting = new Set<Duplex>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether one more may wait. */
  get hasRoom(): boolean {
    return this.#waiting.size < mostWaiting;
  }

  /** Keeps a connection waiting for `ms` milliseconds, and then calls `then`, once. */
  wait(connection: Duplex, ms: number, then: (end: WaitEnd) => void): void {
    const end = (how: WaitEnd): void => {
      timer.cancel();
      connection.off("data", leave).off("end", leave).off("close", leave);
      this.#waiting.delete(connection);
      if (how === "due") connection.pause();
      else connection.destroy();
      then(how);
    };
    const leave = (): void => end("gone");
    const timer = this.#clock.after(ms, () => end("due"));
    this.#waiting.add(connection);
    // Only who reads notices the end. Before it is answered a client has nothing to send.
    connection.on("data", leave).on("end", leave).on("close", leave);
  }

  /** Cuts everybody who waits. */
  close(): void {
    for (const connection of this.#waiting) connection.destroy();
  }
}
