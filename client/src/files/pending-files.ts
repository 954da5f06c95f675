/** What files on their way to the server make of a save status: nothing is saved before they are. */

import type { UploadState } from "./upload.ts";
import type { FileProgress, SaveStatus } from "../saving/save-status.ts";

/** Files that the server does not have yet. */
export interface PendingFiles {
  readonly progress: FileProgress;
  /** Wall time since which some have been pending, in milliseconds since 1970. */
  readonly since: number;
  readonly areKeptOnDevice: boolean;
  /** The last one that was tried could not be written by the server. */
  readonly isStorageFailing: boolean;
}

/** A file that may be pending, with what counts here. */
export interface CountedFile {
  readonly size: number;
  readonly isKept: boolean;
  readonly isPending: boolean;
  readonly state: UploadState;
}

/**
 * Those of `uploads` that are pending, together; undefined where none is. What has not changed since
 * `before` is the same object.
 */
export function pendingFilesOf(
  uploads: readonly CountedFile[],
  { since, isStorageFailing }: Pick<PendingFiles, "since" | "isStorageFailing">,
  before: PendingFiles | undefined,
): PendingFiles | undefined {
  const pending = uploads.filter(({ isPending }) => isPending);
  if (pending.length === 0) return undefined;
  let sentBytes = 0;
  let totalBytes = 0;
  for (const { size, state } of pending) {
    totalBytes += size;
    if (state.state === "sending") sentBytes += state.sentBytes;
  }
  const progress = { count: pending.length, sentBytes, totalBytes };
  return {
    progress: isSameProgress(progress, before?.progress) ? before!.progress : progress,
    since,
    areKeptOnDevice: pending.every(({ isKept }) => isKept),
    isStorageFailing,
  };
}

/**
 * The status of edits and files together; each file counts as one edit. `isOpen`: the connection has
 * not been closed.
 */
export function withPendingFiles(
  status: SaveStatus,
  files: PendingFiles | undefined,
  isOpen: boolean,
): SaveStatus {
  if (files === undefined) return status;
  const { progress, since, areKeptOnDevice } = files;
  const { count } = progress;
  const pendingFiles = { files: progress };
  if (status.state === "saved") {
    const pending = { pendingEdits: count, since, ...pendingFiles };
    if (!isOpen) {
      const reason = "noConnection";
      return { state: "offline", reason, isKeptOnDevice: areKeptOnDevice, ...pending };
    }
    return files.isStorageFailing
      ? { state: "notSaved", reason: "storageFailing", ...pending }
      : { state: "saving", ...pending };
  }
  const pendingEdits = status.pendingEdits + count;
  return "isKeptOnDevice" in status
    ? {
        ...status,
        ...pendingFiles,
        pendingEdits,
        isKeptOnDevice: status.isKeptOnDevice && areKeptOnDevice,
      }
    : { ...status, ...pendingFiles, pendingEdits };
}

function isSameProgress(one: FileProgress, other: FileProgress | undefined): boolean {
  return (
    one.count === other?.count &&
    one.sentBytes === other.sentBytes &&
    one.totalBytes === other.totalBytes
  );
}
