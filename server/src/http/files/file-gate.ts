/**
 * Who may put files on this server and get them, below `/api/v1/files`, and what is answered.
 *
 * Whoever may write to a document may put files for it. To know a file's name, which nobody guesses, is to
 * have been shown it: whoever asks by that name gets the file. A page that may not connect is refused:
 * browsers name the origin in every POST. An image that a page shows is asked for without an origin; pages elsewhere
 * are kept from showing it by a header, and cannot guess its name.
 */

import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  parseDocumentName,
  parseFileHash,
  ProtocolError,
  type CloseCodeName,
  type FileRefusalCode,
} from "@coscribe/shared";
import type { Descriptors } from "../../connection/descriptors.ts";
import type { Settings } from "../../options.ts";
import type { Rooms } from "../../room/rooms.ts";
import type { FileStore } from "../../store/file-store.ts";
import { credentialsOf, grantFor } from "../http-access.ts";
import { requestProblem } from "../origin.ts";
import { sourceOf, type RequestSource } from "../request-source.ts";
import { download } from "./download.ts";
import {
  FileRefusedError,
  jsonAnswer,
  refusalAnswer,
  refusalOf,
  type FileAnswer,
} from "./file-answer.ts";
import { Uploads } from "./upload.ts";

/** What is asked of a {@link FileGate}. */
export interface FileRequest {
  readonly request: IncomingMessage;
  /** What the request is called in events. */
  readonly id: string;
  /** What stands behind `/api/v1/files/`; undefined for the path of all files. */
  readonly hash: string | undefined;
  /** `name` is what the file is called where it is shown, `document` the one that it is for. */
  readonly query: URLSearchParams;
  readonly response: ServerResponse;
}

/** On every answer: the bytes of strangers do nothing, and nobody else shows them. */
const guards = {
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "sandbox; default-src 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
};

/** What a browser asks before a page of an allowed origin may send a file. */
const preflight = {
  "Access-Control-Allow-Methods": "GET, HEAD, POST",
  "Access-Control-Allow-Headers": "Authorization, Content-Type, Range, If-Range",
  "Access-Control-Max-Age": "7200",
};

/** How it is told by HTTP that somebody may not, or nobody could say so. */
const accessCodes: Partial<Record<CloseCodeName, FileRefusalCode>> = {
  unauthenticated: "unauthenticated",
  forbidden: "forbidden",
  badDocumentName: "forbidden",
  tryAgainLater: "serverBusy",
};

/** A server that closes does not wait longer for its answers to leave, in milliseconds. */
const farewellMs = 1_000;

/** See the head of this file. */
export class FileGate {
  readonly #settings: Settings;
  readonly #descriptors: Descriptors;
  readonly #rooms: Pick<Rooms, "find">;
  readonly #uploads: Uploads;
  /** Answers to uploads that have not left. */
  readonly #answering = new Set<Promise<unknown>>();

