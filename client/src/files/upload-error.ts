/** Why a file will not get to the server. */

import type { FileRefusalCode } from "@coscribe/shared";

/** Why a server does not take a file. */
export interface RefusedFile {
  readonly code: FileRefusalCode;
  /** In English. */
  readonly message: string;
  /** The most bytes that it takes in a file, where there are more and it has told. */
  readonly mostBytes?: number | undefined;
}

/** See the head of this file. */
export class UploadError extends Error {
  override readonly name = "UploadError";
  /** What the server says, or what happened here. */
  readonly code: FileRefusalCode | "cancelled" | "closed";

  /** The most bytes that the server takes in a file, where that is what is wrong and it has told. */
  readonly mostBytes: number | undefined;

  constructor(code: UploadError["code"], message: string, mostBytes?: number) {
    super(message);
    this.code = code;
    this.mostBytes = mostBytes;
  }
}

/** What the server has said. */
export function refusedFirst({ code, message, mostBytes }: RefusedFile): UploadError {
  return new UploadError(code, message, mostBytes);
}

/** `closed`, for whatever is asked of a connection that is. */
export function closedFirst(): UploadError {
  return new UploadError("closed", "the connection was closed before the file was sent");
}
