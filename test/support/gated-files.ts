/** Files in memory that a test lets through, holds up or makes fail, and a store that has them. */

import { memoryStore, type DocumentStore, type FileStore, type OpenFile } from "@coscribe/server";
import type { FileHash } from "@coscribe/shared";
import { MemoryFiles } from "@coscribe/server/internal/store/memory/memory-files";
import { writeFailed } from "@coscribe/server/internal/store/store-error";

/** See the head of this file. */
export class GatedFiles implements FileStore {
  /** What happens to a file that comes in from now on, when it has come whole. */
  mode: "pass" | "hold" | "fail" = "pass";
  /** How often a file has come. */
  puts = 0;
  readonly damage: readonly string[] = [];
  readonly #files = new MemoryFiles(new Map());
  #held: (() => void)[] = [];

  /** Lets everything through that was held up, and all that comes. */
  release(): void {
    this.mode = "pass";
    for (const go of this.#held.splice(0)) go();
  }

  ready(): Promise<void> {
    return this.#files.ready();
  }

  async put(bytes: AsyncIterable<Uint8Array>): ReturnType<FileStore["put"]> {
    this.puts++;
    const pieces: Uint8Array[] = [];
    for await (const piece of bytes) pieces.push(piece);
    if (this.mode === "fail") throw writeFailed(new Error("ENOSPC: no space left on device"));
    if (this.mode === "hold") await new Promise<void>((go) => this.#held.push(go));
    return this.#files.put(again(pieces));
  }

  find(hash: FileHash): Promise<OpenFile | undefined> {
    return this.#files.find(hash);
  }

  async close(): Promise<void> {
    this.release();
    await this.#files.close();
  }
}

/** A memory store of documents that has these files. */
export function storeWith(files: FileStore): DocumentStore {
  const store = memoryStore();
  Object.defineProperty(store, "files", { value: files });
  return store;
}

async function* again(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}
