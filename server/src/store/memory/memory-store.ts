/**
 * Documents in memory: for tests, simulations and documents that need not outlive the process.
 *
 * The same contract as the store on disk, with a medium in the place of the directory: handed to
 * the next store it brings the documents back, as after a restart.
 */

import { randomBytes } from "node:crypto";
import type { DocumentName, FileHash } from "@coscribe/shared";
import {
  checkLimit,
  type DocumentLog,
  type DocumentStore,
  type ListOptions,
  type OpenOptions,
} from "../document-store.ts";
import type { FileStore } from "../file-store.ts";
import type { MetadataStore } from "../metadata-store.ts";
import { inOrderOfBytes } from "./in-order-of-bytes.ts";
import { MemoryFiles } from "./memory-files.ts";
import { MemoryLog, type MemoryDocument } from "./memory-log.ts";
import { MemoryMetadata, type MemoryTables } from "./memory-metadata.ts";
import { alreadyOpen, closedStore, StoreError } from "../store-error.ts";

/** Options of {@link memoryStore}. */
export interface MemoryStoreOptions {
  /** Where the documents are; a new one when left out. */
  readonly medium?: MemoryMedium;
  /** Source of random bytes, for generations; the system's when left out. */
  readonly randomBytes?: (count: number) => Uint8Array;
  /** Most bytes that all files of documents may take together; no limit when left out. */
  readonly maxFilesBytes?: number | undefined;
}

/** Documents without a store: what a directory is to the store on disk. */
export class MemoryMedium {
  /** The documents that have a record. */
  readonly documents: Map<DocumentName, MemoryDocument> = new Map();
  /** The files. */
  readonly files: Map<FileHash, Uint8Array> = new Map();
  /** The metadata, by table and key. */
  readonly metadata: MemoryTables = new Map();
  /** Whether a store has it open. */
  isOwned = false;
}

/** A store in memory. */
export function memoryStore(options: MemoryStoreOptions = {}): DocumentStore {
  const { medium = new MemoryMedium(), randomBytes: random = randomBytes, maxFilesBytes } = options;
  return new MemoryStore(
    medium,
    random,
    new MemoryFiles(medium.files, { maxBytes: maxFilesBytes }),
  );
}

class MemoryStore implements DocumentStore {
  readonly files: FileStore;
  readonly metadata: MetadataStore;
  readonly #medium: MemoryMedium;
  readonly #randomBytes: (count: number) => Uint8Array;
  readonly #logs = new Map<DocumentName, MemoryLog>();
  #phase: "new" | "open" | "closed" = "new";

  constructor(medium: MemoryMedium, randomSource: (count: number) => Uint8Array, files: FileStore) {
    this.files = files;
    this.metadata = new MemoryMetadata(() => this.#opened().metadata);
    this.#medium = medium;
    this.#randomBytes = randomSource;
  }

  async ready(): Promise<void> {
    this.#opened();
  }

  async open(name: DocumentName, options: OpenOptions = {}): Promise<DocumentLog> {
    const { keepDeleted = false, generation } = options;
    const { documents } = this.#opened();
    this.#checkFree(name);
    const document = documents.get(name) ?? {
      generation: generation ?? Buffer.from(this.#randomBytes(6)).toString("base64url"),
      base: undefined,
      through: 0,
      updates: [],
      keepsDeleted: false,
    };
    const log = new MemoryLog(name, document, keepDeleted, {
      onRecord: () => documents.set(name, document),
      onClosed: () => this.#logs.delete(name),
    });
    this.#logs.set(name, log);
    return log;
  }

  async list({ after, prefix = "", limit }: ListOptions = {}): Promise<readonly DocumentName[]> {
    const { documents } = this.#opened();
    checkLimit(limit);
    const names = [...documents.keys()]
      .filter((name) => name.startsWith(prefix))
      .toSorted(inOrderOfBytes);
    const start =
      after === undefined ? 0 : names.findIndex((name) => inOrderOfBytes(name, after) > 0);
    return start === -1 ? [] : names.slice(start, limit && start + limit);
  }

  async delete(name: DocumentName): Promise<boolean> {
    const { documents } = this.#opened();
    this.#checkFree(name);
    return documents.delete(name);
  }

  /** The medium, of which this store becomes the owner with its first use. */
  #opened(): MemoryMedium {
    if (this.#phase === "closed") throw closedStore();
    if (this.#phase === "new") {
      if (this.#medium.isOwned) {
        throw new StoreError("locked", "the medium is open in another store. Close that one first");
      }
      this.#medium.isOwned = true;
      this.#phase = "open";
    }
    return this.#medium;
  }

  #checkFree(name: DocumentName): void {
    if (this.#logs.has(name)) throw alreadyOpen(name, "open");
  }

  async close(): Promise<void> {
    if (this.#phase === "open") this.#medium.isOwned = false;
    this.#phase = "closed";
    await this.files.close();
    await Promise.all([...this.#logs.values()].map((log) => log.close()));
  }
}
