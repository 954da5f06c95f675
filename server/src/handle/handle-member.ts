/** A handle as its room sees it: somebody who needs nothing sent. */

import { ProtocolError, type CloseCodeName } from "@coscribe/shared";
import type { Grant } from "../access/grant.ts";
import type { Member } from "../room/member.ts";

/** What a member tells its handle. */
export interface HandleMemberEvents {
  /** The document is gone, and will not come back. */
  ended(reason: ProtocolError): void;
  /** What was submitted and is not on disk will not be written. */
  notSaved(reason: ProtocolError): void;
  /** The room is being closed. With the code `serviceRestart` all that was submitted is saved before. */
  roomFailed(reason: ProtocolError): void;
}

/** See the head of this file. */
export class HandleMember implements Member {
  readonly grant: Grant;
  readonly isBehind = false;
  readonly #events: HandleMemberEvents;

  constructor(grant: Grant, events: HandleMemberEvents) {
    this.grant = grant;
    this.#events = events;
  }

  end(code: CloseCodeName): void {
    const reason = new ProtocolError(code);
    if (code === "documentDeleted") this.#events.ended(reason);
    else if (code === "documentDamaged") this.#events.notSaved(reason);
    else this.#events.roomFailed(reason);
  }

  failed(cause: unknown): void {
    this.#events.roomFailed(new ProtocolError("internalError", undefined, { cause }));
  }

  deliver(): void {}
  deliverLarge(): void {}
  storageChanged(): void {}
  generationKnown(): void {}
  challenge(): void {}
  presenceRefused(): void {}
}
