/**
 * Makes files that LevelDB cannot open, because some are missing or damaged, into a database again,
 * with whatever is in them. LevelDB's own repair does it: it takes every table and log there is for
 * a part of the database. What had been removed may come back by that, and is recognised as dead.
 */

import { copyFile, link, mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { repairLevel } from "../level-binding.ts";
import { syncDirectory } from "./durable-file.ts";
import { examineForRepair } from "./examine-files.ts";
import { lastWriteFile } from "./last-write.ts";
import { mendFiles } from "./mend-files.ts";

/** The files that make up a database. Not LOCK, which must not be opened beside LevelDB. */
const databaseFile = new RegExp(`^(CURRENT|MANIFEST-\\d+|${lastWriteFile}|\\d+\\.(log|ldb|sst))$`);

/**
 * Repairs the files in `directory`, which the caller owns and nobody has open, after keeping them
 * all as they are in `setAside`, a folder in it. Returns what was wrong with single files.
 */
export async function repairFiles(directory: string, setAside: string): Promise<readonly string[]> {
  await keepAll(directory, setAside);
  const { problems, mends } = await examineForRepair(directory);
  await mendFiles(directory, mends, setAside);
  await repairLevel(directory);
  // Where LevelDB moves the files that it has read; they are kept already.
  await rm(join(directory, "lost"), { recursive: true, force: true });
  return problems;
}

/** Neither LevelDB nor `mendFiles` changes a file that is there, so another name for it will do. */
async function keepAll(directory: string, setAside: string): Promise<void> {
  const folder = join(directory, setAside);
  await mkdir(folder, { recursive: true });
  const files = (await readdir(directory)).filter((file) => databaseFile.test(file));
  await Promise.all(
    files.map(async (file) => {
      const [source, copy] = [join(directory, file), join(folder, file)];
      const isThere = await stat(copy).then(
        () => true,
        () => false,
      );
      if (!isThere) await link(source, copy).catch(() => copyFile(source, copy));
    }),
  );
  await syncDirectory(folder);
}
