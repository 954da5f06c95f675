/** Documents of another program's store, as the commands `import-…` read them. */

import type { Stats } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A document as the other program has kept it. */
export interface SourceDocument {
  readonly name: string;
  /** Its updates, oldest first. Rejects with the reason where they cannot be read. */
  readonly read: () => Promise<readonly Uint8Array[]>;
  /** What there is of it that has no place here, in words; left out where there is nothing. */
  readonly leftOut?: string;
}

/** A store that has been opened. */
export interface Source {
  readonly documents: readonly SourceDocument[];
  /** What was done to open it that takes space or time; left out where it was nothing. */
  readonly note?: string;
  /** Gives everything free that was made for it. */
  close(): Promise<void>;
}

/** A copy of somebody's files, in a folder of its own. */
export interface Copy {
  readonly folder: string;
  readonly bytes: number;
  remove(): Promise<void>;
}

/**
 * Copies those files of a directory for which `isWanted`, because to open them would change them. Rejects where
 * they change meanwhile: then the other program is running.
 */
export async function copyOf(
  directory: string,
  isWanted: (file: string) => boolean,
): Promise<Copy> {
  const before = await statesOf(directory, isWanted);
  const parent = await mkdtemp(join(tmpdir(), "coscribe-import-"));
  const remove = (): Promise<void> => rm(parent, { recursive: true, force: true });
  const folder = join(parent, "copy");
  try {
    await mkdir(folder);
    for (const file of before.keys()) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other: it is one disk
      await copyFile(join(directory, file), join(folder, file));
    }
    const after = await statesOf(directory, isWanted);
    if (!areSame(before, after)) throw new Error("it is being written to: stop its server first");
    const bytes = [...before.values()].reduce((sum, { size }) => sum + size, 0);
    return { folder, bytes, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function statesOf(
  directory: string,
  isWanted: (file: string) => boolean,
): Promise<ReadonlyMap<string, Stats>> {
  const files = (await readdir(directory)).filter(isWanted);
  const states = await Promise.all(
    files.map(async (file) => [file, await stat(join(directory, file))] as const),
  );
  return new Map(states.filter(([, state]) => state.isFile()));
}

function areSame(before: ReadonlyMap<string, Stats>, after: ReadonlyMap<string, Stats>): boolean {
  return (
    before.size === after.size &&
    [...before].every(([file, { size, mtimeMs }]) => {
      const now = after.get(file);
      return now?.size === size && now.mtimeMs === mtimeMs;
    })
  );
}
