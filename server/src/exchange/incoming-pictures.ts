/**
 * Pictures in a file that is imported: each gets its address at once, by its bytes, and is put into the
 * store before the document names it. What an upload would refuse is refused here, and remembered.
 */

import { createHash } from "node:crypto";
import {
  fileHashOf,
  fileHeadBytes,
  fileSource,
  fileTypeOf,
  isShownImageType,
  type FileHash,
} from "@coscribe/shared";
import type { KeptPicture } from "@coscribe/shared/exchange";
import type { FileStore } from "../store/file-store.ts";
import { pictureSize } from "./picture-size.ts";

/** See the head of this file. */
export class IncomingPictures {
  readonly #maxBytes: number;
  readonly #files = new Map<FileHash, Uint8Array>();
  readonly #refused: string[] = [];

  /** `maxBytes`: the most that one may have. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** A line for each that was not taken: what it is called, and why not. */
  get refused(): readonly string[] {
    return this.#refused;
  }

  /** How many different ones were taken. */
  get count(): number {
    return this.#files.size;
  }

  /** Those that were taken. */
  get files(): readonly Uint8Array[] {
    return [...this.#files.values()];
  }

  /** Takes a picture, or remembers why not. */
  take(name: string, bytes: Uint8Array): KeptPicture | undefined {
    const type = fileTypeOf(bytes.subarray(0, fileHeadBytes));
    if (!isShownImageType(type)) return this.#refuse(name, "is no PNG, JPEG, GIF, WebP or AVIF");
    if (bytes.length > this.#maxBytes) {
      return this.#refuse(name, `has ${bytes.length} bytes, of at most ${this.#maxBytes}`);
    }
    const hash = fileHashOf(createHash("sha256").update(bytes).digest());
    this.#files.set(hash, bytes);
    return { src: fileSource(hash), ...pictureSize(bytes, type) };
  }

  /** The same for one that stands in a text as the URL `data:…`; what is not in base 64 is no such picture. */
  takeUrl(url: string): KeptPicture | undefined {
    const [, type = "", isBase64, data = ""] =
      /^data:([^;,]*)[^,]*?(;base64)?,(.*)$/is.exec(url) ?? [];
    const name = `a picture in the text (${type || "of no type"})`;
    return this.take(name, Buffer.from(data, isBase64 === undefined ? "latin1" : "base64"));
  }

  /** Puts those that were taken on disk. Rejects as `FileStore.put`. */
  async putInto(files: FileStore): Promise<void> {
    await putPictures(files, this.files);
  }

  #refuse(name: string, reason: string): undefined {
    this.#refused.push(`${name} ${reason}`);
  }
}

/** Puts the bytes of pictures on disk, one after the other. Rejects as `FileStore.put`. */
export async function putPictures(
  files: FileStore,
  pictures: readonly Uint8Array[],
): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- each may be large
  for (const bytes of pictures) await files.put(inOne(bytes));
}

async function* inOne(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}
