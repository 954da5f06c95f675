/** What a program that embeds the server may want to be asked, and told. */

import type { AccessUser } from "@coscribe/shared";

/** Somebody wants to change a document. */
export interface UpdateRequest {
  /** The document's name. */
  readonly document: string;
  /** Who it is, as `authorize` has said; undefined where nobody has to say so. */
  readonly user: AccessUser | undefined;
  /** The client's address; see `trustedProxies`. */
  readonly address: string;
  /**
   * The update as it came, a copy, found sound by the screen. It may hold some that the document has already,
   * and some that waits for what nobody has brought yet.
   */
  readonly update: Uint8Array;
  /** It is all that the client has and the server has not, as it comes when a client connects. */
  readonly isWholeState: boolean;
}

/** A change that may not be made. */
export interface RefusedUpdate {
  /** Why, in a few words that its author is shown. */
  readonly refuse: string;
}

/** Something that a document was, or is now. */
export interface DocumentNotice {
  /** The document's name. */
  readonly document: string;
}

/** A document has changed, and the change is on disk. */
export interface SavedNotice extends DocumentNotice {
  /** The identity of this history of the document; another one after it was deleted and made anew. */
  readonly generation: string;
  /** The place of the last change in it; grows with everything that is saved. */
  readonly sequence: number;
  /** Who has changed it since the last notice, those whom `authorize` knows; at most 50 of them. */
  readonly users: readonly AccessUser[];
}

/** What a hook may return, and is waited for. */
export type HookResult = void | Promise<void>;

/**
 * The hooks. However they fail, and if they never answer, no document is harmed: `hookFailed` is told. Those of one
 * document are called one after the other, but for `beforeUpdate`.
 */
export interface ServerHooks {
  /**
   * Asked before a client's update is taken in, where there is something new in it; may refuse it with a reason.
   * What is refused is not stored, passed on or acknowledged; the client learns it as a reader does who
   * writes. Until it answers, or `hookTimeoutMs` are over, this client's later messages wait, and nobody else's. What it
   * throws, and an answer that takes too long, refuse the update for now: the client comes back with it. Not asked
   * about what the program itself brings, such as by `SyncServer.open`.
   */
  readonly beforeUpdate?: (
    request: UpdateRequest,
  ) => RefusedUpdate | undefined | void | Promise<RefusedUpdate | undefined | void>;
  /** A document was loaded, for the first who asked for it. */
  readonly documentOpened?: (notice: DocumentNotice) => HookResult;
  /**
   * What was changed is on disk. Told once there was no change for `savedQuietMs`, and at the latest
   * `savedLatestMs` after the first; and before the document is closed. What was saved less than that before a crash
   * may not be told.
   */
  readonly documentSaved?: (notice: SavedNotice) => HookResult;
  /** A document is no longer in memory, since nobody has needed it for a while. */
  readonly documentClosed?: (notice: DocumentNotice) => HookResult;
}
