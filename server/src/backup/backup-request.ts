/**
 * What is asked of a store for a backup, and what it remembers of that.
 *
 * Only what has changed since the last backup is read; that is told by numbers, which mean nothing where the store
 * has turned back meanwhile, because somebody put an old copy of it in place. So the store remembers, for each
 * directory of backups, the last one: only where the directory's last is that one too, the numbers count.
 */

import type { DocumentStore } from "../store/document-store.ts";
import type { BackedUpState, BackupItem, KnownBackup } from "../store/backup/backup-item.ts";
import { backupTable } from "../store/backup/read-store.ts";

/** What is asked. */
export interface BackupRequest {
  /** The id of the directory of backups. */
  readonly directory: string;
  /** The id of the last backup in it; undefined where there is none. */
  readonly last: string | undefined;
  /** What is in that. */
  readonly known: KnownBackup;
}

/** What a store has backups read with. */
export type BackupSource = Pick<DocumentStore, "backup" | "metadata">;

/** Everything that the backup lacks. Throws where the store cannot be backed up, and as it does. */
export async function* itemsFor(
  store: BackupSource,
  { directory, last, known }: BackupRequest,
): AsyncGenerator<BackupItem, void, undefined> {
  if (store.backup === undefined)
    throw new Error("this store cannot be backed up while it is open");
  const remembered = await store.metadata?.get(backupTable, directory);
  const isContinued = last !== undefined && Buffer.from(remembered ?? []).toString() === last;
  yield* store.backup(isContinued ? known : { ...known, documents: new Map() });
}

/** Remembers a backup that is on disk. */
export async function remember(
  store: BackupSource,
  directory: string,
  backup: string,
): Promise<void> {
  await store.metadata?.write([{ table: backupTable, key: directory, value: Buffer.from(backup) }]);
}

/** A request as lines of JSON. */
export function* encodeRequest({
  directory,
  last,
  known,
}: BackupRequest): Generator<string, void, undefined> {
  yield `${JSON.stringify({ directory, last })}\n`;
  for (const [name, state] of known.documents) yield `${JSON.stringify({ name, state })}\n`;
  for (const file of known.files) yield `${JSON.stringify({ file })}\n`;
}

/** The request in lines. Throws where they are none. */
export function decodeRequest(lines: string): BackupRequest {
  const [first = "", ...others] = lines.split("\n").filter((line) => line !== "");
  const { directory, last } = JSON.parse(first) as Pick<BackupRequest, "directory" | "last">;
  if (typeof directory !== "string") throw new TypeError("the request names no directory");
  const documents = new Map<string, BackedUpState>();
  const files = new Set<string>();
  for (const line of others) {
    const entry = JSON.parse(line) as { name?: string; state?: BackedUpState; file?: string };
    if (entry.name !== undefined && entry.state !== undefined) {
      documents.set(entry.name, entry.state);
    }
    if (entry.file !== undefined) files.add(entry.file);
  }
  return { directory, last, known: { documents, files } };
}
