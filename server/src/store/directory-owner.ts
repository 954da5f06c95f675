/**
 * One owner per data directory within this process.
 *
 * LevelDB locks its directory against other processes, but a second attempt from the same process,
 * although refused, makes the system drop that lock (fcntl locks go when any descriptor of the file
 * is closed), and a third party can open the data of the first. So the second attempt must be
 * refused before LevelDB sees it. The list hangs on the global object under a registered symbol,
 * because two copies of this package in one process must share it. Worker threads have a global
 * object of their own: open a directory in one thread only.
 */

import { StoreError } from "./store-error.ts";

const ownedDirectories = Symbol.for("coscribe.owned-directories");

/** Real paths of the directories that are open. */
function owned(): Set<string> {
  const shared = globalThis as { [ownedDirectories]?: Set<string> };
  shared[ownedDirectories] ??= new Set();
  return shared[ownedDirectories];
}

/** Makes the caller the owner of a directory, given by its real path. Throws `locked`. */
export function claimDirectory(realPath: string): void {
  if (owned().has(realPath)) {
    throw new StoreError(
      "locked",
      `the directory ${JSON.stringify(realPath)} is already open in this process. ` +
        "Use that store, or close it first",
    );
  }
  owned().add(realPath);
}

/** Lets another become the owner. */
export function releaseDirectory(realPath: string): void {
  owned().delete(realPath);
}
