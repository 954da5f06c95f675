/**
 * The messages of one session, handled one after the other, and no faster than is fair: a client
 * that keeps the server busy, or sends more than it may, is not read for a while. Nothing of it is
 * lost; its own connection holds it back.
 *
 * Invariant: a message is handled only when the ones before it have been.
 */

import type { Message } from "@coscribe/shared";
import type { Settings } from "./options.ts";
import type { Socket } from "./socket.ts";
import { TokenBucket } from "./token-bucket.ts";

/** Handles a message at once, or later: then nothing else is handled before the promise settles. */
export type HandleMessage = (message: Message) => Promise<void> | undefined;

/** A burst of work that is let pass, in milliseconds: less than anybody would notice. */
const burstMs = 50;

/** See the head of this file. */
export class Inbox {
  readonly #socket: Socket;
  readonly #settings: Settings;
  readonly #handle: HandleMessage;
  readonly #onError: (error: unknown) => void;
  readonly #work: TokenBucket;
  readonly #messages: TokenBucket;
  readonly #bytes: TokenBucket;
  readonly #queue: Message[] = [];
  #isHeld = false;
  #isClosed = false;

  /** `onError` is told what `handle` throws or rejects with; the inbox is closed then. */
  constructor(
    socket: Socket,
    settings: Settings,
    handle: HandleMessage,
    onError: (error: unknown) => void,
  ) {
    const { maxWorkShare, maxMessagesPerSecond, maxBytesPerSecond } = settings;
    const now = settings.clock.now();
    this.#socket = socket;
    this.#settings = settings;
    this.#handle = handle;
    this.#onError = onError;
    this.#work = new TokenBucket(1_000 * maxWorkShare, burstMs, now);
    this.#messages = new TokenBucket(maxMessagesPerSecond, maxMessagesPerSecond, now);
    this.#bytes = new TokenBucket(maxBytesPerSecond, maxBytesPerSecond, now);
  }

  /** Takes in the messages of a frame of `byteLength` bytes that came at `now`. */
  take(messages: readonly Message[], byteLength: number, now: number): void {
    if (this.#isClosed) return;
    this.#queue.push(...messages);
    this.#messages.take(messages.length, now);
    this.#bytes.take(byteLength, now);
    if (!this.#isHeld) this.#handleQueue(now);
  }

  /** Handles nothing any more. */
  close(): void {
    this.#isClosed = true;
    this.#queue.length = 0;
  }

  #handleQueue(now: number): void {
    const { clock } = this.#settings;
    let startedAt = now;
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      try {
        const later = this.#handle(next);
        if (later !== undefined) {
          this.#hold();
          later.then(
            () => this.#release(),
            (error: unknown) => this.#fail(error),
          );
          return;
        }
      } catch (error) {
        this.#fail(error);
        return;
      }
      // A frame with many messages is no way to keep others waiting.
      const isLast = this.#queue.length === 0;
      const stoppedAt = clock.now();
      if (!isLast && stoppedAt - startedAt < burstMs) continue;
      this.#work.take(stoppedAt - startedAt, stoppedAt);
      if (this.#pauseIfInDebt(stoppedAt)) return;
      startedAt = stoppedAt;
    }
  }

  /** Returns true, and reads nothing until it is paid, if the session owes time or messages. */
  #pauseIfInDebt(now: number): boolean {
    const buckets = [this.#work, this.#messages, this.#bytes];
    const debtMs = Math.max(...buckets.map((bucket) => bucket.debtMs(now)));
    if (debtMs === 0) return false;
    this.#hold();
    this.#settings.clock.after(debtMs, () => this.#release());
    return true;
  }

  #hold(): void {
    this.#isHeld = true;
    this.#socket.pause();
  }

  #release(): void {
    this.#isHeld = false;
    if (this.#isClosed) return;
    const now = this.#settings.clock.now();
    if (this.#pauseIfInDebt(now)) return;
    this.#socket.resume();
    this.#handleQueue(now);
  }

  #fail(error: unknown): void {
    this.close();
    this.#onError(error);
  }
}
