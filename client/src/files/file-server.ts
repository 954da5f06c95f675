/** The files of one server: where they are, and what it says when one is brought. */

import {
  fileRefusals,
  fileTypeOf,
  isFileRefusalCode,
  type FileHash,
  type FileRefusalCode,
} from "@coscribe/shared";
import type { Clock } from "../clock.ts";
import type { DocumentPlace } from "./document-files.ts";
import { filesUrl } from "./file-url.ts";
import { sendBytes, type SendAnswer } from "./send-bytes.ts";
import { StallGuard } from "./stall-guard.ts";
import type { RefusedFile } from "./upload-error.ts";

/** What came of an attempt to bring a file. */
export type Outcome =
  | { readonly type: "kept" }
  /** Sending it again is pointless. */
  | ({ readonly type: "refused" } & RefusedFile)
  /** It may be sent again. `code`: what the server says; undefined where it did not answer. */
  | {
      readonly type: "failed";
      readonly code: FileRefusalCode | undefined;
      readonly retryAfterMs: number | undefined;
    };

/** A file to be brought. */
export interface OutgoingFile {
  readonly hash: FileHash;
  readonly bytes: Blob;
  /** By its bytes. */
  readonly type: ReturnType<typeof fileTypeOf>;
}

/** What servers and proxies in front of them mean by a status without one of our codes. */
const plainStatuses: ReadonlyMap<number, FileRefusalCode> = new Map([
  [401, "unauthenticated"],
  [403, "forbidden"],
  // An older server, or none of ours.
  [404, "filesNotKept"],
  [405, "filesNotKept"],
  [413, "fileTooLarge"],
]);

/** See the head of this file. */
export class FileServer {
  readonly #root: string;
  readonly #place: DocumentPlace;
  readonly #clock: Clock;
  /** Undefined until the server has told. */
  #maxFileBytes: number | undefined;

  /** The server that has the document. */
  constructor(place: DocumentPlace) {
    this.#place = place;
    this.#clock = place.clock;
    this.#root = filesUrl(place.url);
  }

  /**
   * Why a file of `size` bytes need not be sent; undefined where it may be, or nobody knows. Otherwise
   * all of it would be sent, only to be refused.
   */
  async refusalOfSize(size: number, signal: AbortSignal): Promise<Outcome | undefined> {
    this.#maxFileBytes ??= await this.#askLimit(signal);
    const mostBytes = this.#maxFileBytes;
    if (mostBytes === undefined || size <= mostBytes) return undefined;
    const message = `the file has ${size} bytes, and the server takes ${mostBytes}`;
    return { type: "refused", code: "fileTooLarge", message, mostBytes };
  }

  /** Whether the server has a file already. Rejects where it does not answer. */
  async has(hash: FileHash, signal: AbortSignal): Promise<boolean> {
    const { isOk } = await this.#ask(`${this.#root}/${hash}`, "HEAD", signal);
    return isOk;
  }

  /** Brings a file for the document. Rejects when it is aborted. */
  async bring(
    { hash, bytes, type }: OutgoingFile,
    onProgress: (sentBytes: number) => void,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const { documentName, token, clock } = this.#place;
    // Who may change the document may bring its files.
    const url = `${this.#root}?${new URLSearchParams({ document: documentName })}`;
    const options = { url, token: token(), bytes, type, onProgress, signal, clock };
    const outcome = outcomeOf(await sendBytes(options), hash);
    if (outcome.type !== "refused" || outcome.code !== "fileTooLarge") return outcome;
    // A proxy in front of the server may take less than that does, and tells nobody how much.
    return (await this.refusalOfSize(bytes.size, signal).catch(() => undefined)) ?? outcome;
  }

  async #askLimit(signal: AbortSignal): Promise<number | undefined> {
    const { text } = await this.#ask(this.#root, "GET", signal);
    const limit = parseObject(text)["maxFileBytes"];
    return typeof limit === "number" ? limit : undefined;
  }

  async #ask(
    url: string,
    method: "GET" | "HEAD",
    signal: AbortSignal,
  ): Promise<{ readonly isOk: boolean; readonly text: string }> {
    const guard = new StallGuard(this.#clock);
    return guard.watch(async () => {
      const response = await fetch(url, { method, signal: guard.signal });
      return { isOk: response.ok, text: await response.text() };
    }, signal);
  }
}

function outcomeOf({ status, text, retryAfterMs }: SendAnswer, hash: FileHash): Outcome {
  const body = parseObject(text);
  // Where it is another one the bytes have changed on their way.
  if (status === 200 && body["hash"] === hash) return { type: "kept" };
  const error = body["error"];
  const { code, message } = isObject(error) ? error : { code: undefined, message: undefined };
  const known =
    typeof code === "string" && isFileRefusalCode(code) ? code : plainStatuses.get(status);
  if (known === undefined || fileRefusals[known].retry !== "never") {
    return { type: "failed", code: known, retryAfterMs };
  }
  const reason = typeof message === "string" ? message : fileRefusals[known].reason;
  return { type: "refused", code: known, message: reason };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