  constructor(settings: Settings, descriptors: Descriptors, rooms: Pick<Rooms, "find">) {
    this.#settings = settings;
    this.#rooms = rooms;
    this.#descriptors = descriptors;
    const { maxFileBytes, uploadIdleMs, uploadTimeoutMs, clock } = settings;
    const { maxUploads, maxUploadsPerAddress } = settings;
    this.#uploads = new Uploads({
      maxBytes: maxFileBytes,
      idleMs: uploadIdleMs,
      totalMs: uploadTimeoutMs,
      clock,
      maxUploads,
      maxUploadsPerAddress,
    });
  }

  /** Does what is asked for, and says what came of it. Never rejects. */
  async answer(asked: FileRequest): Promise<FileAnswer> {
    const { origin } = asked.request.headers;
    const isAllowed = origin !== undefined && this.#settings.allowedOrigins.has(origin);
    const access = {
      Vary: "Origin",
      ...(isAllowed && {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers": "Content-Range, ETag, Retry-After",
      }),
    };
    const { status, headers, body } = await this.#answer(asked).catch((error: unknown) =>
      this.#refuse(error, asked.id),
    );
    return { status, headers: { ...guards, ...access, ...headers }, body };
  }

  /** Ends uploads that are still coming in; resolves when none is under way, and all are answered. */
  async close(): Promise<void> {
    await this.#uploads.close();
    const { clock } = this.#settings;
    await new Promise<void>((resolve) => {
      const timer = clock.after(farewellMs, resolve);
      void Promise.allSettled(this.#answering).then(() => {
        timer.cancel();
        resolve();
      });
    });
  }

  async #answer(asked: FileRequest): Promise<FileAnswer> {
    const { request } = asked;
    const { allowedOrigins, trustedProxies, store, maxFileBytes } = this.#settings;
    const source = sourceOf(request, trustedProxies);
    const problem = requestProblem(request, source, allowedOrigins);
    if (problem !== undefined) throw new FileRefusedError("forbidden", problem);
    if (request.method === "OPTIONS") return { status: 204, headers: preflight, body: null };
    const { files } = store;
    if (files === undefined) throw new FileRefusedError("filesNotKept");
    if (this.#descriptors.areScarce(request.socket)) throw new FileRefusedError("serverBusy");
    if (request.method === "POST") {
      await this.#checkMayWrite(asked, source);
      this.#follow(asked.response);
      const { address } = source;
      const kept = await this.#uploads.take(request, address, files, () =>
        this.#checkMayWrite(asked, source),
      );
      const { hash, size, type: fileType } = kept;
      this.#settings.onEvent({ type: "fileStored", request: asked.id, hash, size, fileType });
      return jsonAnswer(200, kept);
    }
    return asked.hash === undefined
      ? jsonAnswer(200, { maxFileBytes })
      : this.#give(asked, asked.hash, files);
  }

  /** Who brings a file for a document may write to that; a file itself belongs to none. */
  async #checkMayWrite({ request, query }: FileRequest, source: RequestSource): Promise<void> {
    const { authorizer } = this.#settings;
    const name = query.get("document");
    try {
      const place = name === null ? undefined : await this.#rooms.find(parseDocumentName(name));
      const credentials = credentialsOf(request, source, place?.accessName, query);
      await grantFor(authorizer, credentials, "write");
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      throw new FileRefusedError(accessCodes[error.code] ?? "internalError", error.message);
    }
  }

  async #give(asked: FileRequest, text: string, files: FileStore): Promise<FileAnswer> {
    const hash = parseFileHash(text);
    const file = hash && (await files.find(hash));
    if (file === undefined) throw new FileRefusedError("noSuchFile");
    const { headers, method } = asked.request;
    let answer: FileAnswer | undefined;
    try {
      const { response, query } = asked;
      const name = query.get("name") ?? undefined;
      const { clock } = this.#settings;
      const cut = (): void => void response.destroy();
      answer = download(file, { headers, isHead: method === "HEAD", name, clock, cut });
      return answer;
    } finally {
      if ((answer?.body ?? null) === null) await file.close();
    }
  }

  #follow(response: ServerResponse): void {
    const answering = Promise.race([once(response, "finish"), once(response, "close")]);
    this.#answering.add(answering);
    const forget = (): void => void this.#answering.delete(answering);
    answering.then(forget, forget);
  }

  #refuse(cause: unknown, request: string): FileAnswer {
    const known = refusalOf(cause);
    const refusal = known ?? new FileRefusedError("internalError");
    const isOurs = known === undefined || ["storageFailing", "storageFull"].includes(known.code);
    if (isOurs) this.#settings.onEvent({ type: "fileFailed", request, cause });
    else if (known.code === "fileDamaged") {
      this.#settings.onEvent({ type: "fileDamaged", request, cause });
    }
    return refusalAnswer(refusal);
  }
}
