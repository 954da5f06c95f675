/**
 * Puts in the place of damaged files what LevelDB can read of them. The damaged ones are kept in the
 * folder `set-aside`, and what was wrong is noted first, so that a crash at any moment leaves either
 * the damaged file or a note and a copy.
 */

import { constants } from "node:fs";
import { copyFile, mkdir, open, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { replaceFile, syncDirectory } from "./durable-file.ts";

/** The folder in the directory of the database for whatever was taken out of it. */
export const setAsideFolder = "set-aside";

/** A damaged file, and how to make one of it that may stand in its place. */
export interface Mend {
  readonly file: string;
  /** Makes of the file what can be read of it, in a form that LevelDB reads without harm. */
  readonly mend: (bytes: Buffer) => Buffer;
}

/**
 * Replaces damaged files of the database in `directory`, after keeping them in `folder`, which is
 * in there. Rejects with the system's error, such as a full disk.
 */
export async function mendFiles(
  directory: string,
  mends: readonly Mend[],
  folder: string = setAsideFolder,
): Promise<void> {
  for (const { file, mend } of mends) {
    // oxlint-disable-next-line no-await-in-loop -- one step after the other is the point
    await setAside(directory, folder, file);
    const path = join(directory, file);
    // oxlint-disable-next-line no-await-in-loop -- one step after the other is the point
    await replaceFile(path, mend(await readFile(path)));
  }
}

/** Copies a file of the database into the folder, if no copy of that size is there. */
async function setAside(directory: string, folder: string, file: string): Promise<void> {
  await mkdir(join(directory, folder), { recursive: true });
  const source = join(directory, file);
  const { size } = await stat(source);
  for (let count = 1; ; count++) {
    const copy = join(directory, folder, count === 1 ? file : `${file}.${count}`);
    // oxlint-disable-next-line no-await-in-loop -- the first free name
    const isThere = await stat(copy).then((found) => found.size === size, isMissing);
    if (isThere === true) return;
    if (isThere === undefined) return copyDurably(source, copy);
  }
}

async function copyDurably(source: string, copy: string): Promise<void> {
  await copyFile(source, copy, constants.COPYFILE_FICLONE);
  const file = await open(copy, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await syncDirectory(join(copy, ".."));
}

function isMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
