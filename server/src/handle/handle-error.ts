/** Why something cannot be done with a handle, where that is not the document's fault. */

/** For programs; the message is for people. */
export type DocumentHandleErrorCode =
  /** The handle was closed. */
  | "closed"
  /** Another callback of this handle has been running for too long. */
  | "busy"
  /** A callback of `read` has changed the document. */
  | "readOnly"
  /** The document takes more memory than the handle may. */
  | "tooLarge";

/** Rejected with by what cannot be done with a handle; the document is as it was. */
export class DocumentHandleError extends Error {
  override readonly name = "DocumentHandleError";
  /** What is wrong. */
  readonly code: DocumentHandleErrorCode;

  constructor(code: DocumentHandleErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
