/**
 * Every code with which the server closes a WebSocket, what it means, and what a client should do.
 *
 * y-websocket clients from 3.1 on read 4400–4499 as final: they stop and report `closed`. Every
 * other code makes them reconnect with a growing pause. So a code is in 4400–4499 exactly when
 * sending the same again can never succeed.
 */

/** What a client should do after a close: reconnect at once, after a pause, or not by itself. */
export type Retry = "now" | "later" | "never";

/** One row of {@link closeCodes}. */
export interface CloseCode {
  /** The number in the WebSocket close frame. */
  readonly code: number;
  /** What the client should do. */
  readonly retry: Retry;
  /** The sentence sent as the close reason when there is no better one; at most 123 bytes of UTF-8. */
  readonly reason: string;
}

/** The name of a close code. */
export type CloseCodeName =
  | "internalError"
  | "serviceRestart"
  | "tryAgainLater"
  | "malformedFrame"
  | "unauthenticated"
  | "forbidden"
  | "documentDeleted"
  | "frameTooLarge"
  | "badDocumentName"
  | "textFrame"
  | "documentTooLarge"
  | "updateRefused"
  | "documentDamaged";

/** The closed list of close codes, by name. PROTOCOL.md has a paragraph on each. */
export const closeCodes: Readonly<Record<CloseCodeName, CloseCode>> = {
  internalError: { code: 1011, retry: "later", reason: "the server failed; try again later" },
  serviceRestart: { code: 1012, retry: "now", reason: "the server is restarting" },
  tryAgainLater: { code: 1013, retry: "later", reason: "the server is busy; try again later" },
  malformedFrame: { code: 4400, retry: "never", reason: "a message could not be decoded" },
  unauthenticated: {
    code: 4401,
    retry: "never",
    reason: "sign in, or bring a token that is valid",
  },
  forbidden: { code: 4403, retry: "never", reason: "you may not do this" },
  documentDeleted: { code: 4404, retry: "never", reason: "the document was deleted" },
  frameTooLarge: {
    code: 4413,
    retry: "never",
    reason: "a message is larger than the server allows",
  },
  badDocumentName: { code: 4414, retry: "never", reason: "the document name is not allowed" },
  textFrame: { code: 4415, retry: "never", reason: "only binary messages are understood" },
  documentTooLarge: {
    code: 4419,
    retry: "never",
    reason: "the document is larger than the server allows",
  },
  updateRefused: { code: 4422, retry: "never", reason: "an update was refused" },
  documentDamaged: {
    code: 4423,
    retry: "never",
    reason:
      "the document is damaged on the server and cannot be changed until it is repaired; keep your edits",
  },
};

/** What a client should do after a close with `code`; an unknown or missing code is transient. */
export function retryAfter(code: number | undefined): Retry {
  const known = Object.values(closeCodes).find((row) => row.code === code);
  if (known !== undefined) return known.retry;
  return code !== undefined && code >= 4400 && code < 4500 ? "never" : "later";
}
