/** Makes a directory that is still there after a power failure. */

import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes `path`, which is absolute, and the directories it lies in, as far as they are missing, and
 * syncs each into the one above: a file synced inside a directory is lost with the directory.
 */
export async function makeDirectory(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  // Windows cannot open directories and needs no such sync.
  if (first === undefined || process.platform === "win32") return;
  for (let made = path; made.length >= first.length; made = dirname(made)) {
    const parent = await open(dirname(made));
    try {
      await parent.sync();
    } finally {
      await parent.close();
    }
  }
}
