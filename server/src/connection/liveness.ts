/**
 * Whether a client is still there, and whether it can tell that the server is.
 */

import type { Settings } from "../options.ts";

/** What a session should do for its connection now. */
export type LivenessAction = "cut" | "ping" | "keepAlive" | undefined;

/** How long a challenged client may take to show that it is alive, in milliseconds. */
const challengeMs = 5_000;

/** See the head of this file. */
export class Liveness {
  readonly #settings: Settings;
  #heardAt: number;
  #sentAt: number;
  #hasSent = false;
  #cutAt = Infinity;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#heardAt = settings.clock.now();
    this.#sentAt = this.#heardAt;
  }

  /** Something came from the client. */
  heard(now: number): void {
    this.#heardAt = now;
    this.#cutAt = Infinity;
  }

  /** Something was sent to the client. When, is taken from the next look: this is the hot path. */
  sent(): void {
    this.#hasSent = true;
  }

  /** The client has to show soon that it is alive; it must be pinged now. */
  challenge(): void {
    this.#cutAt = Math.min(this.#cutAt, this.#settings.clock.now() + challengeMs);
  }

  /** What is due at `now`. Asked about every second. */
  due(now: number): LivenessAction {
    const { pingAfterMs, keepAliveAfterMs } = this.#settings;
    if (this.#hasSent) this.#sentAt = now;
    this.#hasSent = false;
    const silentMs = now - this.#heardAt;
    if (now >= this.#cutAt || silentMs > pingAfterMs * 2 + challengeMs) return "cut";
    if (now - this.#sentAt > keepAliveAfterMs) return "keepAlive";
    return silentMs > pingAfterMs ? "ping" : undefined;
  }
}
