/**
 * Whether the server at the other end of one socket still says anything. A socket whose network is gone
 * stays open for as long as the system hopes for it, which may be minutes, and a page is not shown
 * WebSocket's own pings.
 *
 * While something is awaited from a server that has said nothing for a second, it is sent an echo: it
 * returns that at once, however slow its disk is. Any message is a sign of life; without one within
 * {@link patienceMs} the server counts as silent, until it says something. The first echo leaves when the
 * socket is in step: a server that does not return that one, as other y-websocket servers do not, is never
 * called silent.
 *
 * Invariants: 1. silence is told only after an unanswered echo, to a server that has answered one. 2. After
 * `close` nothing is sent or told.
 */

import type { Clock, Timer } from "../clock.ts";

/** How long an answer may be awaited before the server is asked whether it is there, in milliseconds. */
export const askAfterMs = 1_000;

/**
 * How long an echo may take, in milliseconds: the slowest networks that people type on take about one
 * second there and back.
 */
export const patienceMs = 2_000;

/** The same where the browser has said that there is no network. */
export const doubtPatienceMs = 1_000;

/**
 * The same while a large edit is on its way: the echo is behind what the system has taken of it, and a
 * piece may take so long at 5 KB/s.
 */
export const uploadPatienceMs = 30_000;

/** What a pulse has its owner do. */
export interface PulseEvents {
  /** Send an echo. */
  readonly ask: () => void;
  /** The server has become silent, or has said something again. */
  readonly silenceChanged: (isSilent: boolean) => void;
  /** Whether a large edit is on its way. */
  readonly isUploading: () => boolean;
}

/** See the head of this file. */
export class Pulse {
  readonly #clock: Clock;
  readonly #events: PulseEvents;
  #answersEchoes = false;
  #isSilent = false;
  /** Since when something is awaited. */
  #awaitedSince: number | undefined;
  #heardAt = Number.NEGATIVE_INFINITY;
  /** When the echo that has not been answered was sent, and how long it may take. */
  #asked: { readonly at: number; readonly patienceMs: number } | undefined;
  #nextLook: { readonly at: number; readonly timer: Timer } | undefined;
  #isClosed = false;

  constructor(clock: Clock, events: PulseEvents) {
    this.#clock = clock;
    this.#events = events;
  }

  /** The socket is in step: finds out whether the server returns echoes. */
  begin(): void {
    if (!this.#isClosed) this.#events.ask();
  }

  /** The server has said something. */
  heard(): void {
    this.#heardAt = this.#clock.now();
    this.#asked = undefined;
    this.#setSilent(false);
    // What is still awaited is looked after again, also where silence had ended that.
    this.#lookLater();
  }

  /** The server has returned an echo. */
  echoed(): void {
    this.#answersEchoes = true;
    this.#lookLater();
  }

  /** Something is awaited from now on, or nothing any more. */
  setAwaited(isAwaited: boolean): void {
    this.#awaitedSince = isAwaited ? (this.#awaitedSince ?? this.#clock.now()) : undefined;
    this.#lookLater();
  }

  /** There may be no network any more, or another one: asks at once. */
  doubt(): void {
    if (!this.#answersEchoes || this.#isSilent || this.#isClosed) return;
    this.#ask(doubtPatienceMs);
    this.#lookLater();
  }

  /** True while the server says nothing though it is asked. */
  get isSilent(): boolean {
    return this.#isSilent;
  }

  /** Ends it. */
  close(): void {
    this.#isClosed = true;
    this.#nextLook?.timer.cancel();
  }

  #ask(ms: number): void {
    this.#asked = { at: this.#clock.now(), patienceMs: ms };
    this.#events.ask();
  }

  /** When there is something to do next; undefined if nothing is. */
  get #dueAt(): number | undefined {
    if (this.#isClosed || this.#isSilent || !this.#answersEchoes) return undefined;
    if (this.#asked !== undefined) {
      const { at, patienceMs: asked } = this.#asked;
      return at + (this.#events.isUploading() ? Math.max(asked, uploadPatienceMs) : asked);
    }
    if (this.#awaitedSince === undefined) return undefined;
    return Math.max(this.#awaitedSince, this.#heardAt) + askAfterMs;
  }

  /** One timer at a time, which is not moved when something is heard: most messages set none. */
  #lookLater(): void {
    const at = this.#dueAt;
    if (at === undefined || (this.#nextLook !== undefined && this.#nextLook.at <= at)) return;
    this.#nextLook?.timer.cancel();
    const timer = this.#clock.after(Math.max(0, at - this.#clock.now()), () => {
      this.#nextLook = undefined;
      this.#look();
    });
    this.#nextLook = { at, timer };
  }

  #look(): void {
    const dueAt = this.#dueAt;
    if (dueAt === undefined) return;
    if (dueAt <= this.#clock.now()) {
      if (this.#asked !== undefined) return this.#setSilent(true);
      this.#ask(patienceMs);
    }
    this.#lookLater();
  }

  #setSilent(isSilent: boolean): void {
    if (isSilent === this.#isSilent || this.#isClosed) return;
    this.#isSilent = isSilent;
    this.#events.silenceChanged(isSilent);
  }
}
