/** A session as its room sees it. */

import type { CloseCodeName } from "@coscribe/shared";
import type { Grant } from "../access/grant.ts";
import type { Bundle } from "../connection/frame.ts";
import type { FrameSource } from "../connection/transfers.ts";
import type { StateVector } from "../update/state-vector.ts";
import type { PresenceOwner } from "./presence-lane.ts";

/**
 * Hands out messages to one member as it takes them, deflated if it `inflates` them. `onLast` is called
 * with the last one, or when there is none: everything later is not among them.
 */
export type HandOut = (inflates: boolean, onLast: () => void) => FrameSource;

/** See the head of this file. */
export interface Member extends PresenceOwner {
  /** What it may do, at this moment. */
  readonly grant: Grant;
  /** There is something that it has yet to be sent of the document. */
  readonly isBehind: boolean;
  /** Sends messages. `reach` is what of the document a member has that got all so far. */
  deliver(bundle: Bundle, reach: () => StateVector): void;
  /** Sends what this hands out: a large change, and whatever comes after it meanwhile. */
  deliverLarge(handOut: HandOut): void;
  /** Edits can no longer be written to disk, or can be again. */
  storageChanged(isFailing: boolean): void;
  /** The document has got its first record on disk, and so its generation. */
  generationKnown(generation: string): void;
  /** Something of ours went wrong with it: ends the session for now. */
  failed(cause: unknown): void;
  /**
   * Ends the session: `documentDeleted` where the document is gone, `documentDamaged` where what it has changed
   * cannot be saved, `internalError` where the room has failed; with any other code the room is only being closed.
   */
  end(code: CloseCodeName): void;
}
