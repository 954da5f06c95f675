/** Files in memory: for tests and documents that need not outlive the process. */

import { createHash } from "node:crypto";
import { fileHashOf, fileHeadBytes, type FileHash } from "@coscribe/shared";
import type { FileStore, OpenFile, StoredFile } from "../file-store.ts";
import { closedStore, StoreError } from "../store-error.ts";

/** Options of {@link MemoryFiles}. */
export interface MemoryFilesOptions {
  /** Most bytes of all files together; no limit when left out. */
  readonly maxBytes?: number | undefined;
}

/** See the head of this file. */
export class MemoryFiles implements FileStore {
  readonly damage: readonly string[] = [];
  readonly #files: Map<FileHash, Uint8Array>;
  readonly #maxBytes: number;
  readonly #running = new Set<Promise<unknown>>();
  #isClosed = false;

  /** `files` are the bytes of each, to which it adds. */
  constructor(files: Map<FileHash, Uint8Array>, { maxBytes = Infinity }: MemoryFilesOptions = {}) {
    this.#files = files;
    this.#maxBytes = maxBytes;
  }

  /** See {@link FileStore.ready}. */
  async ready(): Promise<void> {
    if (this.#isClosed) throw closedStore();
  }

  /** See {@link FileStore.put}. */
  async put(bytes: AsyncIterable<Uint8Array>): Promise<StoredFile> {
    await this.ready();
    const running = this.#take(bytes);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** See {@link FileStore.find}. */
  async find(hash: FileHash): Promise<OpenFile | undefined> {
    await this.ready();
    const bytes = this.#files.get(hash);
    if (bytes === undefined) return undefined;
    return {
      hash,
      size: bytes.length,
      head: bytes.slice(0, fileHeadBytes),
      // oxlint-disable-next-line require-await -- the contract's pieces come later
      async *read(start, end) {
        yield bytes.slice(start, end);
      },
      close: async () => undefined,
    };
  }

  /** See {@link FileStore.list}. */
  // oxlint-disable-next-line require-await -- as the contract wants it
  async *list(): AsyncGenerator<StoredFile, void, undefined> {
    for (const [hash, bytes] of this.#files) yield { hash, size: bytes.length };
  }

  /** See {@link FileStore.close}. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#running);
  }

  async #take(bytes: AsyncIterable<Uint8Array>): Promise<StoredFile> {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of bytes) {
      await this.ready();
      // Whoever hands pieces in may use their memory again.
      pieces.push(new Uint8Array(piece));
      size += piece.length;
      this.#checkRoom(size);
    }
    const whole = new Uint8Array(Buffer.concat(pieces));
    const hash = fileHashOf(createHash("sha256").update(whole).digest());
    this.#files.set(hash, whole);
    return { hash, size };
  }

  #checkRoom(size: number): void {
    const kept = [...this.#files.values()].reduce((sum, { length }) => sum + length, 0);
    if (kept + size <= this.#maxBytes) return;
    throw new StoreError("full", `files may take ${this.#maxBytes} bytes, and would take more`);
  }
}
