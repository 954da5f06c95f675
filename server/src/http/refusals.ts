/**
 * Who was refused for good and came back all the same, how often, and how long such a client waits.
 *
 * Not every client takes a final close code for final: some come back ten times a second, for ever.
 * Each refusal is kept, by where it came from and which document it was about, and the next
 * connection from there to that document takes it over: it waits, longer with each refusal in a row.
 *
 * There may be others at the same address, behind one router or proxy, in the same document. They are
 * let in at once: a client that waits for an answer does not ask a second time, so whoever asks
 * meanwhile finds nothing to take over. Only somebody who asks in the moment between a refusal and the
 * refused client's return waits in its place, once.
 */

import type { Clock } from "../clock.ts";

/** Whom a refusal concerns. */
export interface Visitor {
  /** The network that it comes from; see `networkOf`. */
  readonly network: string;
  /** The document that it asks for, or the path where that names none. */
  readonly document: string;
}

/** So many refusals in a row cost nothing: people reload. */
const freeRefusals = 2;
/** The first wait; each further refusal doubles it. In milliseconds. */
const firstWaitMs = 1_000;
/** The longest wait: proxies give up a connection that is not answered after 50 s, or 60. */
const longestWaitMs = 30_000;
/** Refusals are forgotten when the client has not been seen for so long, in milliseconds. */
const memoryMs = 120_000;
/** Most visitors that are remembered; then those that were refused longest ago are forgotten. */
const mostVisitors = 10_000;
/** Most clients of one network that are remembered for one document. */
const mostClients = 100;

/** What is remembered of one network and document. */
interface Remembered {
  /** For each client that was refused and has not come back, how often in a row. */
  readonly rows: number[];
  readonly refusedAt: number;
}

/** How long a client waits for its answer that was refused `count` times in a row, in milliseconds. */
export function waitAfter(count: number): number {
  if (count <= freeRefusals) return 0;
  return Math.min(longestWaitMs, firstWaitMs * 2 ** (count - freeRefusals - 1));
}

/** See the head of this file. */
export class Refusals {
  readonly #clock: Clock;
  /** In the order of the latest refusals. */
  readonly #records = new Map<string, Remembered>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many visitors are remembered. */
  get size(): number {
    return this.#records.size;
  }

  /** Somebody is here: how often in a row they were refused before, as far as can be told. */
  take(visitor: Visitor): number {
    this.#forgetOld();
    const key = keyOf(visitor);
    const record = this.#records.get(key);
    if (record === undefined) return 0;
    // Who was refused first is back first.
    const count = record.rows.shift() ?? 0;
    if (record.rows.length === 0) this.#records.delete(key);
    return count;
  }

  /** Somebody was refused, for the `count`th time in a row. */
  add(visitor: Visitor, count: number): void {
    this.#forgetOld();
    const key = keyOf(visitor);
    const rows = this.#records.get(key)?.rows ?? [];
    rows.push(count);
    if (rows.length > mostClients) rows.shift();
    this.#records.delete(key);
    this.#records.set(key, { rows, refusedAt: this.#clock.now() });
    if (this.#records.size > mostVisitors) this.#forgetOldest();
  }

  #forgetOld(): void {
    const before = this.#clock.now() - memoryMs;
    for (const [key, { refusedAt }] of this.#records) {
      if (refusedAt > before) return;
      this.#records.delete(key);
    }
  }

  #forgetOldest(): void {
    for (const key of this.#records.keys()) {
      this.#records.delete(key);
      return;
    }
  }
}

/** An address has no space in it. */
function keyOf({ network, document }: Visitor): string {
  return `${network} ${document}`;
}
