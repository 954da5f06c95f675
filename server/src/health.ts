/** How a server is doing, as `/healthz` tells it. */

/** `failing` means that edits cannot be written to disk; they are kept in memory and retried. */
export interface Health {
  readonly status: "ok" | "failing";
  /** Open documents. */
  readonly documents: number;
  /** Connected clients. */
  readonly sessions: number;
  /** Documents with edits that could not be written. */
  readonly failingDocuments: number;
}
