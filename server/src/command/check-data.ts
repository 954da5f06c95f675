/**
 * Examines a data directory that no server has open: every file, every record, and whether every
 * document loads in Yjs. On request it repairs what is damaged. Nothing is thrown away: whatever is
 * taken out of the database is kept in the folder `set-aside` in the directory.
 */

import { mkdir, rename } from "node:fs/promises";
import { join, resolve as absolutePath } from "node:path";
import type { DocumentName } from "@coscribe/shared";
import type { Clock } from "../clock.ts";
import { loadDocument } from "../document/load-document.ts";
import { ownDirectory } from "../store/level/directory-owner.ts";
import type { DocumentStore } from "../store/document-store.ts";
import { setAsideFolder } from "../store/level/files/mend-files.ts";
import { notesFile } from "../store/level/files/notes.ts";
import { repairFiles } from "../store/level/files/repair-files.ts";
import { isDamagedFiles, LevelDatabase } from "../store/level/level-database.ts";
import { filesFolder, storeOn } from "../store/level/level-store.ts";
import { removeKeys, repairDocument } from "../store/repair/repair-document.ts";
import { setAsideRecords } from "../store/repair/set-aside.ts";
import { StoreError } from "../store/store-error.ts";
import { survey } from "../store/repair/survey.ts";
import type { UpdatePieces } from "../update/encode-update.ts";
import type { Background } from "../worker/background.ts";
import { checkFiles, type FilesReport } from "../store/repair/check-files.ts";
import { checkIsDatabase } from "./data-directory.ts";

/** What {@link checkData} is to do, and with what. */
export interface CheckOptions {
  readonly directory: string;
  readonly isRepairing: boolean;
  readonly clock: Clock;
  /** Where documents are loaded in Yjs. */
  readonly background: Pick<Background, "compact">;
}

/** What {@link checkData} found and did. */
export interface CheckReport {
  /** Its absolute path. */
  readonly directory: string;
  /** How many documents there are. */
  readonly documents: number;
  /** Bytes of all of them, compacted. */
  readonly bytes: number;
  /** What is wrong with the data as a whole. */
  readonly store: readonly string[];
  /** Whether all of that has been put right. */
  readonly isStoreRepaired: boolean;
  /** The documents with which something is wrong. */
  readonly damaged: readonly DamagedDocument[];
  /** The files that documents show. */
  readonly files: FilesReport;
  /** The folder with what was taken out of the database, if anything was. */
  readonly setAside: string | undefined;
}

/** A document with which something is wrong. */
export interface DamagedDocument {
  readonly name: DocumentName;
  readonly problems: readonly string[];
  readonly isRepaired: boolean;
}

/**
 * Checks a directory. Rejects with a {@link StoreError} where it cannot be checked: no database, in
 * use, of a newer version, a disk that does not answer.
 */
export async function checkData(options: CheckOptions): Promise<CheckReport> {
  const path = absolutePath(options.directory);
  await checkIsDatabase(path);
  const time = new Date(options.clock.wallTime()).toISOString().replaceAll(":", "-");
  const check = new Check(path, join(setAsideFolder, time), options);
  return check.run();
}

function describeStrays(count: number): string {
  return count === 1 ? "1 record is nobody's" : `${count} records are nobody's`;
}

/** One run over one directory. */
class Check {
  readonly #path: string;
  /** The folder for what is taken out, in the directory. */
  readonly #folder: string;
  readonly #options: CheckOptions;
  readonly #database: LevelDatabase;
  readonly #store: DocumentStore;
  readonly #storeProblems: string[] = [];
  readonly #damaged: DamagedDocument[] = [];
  #documents = 0;
  #bytes = 0;
  #hasSetAside = false;

  constructor(path: string, folder: string, options: CheckOptions) {
    this.#path = path;
    this.#folder = folder;
    this.#options = options;
    this.#database = new LevelDatabase(path, options.clock);
    this.#store = storeOn(this.#database, path);
  }

  async run(): Promise<CheckReport> {
    const { isRepairing } = this.#options;
    try {
      const isOpen = await this.#open();
      if (isOpen) await this.#walk();
      const files = await this.#checkFiles();
      return {
        directory: this.#path,
        documents: this.#documents,
        bytes: this.#bytes,
        store: this.#storeProblems,
        isStoreRepaired: isRepairing && isOpen,
        damaged: this.#damaged,
        files,
        setAside: this.#hasSetAside ? join(this.#path, this.#folder) : undefined,
      };
    } finally {
      await this.#store.close();
    }
  }

