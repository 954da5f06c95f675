/**
 * One owner per data directory, from before the first look at its files until after the last.
 *
 * Against other processes: LevelDB locks the directory of an open database, but only while it is
 * open, and this store looks at the files before that, and closes and opens the database again after
 * a failed write. So the owner holds a second lock all the time: that of an empty database in the
 * folder `owner`, which is there for nothing else. (Node has no file locks of its own.)
 *
 * Within this process: a second attempt to open a LevelDB directory, although refused, makes the
 * system drop the lock of the first (fcntl locks go when any descriptor of the file is closed), and
 * a third party can open the data. So the second attempt must be refused before LevelDB sees it. The
 * list of owned directories hangs on the global object under a registered symbol, because two copies
 * of this package in one process must share it. Worker threads have a global object of their own:
 * open a directory in one thread only.
 */

import { join } from "node:path";
import { destroyLevel, isLockError, isOutOfDescriptors, Level } from "./level-binding.ts";
import { StoreError } from "../store-error.ts";

/** The folder in the directory that is locked as long as the directory is owned. */
export const ownerFolder = "owner";

const ownedDirectories = Symbol.for("coscribe.owned-directories");

/** Real paths of the directories that are owned. */
function owned(): Set<string> {
  const shared = globalThis as { [ownedDirectories]?: Set<string> };
  shared[ownedDirectories] ??= new Set();
  return shared[ownedDirectories];
}

/** Gives a directory free again. */
export type ReleaseDirectory = () => Promise<void>;

/**
 * Makes the caller the owner of a directory, given by its real path. Rejects with `locked`, or with
 * the reason why the lock cannot be made, such as a full disk.
 */
export async function ownDirectory(realPath: string): Promise<ReleaseDirectory> {
  if (owned().has(realPath)) {
    throw new StoreError(
      "locked",
      `the directory ${JSON.stringify(realPath)} is already open in this process. ` +
        "Use that store, or close it first",
    );
  }
  owned().add(realPath);
  try {
    const lock = await takeLock(realPath);
    return async () => {
      await lock.close();
      owned().delete(realPath);
    };
  } catch (error) {
    owned().delete(realPath);
    throw error;
  }
}

async function takeLock(realPath: string): Promise<Level> {
  const folder = join(realPath, ownerFolder);
  try {
    return await Level.open(folder);
  } catch (error) {
    if (isLockError(error)) throw lockedElsewhere(realPath, error);
    if (isOutOfDescriptors(error)) throw error;
    // Nothing is in there that could be lost; its files may be damaged like any other.
    await destroyLevel(folder);
    return Level.open(folder);
  }
}

/** `locked`, for a directory that another process has open. */
export function lockedElsewhere(directory: string, cause: unknown): StoreError {
  return new StoreError(
    "locked",
    `the directory ${JSON.stringify(directory)} is open in another process. ` +
      "Stop that process, or choose another directory",
    { cause },
  );
}
