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
import type { BucketCounts } from "../buckets.ts";
import type { BackupItem, KnownBackup } from "./backup/backup-item.ts";
import type { FileStore } from "./file-store.ts";
import type { MetadataStore } from "./metadata-store.ts";

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
  /** What is missing up to here, or not what was written. Left out where all is well. */
  readonly damage?: readonly LogDamage[];
}

/** Something in a log that is missing or not what was written. */
export interface LogDamage {
  /** The first record concerned, 0 for the base; undefined where it is none in particular. */
  readonly sequence: Sequence | undefined;
  /** What is wrong, such as "updates 7 to 9 are missing". */
  readonly problem: string;
}

/** Where logs live. One store owns its data: nothing else may have it open at the same time. */
export interface DocumentStore {
  /**
   * What was found wrong with the data as a whole when they were opened, now or earlier, and has not
   * been repaired: sentences for the operator. Left out by a store that has nothing to be damaged.
   */
  readonly damage?: readonly string[];
  /**
   * Milliseconds that its commits have taken, each until it was safe from a loss of power, since it was
   * made. Left out by a store that has none, or does not count.
   */
  readonly commitMs?: BucketCounts;
  /**
   * Where the files are that documents show; made ready and closed with the store. Left out by a store
   * that keeps none.
   */
  readonly files?: FileStore | undefined;
  /**
   * Small things beside the logs, ready while the store is. Left out by a store that keeps none: then
   * documents have no titles and aliases, and nobody's client IDs are bound.
   */
  readonly metadata?: MetadataStore | undefined;
  /**
   * Opens the data, creating it where there is none. Every other method does so itself; calling
   * this first shows a problem (`locked`, `newer-format`, `foreign-data`, `open-failed`) at start.
   * After a rejection it may be called again.
   */
  ready(): Promise<void>;
  /**
   * Opens the log of a document. Nothing of it is on disk until the first append or compaction.
   * Rejects with `already-open` while the log is open, being opened or the document being deleted.
   * A damaged document opens too, so that what can be read of it can be loaded.
   */
  open(name: DocumentName, options?: OpenOptions): Promise<DocumentLog>;
  /** The names of all documents with a base or an update, in the order of their bytes in UTF-8. */
  list(options?: ListOptions): Promise<readonly DocumentName[]>;
  /**
   * Removes a document with all its records; durable when it resolves. Opened again, the name
   * starts empty, in a new generation. Resolves to false where there was no such document. Rejects
   * with `already-open` while its log is open, with `damaged` where the document's head is.
   */
  delete(name: DocumentName): Promise<boolean>;
  /**
   * Reads everything for a backup, but what it has already, beside whatever is written meanwhile: all that was
   * acknowledged before the first item was asked for is in it. Throws `read-failed` where the disk does not answer,
   * `closed` where the store is closed before the end. Leaving the loop early is fine. Left out by a store that
   * cannot.
   */
  backup?(known: KnownBackup): AsyncIterable<BackupItem>;
  /** Waits for everything begun, closes all logs and gives the data free. May be called again. */
  close(): Promise<void>;
}

/** How {@link DocumentStore.open} opens a log. */
export interface OpenOptions {
  /**
   * Makes it one that {@link DocumentLog.keepsDeleted}, from now on; stored with whatever is written to
   * it next. Left out or false, it is as it was stored.
   */
  readonly keepDeleted?: boolean;
  /**
   * The identity of a history that is to be copied into this log, of which nothing is on disk yet: whoever has a
   * copy of it goes on with this one. Without effect on a log with records. One is made when left out.
   */
  readonly generation?: string;
  /**
   * Told, once, where damage shows in an open log other than by loading it: acknowledged updates of it
   * were not there when the store opened its data anew after a failed write. Must not throw.
   */
  readonly onDamage?: (name: DocumentName, damage: LogDamage) => void;
}

