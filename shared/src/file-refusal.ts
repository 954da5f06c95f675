/**
 * Every reason why a server does not take a file, or does not give one: the code and status of the
 * answer, and what a client should do. The answer's body is `{"error": {"code", "message"}}`.
 */

import type { Retry } from "./close-code.ts";

/** One row of {@link fileRefusals}. */
export interface FileRefusal {
  /** Of the HTTP answer. */
  readonly status: 400 | 401 | 403 | 404 | 408 | 413 | 415 | 416 | 429 | 500 | 503 | 507;
  /** What the client should do. */
  readonly retry: Retry;
  /** The sentence that is sent when there is no better one. */
  readonly reason: string;
}

/** The code of a refusal. */
export type FileRefusalCode =
  | "uploadIncomplete"
  | "unauthenticated"
  | "forbidden"
  | "filesNotKept"
  | "noSuchFile"
  | "uploadTooSlow"
  | "fileTooLarge"
  | "notAnImage"
  | "rangeNotThere"
  | "tooManyUploads"
  | "serverBusy"
  | "fileDamaged"
  | "internalError"
  | "storageFailing"
  | "serviceRestart"
  | "storageFull";

/** The closed list of refusals, by code. PROTOCOL.md has a paragraph on them. */
export const fileRefusals: Readonly<Record<FileRefusalCode, FileRefusal>> = {
  uploadIncomplete: { status: 400, retry: "later", reason: "the file did not come whole" },
  unauthenticated: {
    status: 401,
    retry: "later",
    reason: "sign in, or bring a token that is valid",
  },
  forbidden: { status: 403, retry: "never", reason: "you may not do this" },
  filesNotKept: { status: 404, retry: "never", reason: "this server keeps no files" },
  noSuchFile: { status: 404, retry: "later", reason: "there is no such file, or not yet" },
  uploadTooSlow: { status: 408, retry: "later", reason: "the file came too slowly" },
  fileTooLarge: {
    status: 413,
    retry: "never",
    reason: "the file is larger than the server allows",
  },
  notAnImage: {
    status: 415,
    retry: "never",
    reason: "this is not an image that can be shown: PNG, JPEG, GIF, WebP or AVIF",
  },
  rangeNotThere: { status: 416, retry: "never", reason: "the file has no such range" },
  tooManyUploads: {
    status: 429,
    retry: "later",
    reason: "too many files are being sent at once; this one may come later",
  },
  serverBusy: { status: 503, retry: "later", reason: "the server is busy; try again later" },
  fileDamaged: {
    status: 500,
    retry: "later",
    reason: "the file is damaged on the server; whoever has it can send it again",
  },
  internalError: { status: 500, retry: "later", reason: "the server failed; try again later" },
  storageFailing: { status: 503, retry: "later", reason: "the server cannot write to its disk" },
  serviceRestart: { status: 503, retry: "now", reason: "the server is restarting" },
  storageFull: { status: 507, retry: "later", reason: "the server has no room for the file" },
};

/** Whether `text` is the code of a refusal. */
export function isFileRefusalCode(text: string): text is FileRefusalCode {
  return Object.hasOwn(fileRefusals, text);
}
