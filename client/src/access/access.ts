/**
 * What this client may do, and the token that says so: a text, or a function that is asked for one, and
 * again when its time is almost over or the server does not take it any more.
 *
 * Invariants: 1. of several answers of the function only that to the last question counts. 2. A token that was
 * refused is not brought again by itself, and of two that were refused in a row the second is the last.
 * 3. After `close` nobody is asked or told.
 */

import { closeCodes, type AccessStatus } from "@coscribe/shared";
import type { Clock, Timer } from "../clock.ts";
import { accessAfter, type ConnectionAccess } from "./connection-access.ts";

/** A token, or what gives one: undefined for none. */
export type TokenSource = string | (() => string | undefined | Promise<string | undefined>);

/** What it has its owner do. */
export interface AccessEvents {
  /** Go on with this token, or with none: on the connection that there is, and with each after it. */
  readonly tokenChanged: (token: string | undefined) => void;
  /** Say that the function has failed. It is asked again. */
  readonly tokenFailed: (error: unknown) => void;
  /** Say what may be done now. */
  readonly changed: (access: ConnectionAccess) => void;
  /** Stop: no token comes that would help. */
  readonly ended: (code: number, reason: string) => void;
}

/** The server says that the time is almost over so long before, in milliseconds. */
const soonMs = 60_000;

/** The pause after the function has failed, which doubles with each failure; in milliseconds. */
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/** What the server said when it refused the token that is being replaced. */
interface Refusal {
  readonly code: number;
  readonly reason: string;
  readonly token: string | undefined;
}

/** See the head of this file. */
export class Access {
  readonly #clock: Clock;
  readonly #events: AccessEvents;
  #source: TokenSource | undefined;
  #token: string | undefined;
  #now: ConnectionAccess | undefined;
  #hasBegun = false;
  #isClosed = false;
  #asked = 0;
  #pauseMs = firstPauseMs;
  /** When the function is asked next. */
  #next: Timer | undefined;
  #renewedAt = Number.NEGATIVE_INFINITY;
  /** The server has refused a token, and has not taken one since. */
  #hasRefused = false;

  /** Nothing happens before {@link begin}. */
  constructor(source: TokenSource | undefined, clock: Clock, events: AccessEvents) {
    this.#source = source;
    this.#clock = clock;
    this.#events = events;
  }

  /** What the server has said; undefined before that, and of a server that says nothing. */
  get now(): ConnectionAccess | undefined {
    return this.#now;
  }

  /** The token that goes along now. */
  get token(): string | undefined {
    return this.#token;
  }

  /** Tells the first token, or that there is none; at once, unless a function is to be asked. */
  begin(): void {
    this.#hasBegun = true;
    this.#askSource();
  }

  /** Goes on with another one, also where the server has refused. */
  setSource(source: TokenSource | undefined): void {
    this.#source = source;
    this.#hasRefused = false;
    if (this.#hasBegun && !this.#isClosed) this.#askSource();
  }

  /** The server has said what may be done. */
  told(status: AccessStatus): void {
    this.#hasRefused = false;
    this.#now = accessAfter(this.#now, status, this.#clock.wallTime());
    const { expiresInMs = Infinity } = status;
    if (expiresInMs <= soonMs && typeof this.#source === "function") {
      // One that is that short from the beginning is used for half of its time.
      const isNew = this.#clock.now() - this.#renewedAt < soonMs;
      this.#askAfter(isNew ? expiresInMs / 2 : 0);
    }
    this.#events.changed(this.#now);
  }

  /** The server has ended the connection for good. Returns whether another token is being asked for. */
  refused(code: number, reason: string): boolean {
    const isLast = this.#hasRefused || typeof this.#source !== "function";
    if (code !== closeCodes.unauthenticated.code || isLast) return false;
    this.#hasRefused = true;
    this.#askAfter(0, { code, reason, token: this.#token });
    return true;
  }

  /** Ends it. */
  close(): void {
    this.#isClosed = true;
    this.#next?.cancel();
  }

  #askSource(): void {
    this.#next?.cancel();
    const source = this.#source;
    if (typeof source === "function") void this.#ask(source, undefined);
    else this.#renewed(source);
  }

  #askAfter(ms: number, refusal?: Refusal): void {
    this.#next?.cancel();
    this.#next = this.#clock.after(ms, () => {
      if (typeof this.#source === "function") void this.#ask(this.#source, refusal);
    });
  }

  async #ask(source: Exclude<TokenSource, string>, refusal: Refusal | undefined): Promise<void> {
    const asked = ++this.#asked;
    try {
      const token = await source();
      if (this.#isOver(asked)) return;
      this.#pauseMs = firstPauseMs;
      const isNoHelp = refusal !== undefined && (token === undefined || token === refusal.token);
      if (isNoHelp) this.#events.ended(refusal.code, refusal.reason);
      else this.#renewed(token);
    } catch (error) {
      if (this.#isOver(asked)) return;
      const pauseMs = this.#pauseMs;
      this.#pauseMs = Math.min(2 * pauseMs, longestPauseMs);
      this.#askAfter(pauseMs, refusal);
      this.#events.tokenFailed(error);
    }
  }

  #isOver(asked: number): boolean {
    return this.#isClosed || asked !== this.#asked;
  }

  #renewed(token: string | undefined): void {
    // Whatever was asked before is answered by this.
    this.#asked++;
    this.#renewedAt = this.#clock.now();
    this.#token = token;
    this.#events.tokenChanged(token);
  }
}