/** What {@link DocumentStore.list} is to return. */
export interface ListOptions {
  /** Only names after this one; it need not exist. For pages: the last name of the page before. */
  readonly after?: DocumentName;
  /** Only names that begin with this. */
  readonly prefix?: string;
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
   * Whether a compaction has to keep what was deleted from the document. Stored with the document, so
   * that no restart with other options loses it; of one without a record, with the first. False for a
   * new document, unless it was opened with `keepDeleted`.
   */
  readonly keepsDeleted: boolean;
  /**
   * Sets {@link keepsDeleted}; durable when it resolves, if the document has a record. True counts at
   * once. Rejects with `damaged` or, as `append` does, with `write-failed`: then it may be set or not.
   */
  keepDeleted(keeps: boolean): Promise<void>;
  /**
   * Reads base and tail as they are at the first step, whatever is appended or compacted meanwhile.
   * Batches are bounded in records and bytes and the event loop runs between them. An empty log
   * yields nothing. A damaged one yields whatever can be read, and says what cannot; from then on
   * the log takes no append and no compaction. Throws `read-failed` where the disk does not answer,
   * `closed` when log or store are closed before the end. Leaving the loop early is fine.
   */
  load(): AsyncIterable<LoadedBatch>;
  /**
   * Appends one update and resolves to its sequence once it is on disk. The order of calls is the
   * order of the log. After a rejection with `write-failed` the update may be in the log or not; to
   * append it again does no harm, since applying an update twice changes nothing. The store opens
   * its data anew for a later append, so that a disk that recovers is written to again. Rejects with
   * `damaged` where damage was found, and writes nothing.
   */
  append(update: Uint8Array): Promise<Sequence>;
  /**
   * Replaces the base and every update up to and including `through` by `base`, at once: after a
   * crash at any moment either the old or the new is found, whole. Updates after `through` stay.
   * Appends go on meanwhile; compactions of one log run one after the other. Resolves once the new
   * base is on disk and what it replaces is removed. After a rejection with `write-failed` the log
   * has either the old base or the new. Rejects with `damaged` where damage was found, with a
   * RangeError where `through` is not between the current base's and the last acknowledged append's.
   */
  compact(base: Uint8Array, through: Sequence): Promise<void>;
  /**
   * Keeps the whole `document`, one update, beside a log in which damage was found: what somebody still
   * has of it in memory, acknowledged or not. Loads hand it out from then on, with the damage, also
   * when the log is opened again. Nothing else of the log is changed. Resolves once it is on disk.
   * Rejects with `write-failed`, and with a RangeError where no damage was found.
   */
  rescue(document: Uint8Array): Promise<void>;
  /** Waits for what was begun, ends loads still running and closes. May be called again. */
  close(): Promise<void>;
}

/** Checks the `through` of a compaction against the current base and the last update. */
export function checkThrough(through: Sequence, lowest: Sequence, highest: Sequence): void {
  if (Number.isInteger(through) && through >= lowest && through <= highest) return;
  throw new RangeError(
    `cannot compact through ${through}: it must lie between ${lowest} and ${highest}`,
  );
}

/**
 * What is damaged, if that is why a log rejected something. Tells its errors by their code alone: they
 * may come from another copy of this package.
 */
export function damageIn(error: unknown): LogDamage | undefined {
  if (!(error instanceof Error && "code" in error && error.code === "damaged")) return undefined;
  const { sequence, problem = error.message } = error as Error & Partial<LogDamage>;
  return { sequence, problem };
}

/** Refuses to rescue a document of which nothing is damaged. */
export function nothingToRescue(name: DocumentName): RangeError {
  return new RangeError(`nothing is known to be damaged of ${JSON.stringify(name)}`);
}

/** Checks the `limit` of a list. */
export function checkLimit(limit: number | undefined): void {
  if (limit === undefined || (Number.isInteger(limit) && limit > 0)) return;
  throw new RangeError(`limit is ${limit}, not a positive integer`);
}
