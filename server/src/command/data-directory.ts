/** Whether there are data in a directory: to open a store makes one where there is none. */

import { readdir } from "node:fs/promises";
import { describeDiskProblem, StoreError } from "../store/store-error.ts";

/** Rejects with a {@link StoreError} where there is no database in the directory. */
export async function checkIsDatabase(path: string): Promise<void> {
  const files = await readdir(path).catch(noneIfMissing);
  if (files.some((file) => /^(CURRENT|MANIFEST-\d+|LAST-WRITE|\d+\.(log|ldb|sst))$/.test(file)))
    return;
  throw new StoreError("open-failed", `there is no database in ${JSON.stringify(path)}`);
}

function noneIfMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
  throw new StoreError(
    "open-failed",
    `the directory cannot be read: ${describeDiskProblem(error)}`,
    {
      cause: error,
    },
  );
}
