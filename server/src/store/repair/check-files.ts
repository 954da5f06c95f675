/**
 * Reads every file of a directory of files and compares it with its name. On request what is damaged is
 * moved away, so that the file counts as missing, and is whole again when somebody brings it.
 */

import { mkdir, open, rename } from "node:fs/promises";
import { join } from "node:path";
import { parseFileHash } from "@coscribe/shared";
import { filesIn, type FilePlace } from "../files/disk-files.ts";
import { hashOf } from "../files/disk-file.ts";
import { syncDirectory } from "../level/files/durable-file.ts";

/** What is there, and what is wrong with it. */
export interface FilesReport {
  /** How many files there are. */
  readonly count: number;
  /** Bytes of all of them. */
  readonly bytes: number;
  /** The files that are not what was stored. */
  readonly damaged: readonly DamagedFile[];
}

/** A file that is not what was stored, or that nobody has stored. */
export interface DamagedFile {
  readonly name: string;
  readonly problem: string;
  /** Whether it was moved away. */
  readonly isSetAside: boolean;
}

/**
 * Checks the files in `directory`; those that are damaged are moved into the folder `aside`, where that
 * is given. Rejects with `read-failed` where the disk does not answer, and with the system's errors.
 */
export async function checkFiles(
  directory: string,
  aside: string | undefined,
): Promise<FilesReport> {
  let count = 0;
  let bytes = 0;
  const damaged: DamagedFile[] = [];
  for await (const place of filesIn(directory)) {
    const { size, problem } = await examine(place);
    count++;
    bytes += size;
    if (problem === undefined) continue;
    if (aside !== undefined) await moveAway(place, aside);
    damaged.push({ name: place.name, problem, isSetAside: aside !== undefined });
  }
  return { count, bytes, damaged };
}

async function examine({
  name,
  path,
}: FilePlace): Promise<{ readonly size: number; readonly problem: string | undefined }> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    if (parseFileHash(name) === undefined) return { size, problem: "it is no file of a document" };
    const isSound = (await hashOf(handle, size)) === name;
    return { size, problem: isSound ? undefined : "it is not what was stored" };
  } finally {
    await handle.close();
  }
}

async function moveAway({ name, path }: FilePlace, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await rename(path, join(folder, name));
  await syncDirectory(folder);
}
