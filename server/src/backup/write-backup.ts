/** Items of a store → one more backup in a directory. */

import { randomBytes } from "node:crypto";
import type { BackedUpState, BackupItem, KnownBackup } from "../store/backup/backup-item.ts";
import type { IncomingFile } from "../store/files/incoming-file.ts";
import type { BackupDirectory } from "./backup-directory.ts";
import { objectsOf, type BackedUpDocument, type BackupObject, type Manifest } from "./manifest.ts";

/** More parts of a document than this are read anew as one. */
const mostParts = 64;

/** What a backup came to. */
export interface BackupReport {
  /** What it is called in its directory. */
  readonly name: string;
  readonly documents: number;
  /** Documents of which something was written. */
  readonly changedDocuments: number;
  readonly files: number;
  readonly newFiles: number;
  /** Bytes that were written, and bytes of everything that the backup names. */
  readonly newBytes: number;
  readonly bytes: number;
  /** What is damaged in the store, of which as much was backed up as can be read. */
  readonly damaged: readonly { readonly name: string; readonly problem: string }[];
}

/** The backup before, as far as it can be built on. */
export interface Previous {
  readonly manifest: Manifest | undefined;
  /** For the store. */
  readonly known: KnownBackup;
}

/** The last backup of a directory of which the manifest can be read, and what of it is there. */
export async function previousOf(directory: BackupDirectory): Promise<Previous> {
  for (const name of (await directory.list()).toReversed()) {
    // oxlint-disable-next-line no-await-in-loop -- the newest one, mostly
    const manifest = await directory.read(name).catch(() => undefined);
    if (manifest === undefined) continue;
    const missing = new Set<string>();
    for (const object of objectsOf(manifest)) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      if (!(await directory.has(object))) missing.add(object.hash);
    }
    const documents = manifest.documents.filter(
      ({ parts, problem }) =>
        problem === undefined &&
        parts.length < mostParts &&
        parts.every(({ hash }) => !missing.has(hash)),
    );
    const files = manifest.files.map(({ hash }) => hash).filter((hash) => !missing.has(hash));
    const states = documents.map(
      ({ name: document, generation, keepsDeleted, through, last }) =>
        [document, { generation, keepsDeleted, through, last }] as const,
    );
    return { manifest, known: { documents: new Map(states), files: new Set(files) } };
  }
  return { manifest: undefined, known: { documents: new Map(), files: new Set() } };
}

/** Where and when a backup is made, and who is told of how far it is. */
export interface WriteBackupOptions {
  readonly directory: BackupDirectory;
  readonly previous: Previous;
  /** The path of the data directory. */
  readonly from: string;
  readonly startedAt: Date;
  readonly onProgress: (done: number, what: string) => void;
}

/** Writes a backup; on disk when it resolves, whole. Rejects with what `items` throws, and with the system's error. */
export async function writeBackup(
  items: AsyncIterable<BackupItem>,
  options: WriteBackupOptions,
): Promise<{ manifest: Manifest; report: BackupReport }> {
  const writing = new Writing(options);
  try {
    for await (const item of items) await writing.take(item);
    return await writing.end();
  } finally {
    await writing.discard();
  }
}

/** What has begun and not ended. */
type Begun = Extract<BackupItem, { readonly type: "document" | "metadata" | "file" }>;

class Writing {
  readonly #options: WriteBackupOptions;
  readonly #before: ReadonlyMap<string, BackedUpDocument>;
  readonly #documents: BackedUpDocument[] = [];
  readonly #files: BackupObject[] = [];
  #metadata: BackupObject | undefined;
  readonly #damaged: { readonly name: string; readonly problem: string }[] = [];
  #begun: Begun | undefined;
  #incoming: IncomingFile | undefined;
  #changedDocuments = 0;
  #newFiles = 0;
  #newBytes = 0;

  constructor(options: WriteBackupOptions) {
    this.#options = options;
    const documents = options.previous.manifest?.documents ?? [];
    this.#before = new Map(documents.map((document) => [document.name, document]));
  }

