/**
 * What has arrived on a connection and has not been handled, and whether the client may have more of
 * it handled now: one that keeps the server busy, or sends more than is fair, waits for a moment.
 * Nothing of it is lost; while it waits it is not read, so its own connection holds it back.
 */

import type { Settings } from "../options.ts";
import { TokenBucket } from "./token-bucket.ts";

/** A burst of work that is let pass, in milliseconds: less than anybody would notice. */
export const burstMs = 25;

/**
 * A ping or pong counts as so many messages: it costs about as much, and nobody sends thousands a second
 * who means well.
 */
const messagesPerControlFrame = 20;

/** What a client may do now; it grows with time up to a burst. */
interface Allowance {
  readonly work: TokenBucket;
  readonly messages: TokenBucket;
  readonly bytes: TokenBucket;
}

/** See the head of this file. */
export class Inbox<Item> {
  readonly #settings: Settings;
  /** Made when needed: most clients are quiet most of the time. */
  #allowance: Allowance | undefined;
  #queue: Item[] | undefined;
  #isClosed = false;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** True when nothing waits. */
  get isEmpty(): boolean {
    return this.#queue === undefined || this.#queue.length === 0;
  }

  /** Takes in the items of a frame of `byteLength` bytes that came at `now`. */
  take(items: readonly Item[], byteLength: number, now: number): void {
    if (this.#isClosed) return;
    for (const item of items) (this.#queue ??= []).push(item);
    this.#count(items.length, byteLength, now);
  }

  /** Counts a ping or pong of `byteLength` bytes. */
  takeControl(byteLength: number, now: number): void {
    this.#count(messagesPerControlFrame, byteLength, now);
  }

  /** Hands out the next item, oldest first. */
  next(): Item | undefined {
    return this.#queue?.shift();
  }

  /** The client has kept the server busy for `ms` milliseconds until `now`. */
  charge(ms: number, now: number): void {
    this.#allow(now).work.take(ms, now);
  }

  /** For how many milliseconds nothing more may be handled or read; 0 mostly. */
  debtMs(now: number): number {
    if (this.#allowance === undefined) return 0;
    const { work, messages, bytes } = this.#allowance;
    return Math.max(work.debtMs(now), messages.debtMs(now), bytes.debtMs(now));
  }

  /** Gives memory back that is not needed at the moment. */
  tick(now: number): void {
    // An array keeps the room that it once needed.
    if (this.isEmpty) this.#queue = undefined;
    if (this.#allowance === undefined) return;
    const { work, messages, bytes } = this.#allowance;
    if (work.isFull(now) && messages.isFull(now) && bytes.isFull(now)) this.#allowance = undefined;
  }

  /** Drops what waits, and takes in nothing any more. */
  close(): void {
    this.#isClosed = true;
    this.#queue = undefined;
  }

  #count(messages: number, bytes: number, now: number): void {
    const allowance = this.#allow(now);
    allowance.messages.take(messages, now);
    allowance.bytes.take(bytes, now);
  }

  #allow(now: number): Allowance {
    return (this.#allowance ??= newAllowance(this.#settings, now));
  }
}

function newAllowance(
  { maxWorkShare, maxMessagesPerSecond, maxBytesPerSecond }: Settings,
  now: number,
): Allowance {
  return {
    work: new TokenBucket(1_000 * maxWorkShare, burstMs, now),
    messages: new TokenBucket(maxMessagesPerSecond, maxMessagesPerSecond, now),
    bytes: new TokenBucket(maxBytesPerSecond, maxBytesPerSecond, now),
  };
}
