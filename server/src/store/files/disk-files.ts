/**
 * Files in a directory: `ab/abcdef…` for each, by the SHA-256 of its bytes, and `incoming/` for those
 * that are not whole yet.
 *
 * 1. A file is found when it is whole and on disk, and not before: its bytes are synced before it gets
 *    its name, the name before anybody hears of it.
 * 2. Files are synced one by one, so that however many come in at once, one thread of Node's pool waits
 *    for the disk on their behalf: edits are synced by others.
 * 3. What is found was read once and is what its name says; a damaged file is told, never given.
 * 4. One process has the directory: another's would remove what is coming in here.
 */

import { constants } from "node:fs";
import { open, readdir, rm, stat, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { fileHeadBytes, parseFileHash, type FileHash } from "@coscribe/shared";
import { systemClock, type Clock } from "../../clock.ts";
import type { FileStore, OpenFile, StoredFile } from "../file-store.ts";
import { closedStore, describeDiskProblem, StoreError, writeFailed } from "../store-error.ts";
import { fileUnreadable, readPieces } from "./disk-file.ts";
import { IncomingFile } from "./incoming-file.ts";
import { SoundFiles } from "./sound-files.ts";

/** The folder of what is not whole yet. */
const incomingFolder = "incoming";

/** Options of {@link DiskFiles}. */
export interface DiskFilesOptions {
  /** Most bytes of all files together; no limit when left out. */
  readonly maxBytes?: number | undefined;
  /** Time; the system's when left out. */
  readonly clock?: Clock | undefined;
}

/** See the head of this file. */
export class DiskFiles implements FileStore {
  readonly #directory: string;
  readonly #maxBytes: number | undefined;
  readonly #sound: SoundFiles;
  readonly #damaged = new Set<FileHash>();
  readonly #running = new Set<Promise<unknown>>();
  /** Files that are getting their names. */
  readonly #landing = new Map<FileHash, Promise<void>>();
  #lastLanding: Promise<void> = Promise.resolve();
  /** Bytes of all files, those coming in included; counted only where there is a limit. */
  #bytes = 0;
  #preparing: Promise<void> | undefined;
  #isClosed = false;

  /** `directory` is an absolute path, or one from where the process is; made with the first file. */
  constructor(directory: string, { maxBytes, clock = systemClock }: DiskFilesOptions = {}) {
    this.#directory = directory;
    this.#maxBytes = maxBytes;
    this.#sound = new SoundFiles(clock);
  }

  /** See {@link FileStore.damage}. */
  get damage(): readonly string[] {
    return [...this.#damaged].map((hash) => `the file ${hash} is not what was stored`);
  }

  /** See {@link FileStore.ready}. */
  async ready(): Promise<void> {
    if (this.#isClosed) throw closedStore();
    this.#preparing ??= this.#prepare().catch((cause: unknown) => {
      this.#preparing = undefined;
      const message = `the files cannot be looked at: ${describeDiskProblem(cause)}`;
      throw new StoreError("open-failed", message, { cause });
    });
    return this.#preparing;
  }

  /** See {@link FileStore.put}. */
  put(bytes: AsyncIterable<Uint8Array>): Promise<StoredFile> {
    return this.#run(async () => {
      await this.ready();
      const incoming = await IncomingFile.create(join(this.#directory, incomingFolder)).catch(
        failWriting,
      );
      try {
        await this.#fill(incoming, bytes);
        const hash = incoming.finish();
        await this.#land(incoming, hash);
        return { hash, size: incoming.size };
      } catch (error) {
        this.#count(-incoming.size);
        throw error;
      } finally {
        // Where that fails, it is removed when the store is opened the next time.
        await incoming.discard().catch(() => undefined);
      }
    });
  }

  /** See {@link FileStore.find}. */
  find(hash: FileHash): Promise<OpenFile | undefined> {
    return this.#run(async () => {
      // Its name may be there already, and not yet on disk.
      await this.#landing.get(hash)?.catch(() => undefined);
      const handle = await open(this.#pathOf(hash), constants.O_RDONLY).catch(noneIfMissing);
      if (handle === undefined) return undefined;
      try {
        return await this.#examine(hash, handle);
      } catch (error) {
        await handle.close();
        throw error;
      }
    });
  }

  /** See {@link FileStore.list}. */
  async *list(): AsyncGenerator<StoredFile, void, undefined> {
    for await (const { name, path } of filesIn(this.#directory)) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const stats = await stat(path).catch(noneIfMissing);
      const hash = parseFileHash(name);
      if (stats !== undefined && hash !== undefined) yield { hash, size: stats.size };
    }
  }

  /** See {@link FileStore.close}. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#running);
  }

  async #run<T>(operation: () => Promise<T>): Promise<T> {
    if (this.#isClosed) throw closedStore();
    const running = operation();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  async #prepare(): Promise<void> {
    await rm(join(this.#directory, incomingFolder), { recursive: true, force: true });
    if (this.#maxBytes === undefined) return;
    let bytes = 0;
    for await (const { path } of filesIn(this.#directory)) bytes += (await stat(path)).size;
    this.#bytes = bytes;
  }

  async #fill(incoming: IncomingFile, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const piece of bytes) {
      if (this.#isClosed) throw closedStore();
      const writing = incoming.write(piece);
      this.#count(piece.length);
      await writing.catch(failWriting);
      if (this.#maxBytes !== undefined && this.#bytes > this.#maxBytes) {
        throw new StoreError("full", `files may take ${this.#maxBytes} bytes, and would take more`);
      }
    }
  }

  /** Puts a whole file in its place, after those that were whole before it. */
  async #land(incoming: IncomingFile, hash: FileHash): Promise<void> {
    const landing = this.#lastLanding.then(async () => {
      const path = this.#pathOf(hash);
      // One that is there is replaced all the same: it may have been damaged.
      const before = await stat(path).catch(noneIfMissing);
      await incoming.land(path);
      if (before !== undefined) this.#count(-before.size);
      this.#damaged.delete(hash);
    });
    this.#lastLanding = landing.catch(() => undefined);
    this.#landing.set(hash, landing);
    try {
      await landing.catch(failWriting);
    } finally {
      if (this.#landing.get(hash) === landing) this.#landing.delete(hash);
    }
  }

  async #examine(hash: FileHash, handle: FileHandle): Promise<OpenFile> {
    const stats = await handle.stat({ bigint: true }).catch((error: unknown) => {
      throw fileUnreadable(error);
    });
    if (!(await this.#sound.isSound(hash, handle, stats))) {
      this.#damaged.add(hash);
      throw new StoreError("damaged", `the file ${hash} is damaged`, {
        problem: "it is not what was stored",
      });
    }
    this.#damaged.delete(hash);
    const size = Number(stats.size);
    const headBytes = Math.min(size, fileHeadBytes);
    let head: Uint8Array = new Uint8Array();
    for await (const piece of readPieces(handle, 0, headBytes)) head = piece;
    let closing: Promise<void> | undefined;
    return {
      hash,
      size,
      head,
      read: (start, end) => readPieces(handle, start, end),
      close: () => (closing ??= handle.close()),
    };
  }

  #count(bytes: number): void {
    if (this.#maxBytes !== undefined) this.#bytes += bytes;
  }

  #pathOf(hash: FileHash): string {
    return join(this.#directory, hash.slice(0, 2), hash);
  }
}

/** A file of a directory of files, by its place. */
export interface FilePlace {
  /** What it is called; for one of ours, the hash. */
  readonly name: string;
  readonly path: string;
}

/** All that lies where files lie, in no order. Throws the system's error. */
export async function* filesIn(directory: string): AsyncGenerator<FilePlace, void, undefined> {
  const folders = await readdir(directory).catch(noneIfMissing);
  for (const folder of folders?.filter((name) => /^[\da-f]{2}$/.test(name)) ?? []) {
    // oxlint-disable-next-line no-await-in-loop -- one folder in memory at a time
    for (const name of await readdir(join(directory, folder))) {
      yield { name, path: join(directory, folder, name) };
    }
  }
}

function noneIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw fileUnreadable(error);
}

function failWriting(error: unknown): never {
  throw error instanceof StoreError ? error : writeFailed(error);
}
