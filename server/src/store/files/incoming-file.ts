/**
 * A file that is coming in: written beside the others, hashed as it is written, and put in its place
 * when it is whole and on disk. A crash leaves it where it is, and nobody looks there for a file.
 */

import { createHash, randomUUID } from "node:crypto";
import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileHashOf, type FileHash } from "@coscribe/shared";
import { makeDirectory, syncDirectory } from "../level/files/durable-file.ts";

/** See the head of this file. Rejects with the system's errors. */
export class IncomingFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #hash = createHash("sha256");
  #size = 0;

  private constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  /** A new one in `folder`, which is made where it is missing. */
  static async create(folder: string): Promise<IncomingFile> {
    await makeDirectory(folder);
    const path = join(folder, randomUUID());
    return new IncomingFile(path, await open(path, "wx"));
  }

  /** How many bytes it has. */
  get size(): number {
    return this.#size;
  }

  /** Adds bytes to its end. */
  async write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    this.#size += bytes.length;
    for (let rest = bytes; rest.length > 0;) {
      // oxlint-disable-next-line no-await-in-loop -- what the system has not taken follows
      const { bytesWritten } = await this.#handle.write(rest);
      rest = rest.subarray(bytesWritten);
    }
  }

  /** The name of what was written. Nothing can be written any more. */
  finish(): FileHash {
    return fileHashOf(this.#hash.digest());
  }

  /** Puts it at `path`, in the place of what is there; on disk when it resolves. */
  async land(path: string): Promise<void> {
    await this.#handle.sync();
    await this.#handle.close();
    const folder = dirname(path);
    await makeDirectory(folder);
    await rename(this.#path, path);
    await syncDirectory(folder);
  }

  /** Removes it, if it has not landed. */
  async discard(): Promise<void> {
    await this.#handle.close();
    await rm(this.#path, { force: true });
  }
}