  async take(item: BackupItem): Promise<void> {
    switch (item.type) {
      case "same":
        this.#documents.push(this.#known(item.name));
        break;
      case "document":
      case "metadata":
        this.#begun = item;
        this.#incoming = await this.#options.directory.create();
        break;
      case "file":
        await this.#takeFile(item);
        break;
      case "bytes":
        await this.#incoming?.write(item.bytes);
        break;
      case "gone":
        this.#forget(item.name);
        break;
      case "dropped":
        await this.discard();
        break;
      case "end":
        await this.#end(item.state, item.problem);
        break;
      default:
        item satisfies never;
    }
    if (item.type === "document") this.#options.onProgress(this.#documents.length, item.name);
    if (item.type === "file") this.#options.onProgress(this.#files.length, item.hash);
  }

  async end(): Promise<{ manifest: Manifest; report: BackupReport }> {
    const { directory, startedAt, from } = this.#options;
    const manifest: Manifest = {
      format: "coscribe-backup/1",
      id: randomBytes(16).toString("hex"),
      startedAt: startedAt.toISOString(),
      from,
      documents: this.#documents,
      files: this.#files,
      metadata: this.#metadata,
    };
    const name = await directory.write(manifest);
    const bytes = objectsOf(manifest).reduce((sum, object) => sum + object.bytes, 0);
    const report = {
      name,
      documents: this.#documents.length,
      changedDocuments: this.#changedDocuments,
      files: this.#files.length,
      newFiles: this.#newFiles,
      newBytes: this.#newBytes,
      bytes,
      damaged: this.#damaged,
    };
    return { manifest, report };
  }

  /** Gives up what has begun. */
  async discard(): Promise<void> {
    const incoming = this.#incoming;
    this.#incoming = undefined;
    this.#begun = undefined;
    await incoming?.discard();
  }

  #forget(name: string): void {
    const at = this.#documents.findIndex((document) => document.name === name);
    if (at >= 0) this.#documents.splice(at, 1);
  }

  async #takeFile(item: Extract<Begun, { type: "file" }>): Promise<void> {
    const { directory, previous } = this.#options;
    if (previous.known.files.has(item.hash)) {
      this.#files.push({ hash: item.hash, bytes: item.size });
      return;
    }
    this.#begun = item;
    this.#incoming = await directory.create();
  }

  async #end(state: BackedUpState | undefined, problem: string | undefined): Promise<void> {
    const [begun, incoming] = [this.#begun, this.#incoming];
    if (begun === undefined || incoming === undefined) throw new Error("something ends unbegun");
    if (begun.type === "file" && problem !== undefined) {
      this.#damaged.push({ name: `the file ${begun.hash}`, problem });
      return this.discard();
    }
    const { object, isNew } = await this.#options.directory.keep(incoming);
    this.#incoming = undefined;
    this.#begun = undefined;
    if (isNew) this.#newBytes += object.bytes;
    switch (begun.type) {
      case "document":
        if (state === undefined) throw new Error("a document ends without its state");
        this.#addDocument(begun, state, object, problem);
        break;
      case "metadata":
        this.#metadata = object;
        if (problem !== undefined) this.#damaged.push({ name: "the metadata", problem });
        break;
      case "file":
        if (object.hash !== begun.hash) throw new Error(`the file ${begun.hash} came otherwise`);
        this.#files.push(object);
        this.#newFiles++;
        break;
      default:
        begun satisfies never;
    }
  }

  #addDocument(
    { name, after }: Extract<Begun, { type: "document" }>,
    state: BackedUpState,
    part: BackupObject,
    problem: string | undefined,
  ): void {
    const before = after === undefined ? [] : this.#known(name).parts;
    const parts = [...before, part];
    const { generation, keepsDeleted, through, last } = state;
    this.#documents.push({
      type: "document",
      name,
      generation,
      keepsDeleted,
      through,
      last,
      parts,
      ...(problem !== undefined && { problem }),
    });
    this.#changedDocuments++;
    if (problem !== undefined) this.#damaged.push({ name, problem });
  }

  #known(name: string): BackedUpDocument {
    const document = this.#before.get(name);
    if (document === undefined) throw new Error(`nothing is known of ${JSON.stringify(name)}`);
    return document;
  }
}
