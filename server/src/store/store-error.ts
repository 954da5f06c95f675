/**
 * The one error of stores. What went wrong is a code from a closed list; the message says what to
 * do about it; `cause` is what the database or the system said.
 */

import type { DocumentName } from "@coscribe/shared";
import type { LogDamage, Sequence } from "./document-store.ts";

/**
 * What went wrong.
 * - `closed`: the store or the log had been closed, or was while this ran.
 * - `already-open`: the document's log is open, being opened, or the document is being deleted.
 * - `locked`: another store, in this process or another, has the data.
 * - `newer-format`: the data was written by a newer version; nothing was changed.
 * - `foreign-data`: the directory holds a database of something else; nothing was changed.
 * - `open-failed`: the data cannot be opened: no permission, no space, files missing or damaged.
 * - `read-failed`: the disk did not answer; what is stored may be whole.
 * - `write-failed`: not on disk, or nobody knows. A later write is tried on the data opened anew.
 * - `damaged`: a record is missing or is not what was written, and so nothing is written; or a file is
 *   not what was put.
 * - `full`: the files would take more than they may together.
 */
export type StoreErrorCode =
  | "closed"
  | "already-open"
  | "locked"
  | "newer-format"
  | "foreign-data"
  | "open-failed"
  | "read-failed"
  | "write-failed"
  | "damaged"
  | "full";

/** Where an error belongs to: its document and, for damage, the record. */
export interface StoreErrorDetails {
  /** What the database or the system said. */
  readonly cause?: unknown;
  /** The document concerned. */
  readonly document?: DocumentName;
  /** The first record that is missing or damaged; 0 for the base. */
  readonly sequence?: Sequence | undefined;
  /** What is damaged. */
  readonly problem?: string;
}

/** An error of a store, told apart by its `code`. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  /** What went wrong; see {@link StoreErrorCode}. */
  readonly code: StoreErrorCode;
  /** The document concerned, where it is about one. */
  readonly document: DocumentName | undefined;
  /** With `damaged`: the first record that is missing or damaged; 0 for the base. */
  readonly sequence: Sequence | undefined;
  /** With `damaged`: what is wrong, such as "updates 7 to 9 are missing", where that is known. */
  readonly problem: string | undefined;

  constructor(code: StoreErrorCode, message: string, details: StoreErrorDetails = {}) {
    super(message, "cause" in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.document = details.document;
    this.sequence = details.sequence;
    this.problem = details.problem;
  }
}

/** `closed`, for a store. */
export function closedStore(): StoreError {
  return new StoreError("closed", "the store is closed");
}

/** `closed`, for the log of a document. */
export function closedLog(document: DocumentName): StoreError {
  return new StoreError("closed", `the log of ${quoted(document)} is closed`, { document });
}

/** `already-open`: what is happening to the document completes "the document is". */
export function alreadyOpen(document: DocumentName, state: string): StoreError {
  return new StoreError("already-open", `the document ${quoted(document)} is ${state}`, {
    document,
  });
}

/** `write-failed`, with what the database or the system said, and what to do about it. */
export function writeFailed(cause: unknown): StoreError {
  if (cause instanceof StoreError && cause.code === "write-failed") return cause;
  const message = `could not be written to disk: ${describeDiskProblem(cause)}`;
  return new StoreError("write-failed", message, { cause });
}

/** `damaged`, for a document to which something was to be written. */
export function damagedDocument(
  document: DocumentName,
  { sequence, problem }: LogDamage,
): StoreError {
  const message = `the document ${quoted(document)} is damaged: ${problem}, so nothing is written to it`;
  return new StoreError("damaged", message, { document, sequence, problem });
}

function quoted(name: DocumentName): string {
  return JSON.stringify(name);
}

/** What a person can do about a disk that refuses, by the words of Node or LevelDB for it. */
const advice: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [/ENOSPC|no space left/i, "The disk is full: free some space"],
  [/EDQUOT|quota exceeded/i, "The disk quota is used up: free some space, or raise it"],
  [/EFBIG|file too large/i, "Files may not grow any more: raise the limit (ulimit -f)"],
  [/EROFS|read-only file system/i, "The file system is read-only: make it writable again"],
  [/EACCES|EPERM|permission denied|not permitted/i, "Give this user the right to write there"],
  [/EMFILE|ENFILE|too many open files/i, "Raise the limit of open files (ulimit -n)"],
  [/EIO|input\/output error/i, "The disk has failed to read or write: look at the system's log"],
];

/** The reason, in the words of whoever gave it, and what to do about it where that is known. */
export function describeDiskProblem(cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const known = advice.find(([pattern]) => pattern.test(reason));
  return known === undefined ? reason : `${reason}. ${known[1]}`;
}
