/**
 * The files of a connection, of which nothing is loaded before there is one: adding a file loads what it
 * takes, and so does opening a document of which files wait on this device.
 */

import { fileOfSource } from "@coscribe/shared";
import { copyDatabaseName } from "../offline/copy-rows.ts";
import type { DocumentFiles, DocumentPlace } from "./document-files.ts";
import type { FileUploads } from "./file-uploads.ts";
import { filesUrl } from "./file-url.ts";
import type { PendingFiles } from "./pending-files.ts";
import { closedFirst } from "./upload-error.ts";
import type { FileUpload } from "./upload.ts";
import { WaitingMark } from "./waiting-mark.ts";

/** What it works on. */
export interface LateFilesOptions extends DocumentPlace {
  /** Files that wait are kept on this device. */
  readonly isKeeping: boolean;
}

/** See the head of this file. */
export class LateFiles implements DocumentFiles {
  /** Resolves when it is known what waits on this device; never rejects. */
  readonly restored: Promise<void>;
  readonly #options: LateFilesOptions;
  readonly #changed: () => void;
  /** Undefined where files are not kept. */
  readonly #mark: WaitingMark | undefined;
  #loading: Promise<FileUploads> | undefined;
  #uploads: FileUploads | undefined;
  /** Some wait, and what it takes to know more could not be loaded. */
  #unknown: PendingFiles | undefined;
  #isConnected = false;
  #isClosed = false;

  /** `changed` is told whenever something has happened to an upload. */
  constructor(options: LateFilesOptions, changed: () => void) {
    this.#options = options;
    this.#changed = changed;
    const { url, documentName, isKeeping } = options;
    if (isKeeping) {
      this.#mark = new WaitingMark(copyDatabaseName(url), documentName, () => void this.#restore());
    }
    this.restored = this.#mark?.isSet === true ? this.#restore() : Promise.resolve();
  }

  /** See {@link DocumentFiles.add}. */
  async add(file: Blob): Promise<FileUpload> {
    return (await this.#load()).add(file);
  }

  /** See {@link DocumentFiles.all}. */
  get all(): readonly FileUpload[] {
    return this.#uploads?.all ?? [];
  }

  /** See {@link DocumentFiles.urlOf}. */
  urlOf(src: string): string | undefined {
    const hash = fileOfSource(src);
    if (hash === undefined) return undefined;
    return this.#uploads?.objectUrlOf(hash) ?? `${filesUrl(this.#options.url)}/${hash}`;
  }

  /** What is pending; undefined where nothing is. The same object as long as nothing changes. */
  get pending(): PendingFiles | undefined {
    return this.#uploads?.pending ?? this.#unknown;
  }

  /** Resolves when every file added so far is on the server, refused or taken back; rejects when closed. */
  async whenSettled(): Promise<void> {
    await this.restored;
    await this.#uploads?.whenSettled();
  }

  /** There is a connection: whatever waits is sent. */
  connected(): void {
    this.#isConnected = true;
    if (this.#uploads !== undefined) this.#uploads.connected();
    else if (this.#mark?.isSet === true) void this.#restore();
  }

  /** There is none any more. */
  disconnected(): void {
    this.#isConnected = false;
    this.#uploads?.disconnected();
  }

  /** Ends it. What is kept on the device is sent when the document is opened again. */
  close(): void {
    this.#isClosed = true;
    this.#uploads?.close();
    this.#mark?.close();
  }

  async #restore(): Promise<void> {
    try {
      await (await this.#load()).restore();
    } catch {
      if (this.#isClosed) return;
      const since = this.#options.clock.wallTime();
      const progress = { count: 1, sentBytes: 0, totalBytes: 0 };
      this.#unknown = { progress, since, areKeptOnDevice: true, isStorageFailing: false };
      this.#changed();
    }
  }

  #load(): Promise<FileUploads> {
    if (this.#isClosed) return Promise.reject(closedFirst());
    this.#loading ??= this.#start().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  async #start(): Promise<FileUploads> {
    const late = await import("./file-uploads.ts");
    if (this.#isClosed) throw closedFirst();
    const uploads = new late.FileUploads({ ...this.#options, mark: this.#mark }, this.#changed);
    this.#unknown = undefined;
    this.#uploads = uploads;
    if (this.#isConnected) uploads.connected();
    return uploads;
  }
}
