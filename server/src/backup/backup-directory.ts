/**
 * A directory of backups on disk.
 *
 * 1. An object is bytes under their SHA-256, and is there once, however many backups have it.
 * 2. A backup is a manifest that names its objects. It is written when all of them are on disk, and it itself is
 *    whole or not there: one that breaks off leaves the others as they were.
 * 3. Nothing that is there is changed. Removed is what a crash has left half written, and on request old backups with
 *    the objects that no other names, but none that was written or found needed of late: a backup that is being made
 *    may be about to name it.
 */

import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { join, resolve as absolutePath } from "node:path";
import { filesIn } from "../store/files/disk-files.ts";
import { IncomingFile } from "../store/files/incoming-file.ts";
import { makeDirectory, replaceFile } from "../store/level/files/durable-file.ts";
import {
  decodeManifest,
  encodeManifest,
  objectsOf,
  type BackupObject,
  type Manifest,
} from "./manifest.ts";

const markFile = "coscribe-backups.json";
const manifestsFolder = "backups";
const objectsFolder = "objects";
const incomingFolder = "incoming";
const manifestEnding = ".jsonl";

/** What is not in a backup for so long, in milliseconds, will be in none: a crash has left it, or it was given up. */
const staleMs = 24 * 60 * 60 * 1_000;

/** What {@link BackupDirectory.prune} has removed. */
export interface PruneReport {
  readonly removedBackups: number;
  readonly removedBytes: number;
}

/** See the head of this file. */
export class BackupDirectory {
  /** Its absolute path. */
  readonly path: string;
  /** What stores remember it by. */
  readonly id: string;

  private constructor(path: string, id: string) {
    this.path = path;
    this.id = id;
  }

  /** Opens one that is there. Rejects where it is none. */
  static async open(directory: string): Promise<BackupDirectory> {
    const path = absolutePath(directory);
    const text = await readFile(join(path, markFile), "utf8").catch((cause: unknown) => {
      throw new Error(`there are no backups in ${JSON.stringify(path)}`, { cause });
    });
    const { format, id } = JSON.parse(text) as { format?: string; id?: string };
    if (format !== "coscribe-backups/1" || id === undefined) {
      throw new Error(`the backups in ${JSON.stringify(path)} are of a newer version`);
    }
    return new BackupDirectory(path, id);
  }

  /** Opens one, or makes it where there is nothing. Rejects where there is something else. */
  static async make(directory: string): Promise<BackupDirectory> {
    const path = absolutePath(directory);
    await makeDirectory(path);
    const found = await readdir(path);
    if (found.length === 0) {
      const mark = { format: "coscribe-backups/1", id: randomBytes(16).toString("hex") };
      await replaceFile(join(path, markFile), Buffer.from(`${JSON.stringify(mark)}\n`));
    }
    const backups = await BackupDirectory.open(path).catch((cause: unknown) => {
      if (found.length === 0) throw cause;
      const message = `${JSON.stringify(path)} holds something else: choose an empty directory`;
      throw new Error(message, { cause });
    });
    await backups.#removeStale();
    return backups;
  }

  /** The names of all backups, oldest first: the times at which they were begun. */
  async list(): Promise<readonly string[]> {
    const files = await readdir(join(this.path, manifestsFolder)).catch(noneIfMissing);
    return files
      .filter((file) => file.endsWith(manifestEnding))
      .map((file) => file.slice(0, -manifestEnding.length))
      .toSorted((left, right) => (left < right ? -1 : 1));
  }

