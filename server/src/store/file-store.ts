/**
 * The contract between HTTP and whatever keeps files: images and other files of documents, each under
 * the SHA-256 of its bytes.
 *
 * A file never changes, is there once however often it is put, and knows neither name nor type: those
 * stand in the documents that show it. Nothing removes a file: any copy of any document may name it.
 * Every implementation passes `test/contract/file-store.contract.ts`. Errors are {@link StoreError}s
 * with a code.
 */

import type { FileHash } from "@coscribe/shared";

/** A file that is kept. */
export interface StoredFile {
  readonly hash: FileHash;
  /** In bytes. */
  readonly size: number;
}

/** A file that can be read. Whoever has found it closes it. */
export interface OpenFile extends StoredFile {
  /** The first bytes, as many as tell its type, or all of a smaller one. */
  readonly head: Uint8Array;
  /**
   * The bytes from `start` up to `end`, which is not in it, in pieces. Throws `read-failed` where the
   * disk does not answer.
   */
  read(start: number, end: number): AsyncIterable<Uint8Array>;
  /** Ends it; reading ends with it. May be called again. */
  close(): Promise<void>;
}

/** Where files live. */
export interface FileStore {
  /** Files that were found to be other than what was put, since this store was made: sentences. */
  readonly damage: readonly string[];
  /**
   * Removes what uploads have left that a crash has cut. The other methods do so themselves. After a
   * rejection with `open-failed` it may be called again.
   */
  ready(): Promise<void>;
  /**
   * Keeps what `bytes` yields, and resolves once it is on disk. Until then, and after a crash before
   * then, nothing is found of it. What `bytes` throws is passed on. Rejects with `full` where the files
   * would take more than they may together, and with `write-failed` where the disk refuses.
   */
  put(bytes: AsyncIterable<Uint8Array>): Promise<StoredFile>;
  /**
   * Finds a file; undefined where there is none. What it finds is on disk. Rejects with `damaged` where
   * the bytes are not those that the name tells, with `read-failed` where the disk does not answer.
   */
  find(hash: FileHash): Promise<OpenFile | undefined>;
  /**
   * All files, in no order; one that comes in meanwhile may be among them. Throws `read-failed`. Left out by a
   * store that cannot tell, which then cannot be backed up while it is open.
   */
  list?(): AsyncIterable<StoredFile>;
  /** Waits for what was begun; whatever still comes in is refused with `closed`. May be called again. */
  close(): Promise<void>;
}
