/**
 * What a store gives for a backup, in pieces: each document with its records, the metadata, each file. What a
 * backup has already is only named.
 *
 * A part begins, its bytes follow, and it ends; a document whose reading was overtaken, by a deletion or a
 * compaction say, is dropped, and perhaps begun anew.
 */

import type { DocumentName, FileHash } from "@coscribe/shared";

/** A document as it stands on disk. Where none of this differs it is the same as it was. */
export interface BackedUpState {
  /** See `DocumentLog.generation`. */
  readonly generation: string;
  /** See `DocumentLog.keepsDeleted`. */
  readonly keepsDeleted: boolean;
  /** The sequence of the last update in the base. */
  readonly through: number;
  /** That of the last update of all. */
  readonly last: number;
}

/** What a backup has already of the same store, in a history without a turn back. */
export interface KnownBackup {
  readonly documents: ReadonlyMap<string, BackedUpState>;
  readonly files: ReadonlySet<string>;
}

/** See the head of this file. */
export type BackupItem =
  /** A document that is as the backup has it. */
  | { readonly type: "same"; readonly name: DocumentName }
  /** A document; `after` is the update behind which its records begin, undefined for all of it. */
  | {
      readonly type: "document";
      readonly name: DocumentName;
      readonly after: number | undefined;
    }
  /** A document that came before, and is not there any more or comes again. */
  | { readonly type: "gone"; readonly name: DocumentName }
  /** What has a checksum and is kept beside the logs. */
  | { readonly type: "metadata" }
  /** A file; its bytes follow unless the backup has it. */
  | { readonly type: "file"; readonly hash: FileHash; readonly size: number }
  /** Some of what has begun: records as `record-coding.ts` writes them, entries likewise, a file's bytes. */
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  /** What has begun is dropped. */
  | { readonly type: "dropped" }
  /**
   * What has begun ends. `state` is that of a document. With a `problem` it is damaged, and what has come is what
   * can be read of it; of a damaged file nothing has.
   */
  | {
      readonly type: "end";
      readonly state?: BackedUpState;
      readonly problem?: string;
    };
