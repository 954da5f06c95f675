/** Why a file will not get to the server. */

import type { FileRefusalCode } from "@coscribe/shared";

/** See the head of this file. */
export class UploadError extends Error {
  override readonly name = "UploadError";
  /** What the server says, or what happened here. */
  readonly code: FileRefusalCode | "cancelled" | "closed";

  constructor(code: UploadError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** `closed`, for whatever is asked of a connection that is. */
export function closedFirst(): UploadError {
  return new UploadError("closed", "the connection was closed before the file was sent");
}