  /** Returns false where the files cannot be opened, and are not to be repaired. */
  async #open(): Promise<boolean> {
    try {
      await this.#store.ready();
    } catch (error) {
      if (!(error instanceof Error && isDamagedFiles(error))) throw error;
      this.#storeProblems.push(error.message);
      if (!this.#options.isRepairing) return false;
      await this.#repairFiles();
      await this.#store.ready();
    }
    return true;
  }

  async #repairFiles(): Promise<void> {
    const release = await ownDirectory(this.#path);
    try {
      this.#hasSetAside = true;
      this.#storeProblems.push(...(await repairFiles(this.#path, this.#folder)));
    } finally {
      await release();
    }
  }

  async #walk(): Promise<void> {
    this.#storeProblems.push(...this.#database.damage);
    const { documents, strays } = await survey(this.#database);
    if (strays.length > 0) this.#storeProblems.push(describeStrays(strays.length));
    this.#documents = documents.size;
    for (const [name, generations] of documents) {
      // oxlint-disable-next-line no-await-in-loop -- one document in memory at a time
      await this.#checkDocument(name, generations);
    }
    if (!this.#options.isRepairing) return;
    if (strays.length > 0) {
      await setAsideRecords(this.#database, strays, this.#setAsidePath("records of nobody.jsonl"));
      await removeKeys(this.#database, strays);
    }
    if (this.#database.damage.length > 0) {
      await mkdir(join(this.#path, this.#folder), { recursive: true });
      await rename(join(this.#path, notesFile), this.#setAsidePath(notesFile));
    }
  }

  async #checkFiles(): Promise<FilesReport> {
    const aside = join(this.#path, this.#folder, filesFolder);
    const { isRepairing } = this.#options;
    const report = await checkFiles(join(this.#path, filesFolder), isRepairing ? aside : undefined);
    if (report.damaged.some(({ isSetAside }) => isSetAside)) this.#hasSetAside = true;
    return report;
  }

  async #checkDocument(name: DocumentName, generations: ReadonlySet<string>): Promise<void> {
    const { problems, content } = await this.#examine(name, generations);
    this.#bytes += content?.length ?? 0;
    if (problems.length === 0) return;
    let isRepaired = false;
    if (this.#options.isRepairing && content !== undefined) {
      const number = String(this.#damaged.length + 1).padStart(4, "0");
      const file = `${number}-${encodeURIComponent(name).slice(0, 80)}.jsonl`;
      const setAsidePath = this.#setAsidePath(file);
      await repairDocument(this.#database, { name, base: content, setAsidePath });
      const after = await this.#examine(name, new Set());
      isRepaired = after.problems.length === 0;
    }
    this.#damaged.push({ name, problems, isRepaired });
  }

  /** `content` is the document, compacted; undefined where it cannot be, nor be repaired. */
  async #examine(
    name: DocumentName,
    generations: ReadonlySet<string>,
  ): Promise<{ problems: string[]; content: Uint8Array | undefined }> {
    const log = await this.#store.open(name);
    try {
      const { replica, damage } = await loadDocument(log);
      const problems = damage.map(({ problem }) => problem);
      const isOld = [...generations].some((generation) => generation !== log.generation);
      if (isOld) problems.push("records of an earlier history of it are still there");
      const content = await this.#compact(replica.freeze(), log.keepsDeleted);
      if (content instanceof Error) problems.push(`it does not load in Yjs: ${content.message}`);
      return { problems, content: content instanceof Error ? undefined : content };
    } catch (error) {
      if (!(error instanceof StoreError && error.code === "read-failed")) throw error;
      return { problems: [error.message], content: undefined };
    } finally {
      await log.close();
    }
  }

  async #compact(document: UpdatePieces, keepsDeleted: boolean): Promise<Uint8Array | Error> {
    try {
      const { update } = await this.#options.background.compact(document, keepsDeleted);
      return update;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  #setAsidePath(file: string): string {
    this.#hasSetAside = true;
    return join(this.#path, this.#folder, file);
  }
}
