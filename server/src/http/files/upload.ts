/**
 * `POST /api/v1/files`: keeps the body of the request as a file. It is answered when the file is on disk.
 *
 * What a request says of its bytes is believed in one point only, and then it has to be true: one that
 * comes as an image has to be an image, so that nobody puts something else in an image's place.
 */

import type { IncomingMessage } from "node:http";
import {
  fileHeadBytes,
  fileTypeOf,
  isShownImageType,
  type FileHash,
  type FileType,
} from "@coscribe/shared";
import type { FileStore } from "../../store/file-store.ts";
import { FileRefusedError } from "./file-answer.ts";
import { readBody, type BodyLimits } from "./request-body.ts";
import { UploadSlots, type UploadSlotLimits } from "./upload-slots.ts";

/** What an upload is answered with. */
export interface UploadAnswer {
  readonly hash: FileHash;
  /** In bytes. */
  readonly size: number;
  /** By its bytes. */
  readonly type: FileType;
}

/** What uploads may take. */
export type UploadLimits = UploadSlotLimits & Omit<BodyLimits, "closing">;

/** Takes files in, as many at once as there may be. */
export class Uploads {
  readonly #limits: UploadLimits;
  readonly #slots: UploadSlots;
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<unknown>>();

  constructor(limits: UploadLimits) {
    this.#limits = limits;
    this.#slots = new UploadSlots(limits);
  }

  /**
   * Keeps the body of `request`, from `address`, in `store`, if `checkMayKeep`, which is called when all of it has
   * come, has nothing against it. Rejects with a {@link FileRefusedError}, or with the store's error.
   */
  async take(
    request: IncomingMessage,
    address: string,
    store: FileStore,
    checkMayKeep: () => Promise<void>,
  ): Promise<UploadAnswer> {
    const release = this.#slots.take(address);
    const running = this.#take(request, store, checkMayKeep);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
      release();
    }
  }

  /** Ends those that are still coming in, and waits for those that are being written. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#running);
  }

  async #take(
    request: IncomingMessage,
    store: FileStore,
    checkMayKeep: () => Promise<void>,
  ): Promise<UploadAnswer> {
    const body = readBody(request, { ...this.#limits, closing: this.#closing.signal });
    let type: FileType = "application/octet-stream";
    const checked = withHead(body, (head) => {
      type = fileTypeOf(head);
      const claimed = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase() ?? "";
      if (isShownImageType(claimed) && !isShownImageType(type)) {
        throw new FileRefusedError("notAnImage");
      }
    });
    const { hash, size } = await store.put(withEnd(checked, checkMayKeep));
    return { hash, size, type };
  }
}

/** Passes bytes on, and the first of them to `look`, which may throw, before anything else. */
async function* withHead(
  bytes: AsyncIterable<Uint8Array>,
  look: (head: Uint8Array) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  let head: Uint8Array | undefined = new Uint8Array();
  for await (const piece of bytes) {
    if (head === undefined) {
      yield piece;
      continue;
    }
    head = Buffer.concat([head, piece]);
    if (head.length < fileHeadBytes) continue;
    look(head);
    yield head;
    head = undefined;
  }
  if (head === undefined) return;
  look(head);
  yield head;
}

/** Passes bytes on, and calls `check`, which may reject, behind the last of them. */
async function* withEnd(
  bytes: AsyncIterable<Uint8Array>,
  check: () => Promise<void>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* bytes;
  await check();
}
