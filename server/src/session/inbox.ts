/**
 * The messages of one session, handled one after the other, and no faster than is fair: a client
 * that keeps the server busy, or sends more than it may, is not read for a while. Nothing of it is
 * lost; its own connection holds it back.
 *
 * Invariant: a message is handled only when the ones before it have been.
 */

import type { Message } from "@coscribe/shared";
import type { Settings } from "../options.ts";
import type { Socket } from "../connection/socket.ts";
import { TokenBucket } from "../connection/token-bucket.ts";

/** Whose messages they are. */
export interface MessageHandler {
  /** Handles a message at once, or later: then nothing else is handled before the promise settles. */
  handle(message: Message): Promise<void> | undefined;
  /** Told of what {@link handle} throws or rejects with; the inbox is closed then. */
  failed(error: unknown): void;
}

/** A burst of work that is let pass, in milliseconds: less than anybody would notice. */
const burstMs = 50;

/** What a session may do now; it grows with time up to a burst. */
interface Allowance {
  readonly work: TokenBucket;
  readonly messages: TokenBucket;
  readonly bytes: TokenBucket;
}

/** See the head of this file. */
export class Inbox {
  readonly #socket: Socket;
  readonly #settings: Settings;
  readonly #handler: MessageHandler;
  /** Made when needed: most clients are quiet most of the time. */
  #allowance: Allowance | undefined;
  readonly #queue: Message[] = [];
  #isHeld = false;
  #isClosed = false;

  constructor(socket: Socket, settings: Settings, handler: MessageHandler) {
    this.#socket = socket;
    this.#settings = settings;
    this.#handler = handler;
  }

  /** Takes in the messages of a frame of `byteLength` bytes that came at `now`. */
  take(messages: readonly Message[], byteLength: number, now: number): void {
    if (this.#isClosed) return;
    this.#queue.push(...messages);
    this.#allowance ??= newAllowance(this.#settings, now);
    this.#allowance.messages.take(messages.length, now);
    this.#allowance.bytes.take(byteLength, now);
    if (!this.#isHeld) this.#handleQueue(now);
  }

  /** Gives memory back that is not needed at the moment. */
  tick(now: number): void {
    if (this.#allowance === undefined || this.#isHeld) return;
    // An array keeps the room that it once needed.
    if (this.#queue.length === 0) this.#queue.length = 0;
    const { work, messages, bytes } = this.#allowance;
    if (work.isFull(now) && messages.isFull(now) && bytes.isFull(now)) this.#allowance = undefined;
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
        const later = this.#handler.handle(next);
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
      this.#allowance?.work.take(stoppedAt - startedAt, stoppedAt);
      if (this.#pauseIfInDebt(stoppedAt)) return;
      startedAt = stoppedAt;
    }
  }

  /** Returns true, and reads nothing until it is paid, if the session owes time or messages. */
  #pauseIfInDebt(now: number): boolean {
    if (this.#allowance === undefined) return false;
    const { work, messages, bytes } = this.#allowance;
    const debtMs = Math.max(work.debtMs(now), messages.debtMs(now), bytes.debtMs(now));
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
    this.#handler.failed(error);
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
