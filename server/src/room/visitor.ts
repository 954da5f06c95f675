/** A member who does one thing for the server and reads nothing of what the room sends. */

import { ProtocolError, type CloseCodeName } from "@coscribe/shared";
import type { Grant } from "../access/grant.ts";
import type { Member } from "./member.ts";

/** See the head of this file. */
export class Visitor implements Member {
  readonly grant: Grant;
  readonly isBehind = false;
  readonly #sentAway: Promise<never>;
  #reject: (reason: unknown) => void = ignore;
  #reason: { readonly cause: unknown } | undefined;

  constructor(grant: Grant) {
    this.grant = grant;
    this.#sentAway = new Promise((_, reject) => (this.#reject = reject));
    this.#sentAway.catch(ignore);
  }

  /** What `work` gives, or the reason why the room has no use for this member any more. */
  async unlessSentAway<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#sentAway]);
  }

  /** Throws that reason, if there is one. */
  checkIsWanted(): void {
    if (this.#reason !== undefined) throw this.#reason.cause;
  }

  end(code: CloseCodeName): void {
    this.failed(new ProtocolError(code));
  }

  failed(cause: unknown): void {
    this.#reason ??= { cause };
    this.#reject(cause);
  }

  deliver(): void {}
  deliverLarge(): void {}
  storageChanged(): void {}
  generationKnown(): void {}
  challenge(): void {}
  presenceRefused(): void {}
}

function ignore(): void {
  // Nobody waits for it any more.
}
