/**
 * The contract between rooms and whatever keeps documents: a store holds one log per document.
 *
 * A log is a base (one compacted state, or none yet) and the tail of updates after it. The store
 * never looks into the bytes: merging, screening and deciding when to compact are the room's.
 * Every implementation passes `test/contract/document-store.contract.ts`.
 *
 * Errors are {@link StoreError}s with a code, except a caller's mistake in an argument, which is a
 * RangeError. Bytes handed in must stay unchanged until the promise settles; bytes handed out
 * belong to the caller.
 */

import type { DocumentName } from "@coscribe/shared";

/**
 * Place of an update in its log: 1 for the first update of a generation, then one more for each,
 * without holes, for ever (compaction does not renumber). 0 is the place before the first.
 */
export type Sequence = number;

/** Part of a log, in order. The first batch carries the base, where there is one. */
export interface LoadedBatch {
  /** The base; only in the first batch, and only once the log has been compacted. */
  readonly base?: Uint8Array;
  /** The updates that follow what was handed out before, oldest first; may be empty. */
  readonly updates: readonly Uint8Array[];
  /** Sequence of the last update in `updates`, or, where that is empty, the last one in `base`. */
  readonly through: Sequence;
}

/** Where logs live. One store owns its data: nothing else may have it open at the same time. */
export interface DocumentStore {
  /**
   * Opens the data, creating it where there is none. Every other method does so itself; calling
   * this first shows a problem (`locked`, `newer-format`, `foreign-data`, `open-failed`) at start.
   * After a rejection it may be called again.
   */
  ready(): Promise<void>;
  /**
   * Opens the log of a document. Nothing of it is on disk until the first append or compaction.
   * Rejects with `already-open` while the log is open, being opened or the document being deleted.
   */
  open(name: DocumentName): Promise<DocumentLog>;
  /** The names of all documents with a base or an update, in the order of their bytes in UTF-8. */
  list(options?: ListOptions): Promise<readonly DocumentName[]>;
  /**
   * Removes a document with all its records; durable when it resolves. Opened again, the name
   * starts empty, in a new generation. Resolves to false where there was no such document. Rejects
   * with `already-open` while its log is open.
   */
  delete(name: DocumentName): Promise<boolean>;
  /** Waits for everything begun, closes all logs and gives the data free. May be called again. */
  close(): Promise<void>;
}

/** What {@link DocumentStore.list} is to return. */
export interface ListOptions {
  /** Only names after this one; it need not exist. For pages: the last name of the page before. */
  readonly after?: DocumentName;
  /** At most this many names; all when left out. A positive integer. */
  readonly limit?: number;
}

/** The open log of one document. */
export interface DocumentLog {
  /** The document's name. */
  readonly name: DocumentName;
  /**
   * The identity of this history, of 8 letters, digits, `-` and `_`; another one after deleting and
   * re-creating the document. Chosen at `open` for a new document, durable with its first record.
   */
  readonly generation: string;
  /** How many updates follow the base, of those acknowledged: what a compaction would absorb. */
  readonly tailLength: number;
  /**
   * Reads base and tail as they are at the first step, whatever is appended or compacted meanwhile.
   * Batches are bounded in records and bytes and the event loop runs between them. An empty log
   * yields nothing. Throws `damaged` at the first record that is missing or not what was written,
   * `read-failed` where the disk does not answer, `closed` when log or store are closed before the
   * end. Leaving the loop early is fine.
   */
  load(): AsyncIterable<LoadedBatch>;
  /**
   * Appends one update and resolves to its sequence once it is on disk. The order of calls is the
   * order of the log. After a rejection with `write-failed` the update is not in this log, but it
   * may turn up, whole, when the store is opened anew. Append it there again all the same: applying
   * an update twice changes nothing.
   */
  append(update: Uint8Array): Promise<Sequence>;
  /**
   * Replaces the base and every update up to and including `through` by `base`, at once: after a
   * crash at any moment either the old or the new is found, whole. Updates after `through` stay.
   * Appends go on meanwhile; compactions of one log run one after the other. Resolves once the new
   * base is on disk and what it replaces is removed. After a rejection with `write-failed` the log
   * has either the old base or the new. Rejects with a RangeError where `through` is not between
   * the current base's and the last acknowledged append's.
   */
  compact(base: Uint8Array, through: Sequence): Promise<void>;
  /** Waits for what was begun, ends loads still running and closes. May be called again. */
  close(): Promise<void>;
}
