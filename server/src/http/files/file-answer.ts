/** What is answered about files: an answer of any kind, and how what went wrong becomes one. */

import type { ReadableStream } from "node:stream/web";
import { fileRefusals, type FileRefusal, type FileRefusalCode } from "@coscribe/shared";

/** An HTTP answer. */
export interface FileAnswer {
  readonly status: 200 | 201 | 204 | 206 | 304 | FileRefusal["status"];
  readonly headers: Readonly<Record<string, string>>;
  /** Whoever does not read a stream to its end cancels it. */
  readonly body: string | ReadableStream<Uint8Array> | null;
}

/** A file that is not taken or not given, and why. */
export class FileRefusedError extends Error {
  override readonly name = "FileRefusedError";
  /** What went wrong; see `fileRefusals`. */
  readonly code: FileRefusalCode;
  /** Headers of the answer. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: FileRefusalCode,
    message: string = fileRefusals[code].reason,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.code = code;
    this.headers = headers;
  }
}

/** An answer in JSON, which is about this moment. */
export function jsonAnswer(
  status: FileAnswer["status"],
  body: object,
  headers: Readonly<Record<string, string>> = {},
): FileAnswer {
  return {
    status,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers },
    body: JSON.stringify(body),
  };
}

/** How a refusal is answered. */
export function refusalAnswer({ code, message, headers }: FileRefusedError): FileAnswer {
  const { status, retry } = fileRefusals[code];
  const pause = retry === "later" && status >= 429 ? { "Retry-After": "5" } : {};
  return jsonAnswer(status, { error: { code, message } }, { ...pause, ...headers });
}

/** What a failure is to whoever asked. Undefined where it is a mistake of ours. */
export function refusalOf(error: unknown): FileRefusedError | undefined {
  if (error instanceof FileRefusedError) return error;
  // By its code alone: a store may come from another copy of this package.
  if (!(error instanceof Error && "code" in error)) return undefined;
  const { message, cause, code } = error;
  switch (code) {
    case "full":
      return new FileRefusedError("storageFull", message);
    case "write-failed":
      return new FileRefusedError(isFull(cause) ? "storageFull" : "storageFailing", message);
    case "open-failed":
    case "read-failed":
      return new FileRefusedError("storageFailing", message);
    case "damaged":
      return new FileRefusedError("fileDamaged");
    case "closed":
      return new FileRefusedError("serviceRestart");
    default:
      return undefined;
  }
}

function isFull(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && /^(ENOSPC|EDQUOT)$/.test(String(cause.code));
}
