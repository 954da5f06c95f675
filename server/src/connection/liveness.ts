/**
 * Whether a client is still there, whether it reads, and whether it can tell that the server is.
 *
 * What moves is alive: bytes that arrive, of a message that is not whole yet too, and bytes that the
 * other side takes of what waits for it. So a slow link is not taken for a dead one.
 */

import type { Settings } from "../options.ts";

/** What a connection should do now. */
export type LivenessAction = "cut" | "stuck" | "ping" | "keepAlive" | undefined;

/** What a socket has moved so far; asked only where it matters, since each question costs. */
export interface Movement {
  /** Bytes that have come in, those of messages that are not whole yet too. */
  readonly readBytes: number;
  /** Bytes that the operating system has taken. */
  readonly takenBytes: number;
  /** Bytes that it has yet to take. */
  readonly queuedBytes: number;
  /** A message, or several, is handed out as the other side takes it. */
  readonly isTransferring: boolean;
}

/** How long a challenged client may take to show that it is alive, in milliseconds. */
const challengeMs = 5_000;

/** See the head of this file. */
export class Liveness {
  readonly #settings: Settings;
  #aliveAt: number;
  #sentAt: number;
  #takenAt: number;
  #hasSent = false;
  #hasHeard = false;
  /** Something may wait for the client. */
  #mayWait = false;
  #readBytes = 0;
  #takenBytes = 0;
  #cutAt = Infinity;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#aliveAt = settings.clock.now();
    this.#sentAt = this.#aliveAt;
    this.#takenAt = this.#aliveAt;
  }

  /** Nothing has come or was sent since the last look, and nothing waits. */
  get isQuiet(): boolean {
    return !this.#hasHeard && !this.#hasSent && !this.#mayWait && this.#cutAt === Infinity;
  }

  /** Something was sent to the client. When, is taken from the next look: this is the hot path. */
  sent(): void {
    this.#hasSent = true;
  }

  /** Something came from the client. When, is taken from the next look. */
  heard(): void {
    this.#hasHeard = true;
  }

  /** The client has to show soon that it is alive; it must be pinged now. */
  challenge(readBytes: number): void {
    this.#readBytes = readBytes;
    // What came before does not count.
    this.#hasHeard = false;
    this.#cutAt = Math.min(this.#cutAt, this.#settings.clock.now() + challengeMs);
  }

  /** The client was not read until `now`, and so could not show that it is alive. */
  excuse(now: number): void {
    this.#aliveAt = now;
    if (this.#cutAt !== Infinity) this.#cutAt = now + challengeMs;
  }

  /**
   * What is due at `now`. Asked about every second; now and then thoroughly, which finds what moves
   * without a whole message having come.
   */
  due(now: number, movement: Movement, isThorough: boolean): LivenessAction {
    if (this.#hasHeard || this.#hasReadMore(movement, isThorough)) {
      this.#aliveAt = now;
      this.#cutAt = Infinity;
    }
    this.#hasHeard = false;
    if (this.#hasSent || this.#mayWait || isThorough) this.#lookAtSending(now, movement);
    else this.#takenAt = now;
    const { pingAfterMs, keepAliveAfterMs, drainTimeoutMs } = this.#settings;
    if (this.#hasSent) this.#sentAt = now;
    this.#hasSent = false;
    const silentMs = now - this.#aliveAt;
    if (now >= this.#cutAt || silentMs > pingAfterMs * 2 + challengeMs) return "cut";
    if (now - this.#takenAt > drainTimeoutMs) return "stuck";
    if (now - this.#sentAt > keepAliveAfterMs) return "keepAlive";
    return silentMs > pingAfterMs ? "ping" : undefined;
  }

  #hasReadMore(movement: Movement, isThorough: boolean): boolean {
    if (!isThorough && this.#cutAt === Infinity) return false;
    const { readBytes } = movement;
    const hasMore = readBytes !== this.#readBytes;
    this.#readBytes = readBytes;
    return hasMore;
  }

  #lookAtSending(now: number, movement: Movement): void {
    const { queuedBytes, isTransferring } = movement;
    const isBehind = isTransferring || queuedBytes > this.#settings.maxQueuedBytes;
    if (!this.#mayWait) this.#takenAt = now;
    this.#mayWait = queuedBytes > 0 || isBehind;
    if (!this.#mayWait) return;
    const { takenBytes } = movement;
    const hasTaken = takenBytes !== this.#takenBytes;
    this.#takenBytes = takenBytes;
    // What the system takes while nothing waits may lie in its own buffer, and shows nothing.
    if (hasTaken && queuedBytes > 0) this.#aliveAt = now;
    if (hasTaken || !isBehind) this.#takenAt = now;
  }
}
