/**
 * Which clients permessage-deflate does not work for. Some system WebSockets offer it, fail on the first
 * deflated message, and come back at once with the same offer, for ever. One whose connections end so
 * twice is served plain when it comes back.
 *
 * Nothing tells clients apart for certain, least of all behind a proxy; those that look the same (their
 * address, program and document) share what is noted here. So each failing client is owed one plain
 * connection, as often as it comes back: one beside it to which nothing happens goes on being served
 * deflated.
 */

import type { Clock } from "../clock.ts";

/** So many failures in a row are no accident. */
const leastFailures = 2;

/** Forgotten after so many milliseconds in which nothing happened. */
const memoryMs = 10 * 60_000;

/** Most clients that are remembered, oldest first to go: some 2 MB. */
const mostRemembered = 10_000;

interface Remembered {
  failures: number;
  /** How many clients are owed a plain connection. */
  owed: number;
  at: number;
}

/** See the head of this file. */
export class DeflateFailures {
  readonly #clock: Clock;
  readonly #clients = new Map<string, Remembered>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether the next connection of `client` is to be plain. If so, {@link plainEnded} must follow. */
  takePlain(client: string): boolean {
    const known = this.#recall(client);
    if (known === undefined || known.owed === 0) return false;
    known.owed--;
    return true;
  }

  /** A plain connection of `client` has ended; the next one is to be plain again. */
  plainEnded(client: string): void {
    this.#note(client).owed++;
  }

  /** A connection of `client` that could be sent deflated messages has ended as if it had failed. */
  failed(client: string): void {
    const known = this.#note(client);
    known.failures++;
    if (known.failures >= leastFailures) known.owed++;
  }

  #recall(client: string): Remembered | undefined {
    const known = this.#clients.get(client);
    return known !== undefined && this.#clock.now() - known.at <= memoryMs ? known : undefined;
  }

  #note(client: string): Remembered {
    const known = this.#recall(client) ?? { failures: 0, owed: 0, at: 0 };
    known.at = this.#clock.now();
    // The last one noted is the last one forgotten.
    this.#clients.delete(client);
    this.#clients.set(client, known);
    const [oldest] = this.#clients.keys();
    if (this.#clients.size > mostRemembered && oldest !== undefined) this.#clients.delete(oldest);
    return known;
  }
}
