/** A backup → a new data directory. */

import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join, resolve as absolutePath } from "node:path";
import { parseFileHash, parseStoredDocumentName } from "@coscribe/shared";
import type { Clock } from "../clock.ts";
import { decodeRecords } from "../store/backup/record-coding.ts";
import { beginStore, writeDocument, writeMetadata } from "../store/backup/restore-store.ts";
import { DiskFiles } from "../store/files/disk-files.ts";
import { makeDirectory, syncDirectory } from "../store/level/files/durable-file.ts";
import { LevelDatabase } from "../store/level/level-database.ts";
import { filesFolder } from "../store/level/level-store.ts";
import type { BackupDirectory } from "./backup-directory.ts";
import type { BackedUpDocument, BackupObject, Manifest } from "./manifest.ts";

/** Where everything is until it is whole. */
const unfinishedFolder = "restoring";

/** The file without which LevelDB knows no database: it is put in place last. */
const lastFile = "CURRENT";

/** What was restored. */
export interface RestoreReport {
  /** The absolute path of the data directory. */
  readonly directory: string;
  readonly documents: number;
  readonly updates: number;
  readonly files: number;
  readonly bytes: number;
  /** What could not be restored, and why; what was damaged already when it was backed up. */
  readonly damaged: readonly { readonly name: string; readonly problem: string }[];
}

/** What {@link restoreBackup} is to do. */
export interface RestoreOptions {
  readonly from: BackupDirectory;
  readonly manifest: Manifest;
  /** The data directory, which is made, or empty. */
  readonly to: string;
  readonly clock: Clock;
  readonly onProgress: (done: number, total: number, what: string) => void;
}

/**
 * Restores a backup. What is damaged of it is told in the report, and keeps nothing else from being restored; every
 * byte is compared with its checksum. Rejects where the directory is not empty, and with the system's error;
 * then, and after a crash, there is no data directory that a server would take for one.
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreReport> {
  const directory = absolutePath(options.to);
  await makeDirectory(directory);
  if ((await readdir(directory)).length > 0) {
    throw new Error(`${JSON.stringify(directory)} is not empty: choose a new directory`);
  }
  const unfinished = join(directory, unfinishedFolder);
  await mkdir(unfinished);
  const restoring = new Restoring(options);
  await restoring.run(unfinished);
  const entries = await readdir(unfinished);
  for (const entry of [...entries.filter((each) => each !== lastFile), lastFile]) {
    // oxlint-disable-next-line no-await-in-loop -- the last one last
    await rename(join(unfinished, entry), join(directory, entry));
  }
  await rm(unfinished, { recursive: true });
  await syncDirectory(directory);
  return restoring.report(directory);
}

class Restoring {
  readonly #options: RestoreOptions;
  readonly #damaged: { readonly name: string; readonly problem: string }[] = [];
  #documents = 0;
  #updates = 0;
  #files = 0;
  #bytes = 0;
  #done = 0;

  constructor(options: RestoreOptions) {
    this.#options = options;
  }

  async run(path: string): Promise<void> {
    const { manifest, clock } = this.#options;
    const { documents, files, metadata } = manifest;
    const database = new LevelDatabase(path, clock);
    await database.open();
    try {
      await beginStore(database);
      for (const document of documents) {
        await this.#trying(document.name, () => this.#restoreDocument(database, document));
      }
      if (metadata !== undefined) {
        await this.#trying("the metadata", async () => {
          await writeMetadata(database, await this.#options.from.object(metadata));
          this.#bytes += metadata.bytes;
        });
      }
    } finally {
      await database.close();
    }
    const kept = new DiskFiles(join(path, filesFolder), { clock });
    for (const file of files) {
      await this.#trying(`the file ${file.hash}`, () => this.#restoreFile(kept, file));
    }
    await kept.close();
  }

  report(directory: string): RestoreReport {
    const [documents, updates, files] = [this.#documents, this.#updates, this.#files];
    return { directory, documents, updates, files, bytes: this.#bytes, damaged: this.#damaged };
  }

  async #restoreDocument(
    database: LevelDatabase,
    { name, parts, problem, ...state }: BackedUpDocument,
  ): Promise<void> {
    const pieces: Buffer[] = [];
    // oxlint-disable-next-line no-await-in-loop -- all of them are needed, in order
    for (const part of parts) pieces.push(await this.#options.from.object(part));
    const records = pieces.flatMap((bytes) => [...decodeRecords(bytes)]);
    await writeDocument(database, parseStoredDocumentName(name), state, records);
    this.#documents++;
    this.#updates += records.filter(({ type }) => type === "update").length;
    this.#bytes += parts.reduce((sum, { bytes }) => sum + bytes, 0);
    if (problem !== undefined) {
      this.#damaged.push({ name, problem: `it was damaged when it was backed up: ${problem}` });
    }
  }

  async #restoreFile(files: DiskFiles, file: BackupObject): Promise<void> {
    if (parseFileHash(file.hash) === undefined) throw new Error("its name is none");
    const { from } = this.#options;
    await from.check(file);
    await files.put(from.pieces(file));
    this.#files++;
    this.#bytes += file.bytes;
  }

  /** What is wrong with one thing keeps no other from being restored; a disk that refuses does. */
  async #trying(name: string, restore: () => Promise<void>): Promise<void> {
    const { documents, files } = this.#options.manifest;
    this.#options.onProgress(this.#done++, documents.length + files.length, name);
    try {
      await restore();
    } catch (error) {
      if (error instanceof Error && "code" in error) throw error;
      this.#damaged.push({ name, problem: error instanceof Error ? error.message : String(error) });
    }
  }
}
