/** The log of one document in memory. What is appended is kept at once. */

import type { DocumentName } from "@coscribe/shared";
import {
  checkThrough,
  nothingToRescue,
  type DocumentLog,
  type LoadedBatch,
  type Sequence,
} from "../document-store.ts";
import { closedLog } from "../store-error.ts";

/** A document as it is kept. */
export interface MemoryDocument {
  /** See {@link DocumentLog.generation}. */
  readonly generation: string;
  /** The base, once there is one. */
  base: Uint8Array | undefined;
  /** The last update in the base. */
  through: Sequence;
  /** The updates that follow. Replaced, never shortened, so that a load can go on with its own. */
  updates: Uint8Array[];
  /** See {@link DocumentLog.keepsDeleted}. */
  keepsDeleted: boolean;
}

/** What a log tells its store. */
export interface MemoryLogEvents {
  /** The document has a record now. */
  readonly onRecord: () => void;
  /** The log has closed. */
  readonly onClosed: () => void;
}

/** Updates in a batch of a load. */
const batchUpdates = 1_000;

/** See {@link DocumentLog}. */
export class MemoryLog implements DocumentLog {
  /** See {@link DocumentLog.name}. */
  readonly name: DocumentName;
  readonly #document: MemoryDocument;
  readonly #events: MemoryLogEvents;
  /** Opened to keep what is deleted; the document says so itself with the next record. */
  #isAskedToKeep: boolean;
  #isClosed = false;

  constructor(
    name: DocumentName,
    document: MemoryDocument,
    keepDeleted: boolean,
    events: MemoryLogEvents,
  ) {
    this.name = name;
    this.#isAskedToKeep = keepDeleted;
    this.#document = document;
    this.#events = events;
  }

  /** See {@link DocumentLog.generation}. */
  get generation(): string {
    return this.#document.generation;
  }

  /** See {@link DocumentLog.tailLength}. */
  get tailLength(): number {
    return this.#document.updates.length;
  }

  /** See {@link DocumentLog.keepsDeleted}. */
  get keepsDeleted(): boolean {
    return this.#document.keepsDeleted || this.#isAskedToKeep;
  }

  /** See {@link DocumentLog.keepDeleted}. */
  async keepDeleted(keeps: boolean): Promise<void> {
    this.#checkOpen();
    this.#isAskedToKeep = false;
    this.#document.keepsDeleted = keeps;
  }

  /** See {@link DocumentLog.load}. */
  async *load(): AsyncGenerator<LoadedBatch, void, undefined> {
    this.#checkOpen();
    const { base, through, updates } = this.#document;
    const count = updates.length;
    if (base !== undefined) yield { base: base.slice(), updates: [], through };
    for (let start = 0; start < count; start += batchUpdates) {
      this.#checkOpen();
      const end = Math.min(start + batchUpdates, count);
      const batch = updates.slice(start, end).map((update) => update.slice());
      yield { updates: batch, through: through + end };
    }
  }

  /** See {@link DocumentLog.append}. */
  async append(update: Uint8Array): Promise<Sequence> {
    this.#checkOpen();
    this.#document.updates.push(update.slice());
    this.#recorded();
    return this.#document.through + this.#document.updates.length;
  }

  /** See {@link DocumentLog.compact}. */
  async compact(base: Uint8Array, through: Sequence): Promise<void> {
    this.#checkOpen();
    const document = this.#document;
    checkThrough(through, document.through, document.through + document.updates.length);
    document.updates = document.updates.slice(through - document.through);
    document.base = base.slice();
    document.through = through;
    this.#recorded();
  }

  /** See {@link DocumentLog.rescue}: nothing is ever damaged here. */
  async rescue(): Promise<void> {
    this.#checkOpen();
    throw nothingToRescue(this.name);
  }

  #recorded(): void {
    this.#document.keepsDeleted ||= this.#isAskedToKeep;
    this.#events.onRecord();
  }

  #checkOpen(): void {
    if (this.#isClosed) throw closedLog(this.name);
  }

  /** See {@link DocumentLog.close}. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#events.onClosed();
  }
}
