/**
 * Somebody beside the members of a room who is told what happens in it: a program's handle, or those who
 * pass on that a document was saved. Nothing is done for watchers where there is none.
 */

import type { Sequence } from "../store/document-store.ts";
import type { Member } from "./member.ts";

/** What a flush had of the document. */
export interface FlushedChange {
  /** Shared with others, so it must stay as it is. */
  readonly update: Uint8Array;
  /** Those who made it. */
  readonly authors: ReadonlySet<Member>;
  /** How many flushes had changes since the document was opened, this one included. */
  readonly count: number;
}

/** What has reached the disk. */
export interface SavedChanges {
  /** The place of the last of it in the log. */
  readonly sequence: Sequence;
  readonly generation: string;
  /** How many of the flushes are on disk, see {@link FlushedChange.count}. */
  readonly through: number;
  /** Nothing waits to be saved. */
  readonly isAll: boolean;
}

/** Somebody's presence: the JSON of a state, and who shows it. */
export interface ShownState {
  readonly clientId: number;
  readonly state: Uint8Array;
  readonly owner: Member;
}

/** See the head of this file. None of its methods may throw, and none may take long. */
export interface RoomWatcher {
  /** The document has changed. */
  changed(change: FlushedChange): void;
  /** Somebody has come, gone, or shows something else. */
  presenceChanged(): void;
  /** Something of the document has reached the disk. */
  saved(saved: SavedChanges): void;
  /** The room is closed: everything is on disk, or will not be written any more. */
  closed(): void;
}
