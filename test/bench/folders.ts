/** Where the measurements keep things. All of it may be deleted. */

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const repository: string = fileURLToPath(new URL("../..", import.meta.url));

/** Ignored by git. On the repository's disk, because a folder for temporary files may be memory. */
export const cacheFolder: string = join(repository, ".cache");

/** Calls `use` with an empty folder, and removes it afterwards. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  mkdirSync(cacheFolder, { recursive: true });
  const folder = mkdtempSync(join(cacheFolder, "bench-data-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
