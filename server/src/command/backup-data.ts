/** Makes a backup, and looks through one. */

import { BackupDirectory, type PruneReport } from "../backup/backup-directory.ts";
import { objectsOf, type Manifest } from "../backup/manifest.ts";
import { previousOf, writeBackup, type BackupReport } from "../backup/write-backup.ts";
import { withBackupSource } from "./backup-source.ts";

/** What {@link makeBackup} is to do. */
export interface MakeBackupOptions {
  /** The directory of backups. */
  readonly to: string;
  /** The data directory. */
  readonly data: string;
  /** Builds on no earlier backup. */
  readonly isFull: boolean;
  /** Removes all but so many of the last backups afterwards, if any. */
  readonly keep: number | undefined;
  /** Reads all of it once more. */
  readonly verifies: boolean;
  readonly onProgress: (done: number, total: number | undefined, what: string) => void;
}

/** What {@link makeBackup} has made. */
export interface MadeBackup {
  readonly report: BackupReport;
  /** The path of the data directory. */
  readonly from: string;
  /** What of the backup is missing or not what was written, where all of it was read once more. */
  readonly broken: readonly string[];
  /** What was removed; undefined where nothing was to be, or the backup is not whole. */
  readonly pruned: PruneReport | undefined;
  /** False where the store could not note it, on a full disk say: the next backup reads everything. */
  readonly isRemembered: boolean;
}

/** Makes one more backup. Rejects where there is none then. */
export async function makeBackup({
  to,
  data,
  isFull,
  keep,
  verifies,
  onProgress,
}: MakeBackupOptions): Promise<MadeBackup> {
  return withBackupSource(data, async ({ path, items, remember }) => {
    const startedAt = new Date();
    const directory = await BackupDirectory.make(to);
    const previous = await previousOf(directory);
    const last = isFull ? undefined : previous.manifest?.id;
    const known = isFull ? { documents: new Map(), files: new Set<string>() } : previous.known;
    const request = { directory: directory.id, last, known };
    const { manifest, report } = await writeBackup(items(request), {
      directory,
      previous: { ...previous, known },
      from: path,
      startedAt,
      onProgress: (done, what) => onProgress(done, undefined, what),
    });
    // The backup is there all the same; the next one cannot be built on it.
    const isRemembered = await remember(directory.id, manifest.id).then(
      () => true,
      () => false,
    );
    const broken = verifies ? await brokenOf(directory, manifest, onProgress) : [];
    const isToPrune = keep !== undefined && broken.length === 0;
    const pruned = isToPrune ? await directory.prune(keep) : undefined;
    return { report, from: path, broken, pruned, isRemembered };
  });
}

/** Reads all of a backup; what is missing, or not what was written. */
export async function brokenOf(
  directory: BackupDirectory,
  manifest: Manifest,
  onProgress: MakeBackupOptions["onProgress"],
): Promise<readonly string[]> {
  const objects = objectsOf(manifest);
  const broken: string[] = [];
  for (const [index, object] of objects.entries()) {
    onProgress(index, objects.length, "comparing with checksums");
    try {
      // oxlint-disable-next-line no-await-in-loop -- one after the other: it is one disk
      await directory.check(object);
    } catch (error) {
      broken.push(error instanceof Error ? error.message : String(error));
    }
  }
  return broken;
}