  /** A backup by its name. Rejects where it is not what was written. */
  async read(name: string): Promise<Manifest> {
    try {
      return decodeManifest(await readFile(this.#manifestPath(name), "utf8"));
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`the backup ${name} cannot be used: ${reason}`, { cause });
    }
  }

  /** Puts a backup on disk, whose objects are there; resolves to its name. */
  async write(manifest: Manifest): Promise<string> {
    const name = `${manifest.startedAt.replaceAll(/[:.]/g, "-")}-${manifest.id.slice(0, 6)}`;
    await makeDirectory(join(this.path, manifestsFolder));
    await replaceFile(this.#manifestPath(name), Buffer.from(encodeManifest(manifest)));
    return name;
  }

  /** Begins an object, whose name shows when it is whole: see {@link keep}. */
  async create(): Promise<IncomingFile> {
    return IncomingFile.create(join(this.path, incomingFolder));
  }

  /** Keeps what was written into `incoming`, on disk when it resolves; tells whether it was new. */
  async keep(incoming: IncomingFile): Promise<{ object: BackupObject; isNew: boolean }> {
    const object = { hash: incoming.finish(), bytes: incoming.size };
    const isNew = !(await this.has(object));
    if (isNew) await incoming.land(this.#objectPath(object));
    else {
      await incoming.discard();
      // Perhaps in no backup any more: it shall stay.
      const now = new Date();
      await utimes(this.#objectPath(object), now, now);
    }
    return { object, isNew };
  }

  /** Whether an object is there, by its size. */
  async has(object: BackupObject): Promise<boolean> {
    const stats = await stat(this.#objectPath(object)).catch(() => undefined);
    return stats?.size === object.bytes;
  }

  /** An object, read whole. Rejects where it is missing or not what was written. */
  async object(object: BackupObject): Promise<Buffer> {
    const bytes = await readFile(this.#objectPath(object)).catch((cause: unknown) => {
      throw new Error(`a part of it is missing: ${object.hash}`, { cause });
    });
    if (createHash("sha256").update(bytes).digest("hex") !== object.hash) throw damaged(object);
    return bytes;
  }

  /** Compares an object of any size with its checksum. Rejects where it is missing or not what was written. */
  async check(object: BackupObject): Promise<void> {
    const hash = createHash("sha256");
    try {
      for await (const piece of this.pieces(object)) hash.update(piece);
    } catch (cause) {
      throw new Error(`a part of it is missing: ${object.hash}`, { cause });
    }
    if (hash.digest("hex") !== object.hash) throw damaged(object);
  }

  /** The bytes of an object in pieces, as they are. */
  pieces(object: BackupObject): AsyncIterable<Uint8Array> {
    return createReadStream(this.#objectPath(object));
  }

  /**
   * Removes all backups but the last `count`, and the objects that none of these names. Rejects, and removes nothing,
   * where one of these cannot be read.
   */
  async prune(count: number): Promise<PruneReport> {
    const names = await this.list();
    const kept = await Promise.all(names.slice(-count).map((name) => this.read(name)));
    const needed = new Set(kept.flatMap(objectsOf).map(({ hash }) => hash));
    const old = names.slice(0, -count);
    for (const name of old) await rm(this.#manifestPath(name));
    let bytes = 0;
    for await (const { name, path } of filesIn(join(this.path, objectsFolder))) {
      if (needed.has(name)) continue;
      const { size, mtimeMs } = await stat(path);
      if (Date.now() - mtimeMs <= staleMs) continue;
      await rm(path, { force: true });
      bytes += size;
    }
    return { removedBackups: old.length, removedBytes: bytes };
  }

  #objectPath({ hash }: BackupObject): string {
    return join(this.path, objectsFolder, hash.slice(0, 2), hash);
  }

  #manifestPath(name: string): string {
    return join(this.path, manifestsFolder, `${name}${manifestEnding}`);
  }

  async #removeStale(): Promise<void> {
    const folder = join(this.path, incomingFolder);
    for (const file of await readdir(folder).catch(noneIfMissing)) {
      // oxlint-disable-next-line no-await-in-loop -- few, if any
      const { mtimeMs } = await stat(join(folder, file));
      // oxlint-disable-next-line no-await-in-loop
      if (Date.now() - mtimeMs > staleMs) await rm(join(folder, file), { force: true });
    }
  }
}

function damaged({ hash }: BackupObject): Error {
  return new Error(`a part of it is not what was written: ${hash}`);
}

function noneIfMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code !== "ENOENT") throw error;
  return [];
}
