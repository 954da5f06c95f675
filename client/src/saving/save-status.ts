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
  /** No connection since `since`, or none that has synced. */
  | {
      readonly state: "offline";
      readonly pendingEdits: number;
      readonly files?: FileProgress;
      readonly since: number;
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
   * No answer for 10 seconds. That is a server in trouble, or one that never says what is on disk,
   * such as the stock y-websocket server.
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
