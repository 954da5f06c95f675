/**
 * What a connection tells about where its edits are.
 *
 * An edit is one Yjs transaction that changed the document and did not come from the server through
 * this connection. Content that a document brings along when it is connected counts as one edit,
 * and so does what another tab has left in the offline copy, and each file. An edit is pending until the
 * server has acknowledged that it is on disk. Times are milliseconds since 1970.
 */

/** Where the edits are; exactly one of these is true at any time. `refused` is final. */
export type SaveStatus =
  /** Every edit is on the server's disk. Only ever said after an answer on the current connection. */
  | { readonly state: "saved" }
  /** Connected; the answer is on its way. `since`: all edits before this moment are saved. */
  | {
      readonly state: "saving";
      readonly pendingEdits: number;
      readonly files?: FileProgress;
      readonly since: number;
      /** Where edits are large, how far they have come. */
      readonly upload?: UploadProgress;
    }
  /** The server cannot be reached since `since`. */
  | {
      readonly state: "offline";
      readonly pendingEdits: number;
      readonly files?: FileProgress;
      readonly since: number;
      readonly reason: OfflineReason;
      /** Whether the whole document is in the offline copy, as far as the device can tell. */
      readonly isKeptOnDevice: boolean;
    }
  /** Connected, but the edits are not saved. `since`: all edits before this moment are saved. */
  | {
      readonly state: "notSaved";
      readonly pendingEdits: number;
      readonly files?: FileProgress;
      readonly since: number;
      readonly reason: NotSavedReason;
      /** For `cutOff`: the size of the message. */
      readonly bytes?: number;
    }
  /** The server said that trying again is pointless; `code` is one of the 44xx close codes. */
  | {
      readonly state: "refused";
      readonly code: number;
      readonly reason: string;
      readonly pendingEdits: number;
      readonly files?: FileProgress;
      /** See `offline`; where it is true the edits are in a copy that was set aside. */
      readonly isKeptOnDevice: boolean;
    };

/** How much of what is large is on the server's disk. It travels in pieces, each of which is kept. */
export interface UploadProgress {
  /** Bytes that the server has acknowledged; 0 with a server that acknowledges nothing. */
  readonly acknowledgedBytes: number;
  readonly totalBytes: number;
}

/** Why the server cannot be reached. */
export type OfflineReason =
  /** There is no connection, or none that has synced. */
  | "noConnection"
  /** There is one, but the server says nothing on it though it is asked: most often the network is gone. */
  | "noAnswer";

/** Files among the pending edits, where there are some. */
export interface FileProgress {
  readonly count: number;
  /** Bytes that have left, of those that are being sent. */
  readonly sentBytes: number;
  /** Bytes of all of them. */
  readonly totalBytes: number;
}

/** Why edits are not saved although there is a connection. */
export type NotSavedReason =
  /** The server says that it cannot write; it tries again by itself. */
  | "storageFailing"
  /**
   * The server has refused an edit, since this client may not change the document. When it may, the server asks
   * for everything that is missing.
   */
  | "notAllowed"
  /**
   * Each connection ends when an edit is sent on it that cannot be cut into smaller messages: something on
   * the way has a limit. It is tried again by itself.
   */
  | "cutOff"
  /**
   * The server has not said for 10 seconds that they are on its disk, though as far as it can be told it
   * is there. It may be waiting for its disk, or one that never says so, such as the stock y-websocket
   * server.
   */
  | "overdue";

/** Whether two statuses say the same. */
export function isSameSaveStatus(one: SaveStatus, other: SaveStatus): boolean {
  const entries = Object.entries(one);
  const others = new Map<string, unknown>(Object.entries(other));
  return (
    entries.length === others.size && entries.every(([key, value]) => others.get(key) === value)
  );
}
