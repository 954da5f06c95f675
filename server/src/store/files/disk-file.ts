/** Reads a file of a directory of files, in pieces, and tells whether it is what its name says. */

import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { fileHashOf, type FileHash } from "@coscribe/shared";
import { describeDiskProblem, StoreError } from "../store-error.ts";

/** Large enough to cost little, small enough that a slow reader holds little. */
const pieceBytes = 128 * 1024;

/** `read-failed`, for a file. */
export function fileUnreadable(cause: unknown): StoreError {
  const message = `the file could not be read: ${describeDiskProblem(cause)}`;
  return new StoreError("read-failed", message, { cause });
}

/** The bytes from `start` up to `end`. Throws `read-failed`, also where the file is shorter. */
export async function* readPieces(
  handle: FileHandle,
  start: number,
  end: number,
): AsyncGenerator<Buffer, void, undefined> {
  for (let at = start; at < end;) {
    const piece = Buffer.allocUnsafe(Math.min(pieceBytes, end - at));
    // oxlint-disable-next-line no-await-in-loop -- one piece after the other
    const { bytesRead } = await handle.read(piece, 0, piece.length, at).catch((error: unknown) => {
      throw fileUnreadable(error);
    });
    if (bytesRead === 0) throw fileUnreadable(new Error(`it ends after ${at} bytes`));
    at += bytesRead;
    yield piece.subarray(0, bytesRead);
  }
}

/** What the name of a file of `size` bytes has to be. Throws `read-failed`. */
export async function hashOf(handle: FileHandle, size: number): Promise<FileHash> {
  const hash = createHash("sha256");
  for await (const piece of readPieces(handle, 0, size)) hash.update(piece);
  return fileHashOf(hash.digest());
}
