/** Whether a disk would take what LevelDB writes when it is opened. */

import { open, readdir, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";

/** What LevelDB writes beside a table as large as its log. */
const marginBytes = 1024 * 1024;

/** Its name; nothing is ever read from it. */
const probeFile = "PROBE";

const chunkBytes = 64 * 1024;

/**
 * Writes and removes a file as large as the logs in `directory` together, which LevelDB turns into
 * tables, and a megabyte. Rejects with the system's error.
 */
export async function probeDisk(directory: string): Promise<void> {
  const path = join(directory, probeFile);
  try {
    const file = await open(path, "w");
    try {
      const chunk = Buffer.alloc(chunkBytes, "coscribe");
      let rest = (await logBytes(directory)) + marginBytes;
      for (; rest > 0; rest -= chunkBytes) {
        // oxlint-disable-next-line no-await-in-loop -- one chunk after the other
        await file.appendFile(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
  } finally {
    await rm(path, { force: true });
  }
}

/**
 * Rejects where the disk has no space for `bytes` bytes, the logs in `directory` made into tables,
 * and as much again: for work that is not needed and must not take the space that edits need.
 */
export async function checkFreeSpace(directory: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  const needed = 2 * (bytes + (await logBytes(directory)) + marginBytes);
  if (bavail * bsize >= needed) return;
  throw new Error(`${bavail * bsize} bytes are free on the disk, and ${needed} would be needed`);
}

async function logBytes(directory: string): Promise<number> {
  const files = await readdir(directory);
  const sizes = await Promise.all(
    files
      .filter((file) => file.endsWith(".log"))
      .map(async (file) => (await stat(join(directory, file))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
