/** A store on a medium that stays, of which one write is the last, or fails. */

import {
  memoryStore,
  StoreError,
  type DocumentLog,
  type DocumentStore,
  type MemoryMedium,
  type MetadataStore,
} from "@coscribe/server";
import { changedLog } from "./changed-log.ts";

/** What happens at a write. */
export interface Interruption {
  /** Which one; 1 is the first. */
  readonly atWrite: number;
  /** After a crash nobody hears of anything any more; a failure is said, and the next write is done. */
  readonly type: "crash" | "failure";
  /** Whether that write is on disk all the same. */
  readonly isWritten: boolean;
}

/** See the head of this file. */
export class InterruptedStore implements DocumentStore {
  readonly metadata: MetadataStore;
  /** Writes that were asked for. */
  writeCount = 0;
  /** Set with a crash, after which the medium is free for another store. */
  hasCrashed = false;
  /** From this write on each fails, and nothing of it is there. */
  isFullAt = Number.POSITIVE_INFINITY;
  readonly #store: DocumentStore;
  readonly #medium: MemoryMedium;
  /** Undefined as long as all is well. */
  interruption: Interruption | undefined;

  constructor(medium: MemoryMedium) {
    this.#medium = medium;
    this.#store = memoryStore({ medium });
    const metadata = this.#store.metadata!;
    this.metadata = {
      get: (table, key) => metadata.get(table, key),
      list: (table, options) => metadata.list(table, options),
      write: (changes) => this.#write(() => metadata.write(changes)),
    };
  }

  ready(): Promise<void> {
    return this.#store.ready();
  }

  async open(...args: Parameters<DocumentStore["open"]>): Promise<DocumentLog> {
    const log = await this.#store.open(...args);
    return changedLog(log, {
      append: (update) => this.#write(() => log.append(update)),
      compact: (base, through) => this.#write(() => log.compact(base, through)),
    });
  }

  list(options?: Parameters<DocumentStore["list"]>[0]): ReturnType<DocumentStore["list"]> {
    return this.#store.list(options);
  }

  delete(name: Parameters<DocumentStore["delete"]>[0]): Promise<boolean> {
    return this.#write(() => this.#store.delete(name));
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  async #write<T>(write: () => Promise<T>): Promise<T> {
    if (this.hasCrashed) return new Promise(() => undefined);
    this.writeCount++;
    if (this.writeCount >= this.isFullAt) throw new StoreError("write-failed", "the disk is full");
    const { atWrite, type, isWritten } = this.interruption ?? {};
    if (this.writeCount !== atWrite) return write();
    if (isWritten === true) await write();
    if (type === "failure") throw new StoreError("write-failed", "the disk has failed");
    this.hasCrashed = true;
    this.#medium.isOwned = false;
    return new Promise(() => undefined);
  }
}
