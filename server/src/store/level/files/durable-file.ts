/** Files that are there whole, or not at all, and directories that stay, after a power failure. */

import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Puts `bytes` in the place of the file at `path`, or makes it. Rejects with the system's error. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.new`;
  try {
    const file = await open(temporary, "w");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(dirname(path));
}

/** Makes names in a directory, new or changed, last. */
export async function syncDirectory(path: string): Promise<void> {
  // Windows cannot open directories and needs no such sync.
  if (process.platform === "win32") return;
  const directory = await open(path);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/**
 * Makes `path`, which is absolute, and the directories it lies in, as far as they are missing, and
 * syncs each into the one above: a file synced inside a directory is lost with the directory.
 */
export async function makeDirectory(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) {
    // oxlint-disable-next-line no-await-in-loop -- from the inside to the outside
    await syncDirectory(dirname(made));
  }
}
