/**
 * What one session may do, from its first question to its end: asked again when the time is over, when its
 * client brings a new token, and when the program says so.
 *
 * Invariants: 1. {@link SessionAccess.grant} is what was answered last. 2. An answer to a question that was
 * followed by another one counts for nothing. 3. Nothing is told after {@link SessionAccess.close}.
 */

import { ProtocolError } from "@coscribe/shared";
import type { AuthorizeRequest } from "../access/authorize.ts";
import type { Authorizer } from "../access/authorizer.ts";
import { openGrant, type Grant } from "../access/grant.ts";
import type { Clock, Timer } from "../clock.ts";

/** What it is told of. */
export interface AccessListener {
  /** What it may do has changed, or ends soon. */
  accessChanged(grant: Grant): void;
  /** It may do nothing any more. */
  accessEnded(error: ProtocolError): void;
}

/** So long before the end it is told, so that a new token can come in time. */
const warningMs = 60_000;

/**
 * The end is looked for so often, in milliseconds: a timer does not know of a clock that is set, nor of a machine
 * that has slept.
 */
const longestTimerMs = 60_000;

/** See the head of this file. */
export class SessionAccess {
  readonly #authorizer: Authorizer;
  readonly #clock: Clock;
  readonly #listener: AccessListener;
  #request: AuthorizeRequest;
  #grant: Grant = openGrant;
  #asked = 0;
  /** Until there is a first answer; never rejects. */
  #beginning: Promise<void> | undefined;
  #hasBegun = false;
  #hasWarned = false;
  #timer: Timer | undefined;
  #isClosed = false;

  constructor(
    request: AuthorizeRequest,
    authorizer: Authorizer,
    clock: Clock,
    listener: AccessListener,
  ) {
    this.#request = request;
    this.#authorizer = authorizer;
    this.#clock = clock;
    this.#listener = listener;
  }

  /** What it may do. */
  get grant(): Grant {
    return this.#grant;
  }

  /** Whether there is a first answer. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** In how many milliseconds that ends; undefined where it does not. */
  get remainingMs(): number | undefined {
    const { expiresAt } = this.#grant;
    return expiresAt === undefined ? undefined : Math.max(0, expiresAt - this.#clock.wallTime());
  }

  /** Asks for the first time, under the name `document` where that is given. Rejects as `Authorizer.grant` does. */
  async begin(document: string | undefined = this.#request.document): Promise<void> {
    this.#request = { ...this.#request, document };
    const beginning = this.#askFirst();
    this.#beginning = beginning.catch(ignore);
    await beginning;
    if (!this.#isClosed) this.#watch();
  }

  /** Asks again, with a new token if there is one. Never rejects: the listener is told. */
  async ask(token: string | undefined = this.#request.token): Promise<void> {
    const request = { ...this.#request, token };
    const asked = ++this.#asked;
    // Whoever waits for the first answer gets a newer one.
    if (!this.#hasBegun) return this.#beginning;
    let outcome: Grant | ProtocolError;
    try {
      outcome = await this.#authorizer.grant(request);
    } catch (error) {
      outcome = error instanceof ProtocolError ? error : new ProtocolError("internalError");
    }
    if (this.#isClosed || asked !== this.#asked) return;
    const problem = outcome instanceof ProtocolError ? outcome : this.#problemOf(outcome);
    if (problem !== undefined) return this.#listener.accessEnded(problem);
    this.#request = request;
    this.#grant = outcome as Grant;
    this.#watch();
    this.#listener.accessChanged(this.#grant);
  }

  /** Nothing is asked or told any more. */
  close(): void {
    this.#isClosed = true;
    this.#timer?.cancel();
  }

  /** Again, where what was answered may be older than what somebody has asked meanwhile. */
  async #askFirst(): Promise<void> {
    for (let asked = -1; asked !== this.#asked && !this.#isClosed;) {
      asked = this.#asked;
      // oxlint-disable-next-line no-await-in-loop -- one question after the other
      this.#grant = await this.#authorizer.grant(this.#request);
    }
    this.#hasBegun = true;
  }

  /** What is shown of a session, and bound to it, is one person's. */
  #problemOf({ user }: Grant): ProtocolError | undefined {
    if (user?.id === this.#grant.user?.id) return undefined;
    return new ProtocolError("forbidden", "the new token is somebody else's; connect anew");
  }

  #watch(): void {
    this.#hasWarned = (this.remainingMs ?? Infinity) <= warningMs;
    this.#schedule();
  }

  #schedule(): void {
    this.#timer?.cancel();
    const remainingMs = this.remainingMs;
    if (remainingMs === undefined) return;
    const untilNext = this.#hasWarned ? remainingMs : remainingMs - warningMs;
    this.#timer = this.#clock.after(Math.min(untilNext, longestTimerMs), () => this.#due());
  }

  #due(): void {
    const remainingMs = this.remainingMs ?? 0;
    if (remainingMs === 0) return void this.ask();
    if (!this.#hasWarned && remainingMs <= warningMs) {
      this.#hasWarned = true;
      this.#listener.accessChanged(this.#grant);
    }
    this.#schedule();
  }
}

function ignore(): void {
  // Whoever began is told.
}
