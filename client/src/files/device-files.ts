/**
 * The files of one document that wait on this device, as one tab has them: kept, read and forgotten
 * without a failure for whoever asks, since a device that keeps nothing only makes files unsafe, which is
 * told. Tabs tell each other what they leave behind.
 */

import type { FileHash } from "@coscribe/shared";
import type { DocumentPlace } from "./document-files.ts";
import { WaitingFiles, type WaitingFile } from "./waiting-files.ts";
import type { WaitingMark } from "./waiting-mark.ts";

/** Which files. */
export interface DeviceFilesOptions extends Pick<DocumentPlace, "url" | "documentName"> {
  /** Says that there may be some. */
  readonly mark: WaitingMark;
}

/** What it tells its owner. */
export interface DeviceFilesEvents {
  /** The browser has thrown away what was kept. */
  readonly lost: () => void;
  /** Whether this tab leaves files behind when it goes now. */
  readonly isLeaving: () => boolean;
}

/** See the head of this file. */
export class DeviceFiles {
  readonly #options: DeviceFilesOptions;
  readonly #events: DeviceFilesEvents;
  #database: Promise<WaitingFiles> | undefined;
  #isClosed = false;

  constructor(options: DeviceFilesOptions, events: DeviceFilesEvents) {
    this.#options = options;
    this.#events = events;
    addEventListener("pagehide", this.#leave);
  }

  /** What waits. Nothing, where the browser does not tell. */
  async read(): Promise<readonly WaitingFile[]> {
    try {
      const { documentName, mark } = this.#options;
      const found = await (await this.#opened()).of(documentName);
      if (found.length === 0) mark.clear();
      return found;
    } catch {
      return [];
    }
  }

  /** Resolves to whether the file is on this device now. */
  async keep(file: Omit<WaitingFile, "document">): Promise<boolean> {
    const { hash, bytes, name } = file;
    const { documentName, mark } = this.#options;
    try {
      const database = await this.#opened();
      mark.set();
      await database.keep({ document: documentName, hash, bytes, name });
      // Another tab may have taken it away, which had not seen this one.
      if (!mark.isSet) mark.set();
      return true;
    } catch {
      return false;
    }
  }

  /** One that stays all the same is found the next time, and the server then says that it has it. */
  forget(hash: FileHash): void {
    void this.#forget(hash).catch(() => undefined);
  }

  /** Ends it. */
  close(): void {
    if (this.#isClosed) return;
    this.#leave();
    this.#isClosed = true;
    removeEventListener("pagehide", this.#leave);
    this.#database?.then((database) => database.close()).catch(() => undefined);
  }

  async #forget(hash: FileHash): Promise<void> {
    const { documentName, mark } = this.#options;
    const database = await this.#opened();
    await database.forget(documentName, hash);
    if (!(await database.hasSome(documentName))) mark.clear();
  }

  #opened(): Promise<WaitingFiles> {
    if (this.#isClosed) return Promise.reject(new Error("it is closed"));
    this.#database ??= WaitingFiles.open(this.#options.url, this.#lost).catch((error: unknown) => {
      this.#database = undefined;
      throw error;
    });
    return this.#database;
  }

  readonly #lost = (): void => {
    if (this.#isClosed) return;
    this.#database = undefined;
    this.#events.lost();
  };

  readonly #leave = (): void => {
    if (this.#events.isLeaving()) this.#options.mark.leave();
  };
}
