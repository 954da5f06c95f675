/**
 * The files of one document that wait on this device, as one tab has them: kept, read and forgotten
 * without a failure for whoever asks, since a device that keeps nothing only makes files unsafe, which is
 * told. Tabs tell each other what they leave behind.
 */

import type { FileHash } from "@coscribe/shared";
import { copyDatabaseName } from "../offline/copy-database.ts";
import { WaitingFiles, type WaitingFile } from "./waiting-files.ts";

/** Which files. */
export interface DeviceFilesOptions {
  /** Of the server's WebSockets. */
  readonly url: URL;
  readonly documentName: string;
}

/** What it tells its owner. */
export interface DeviceFilesEvents {
  /** Another tab has left files behind. */
  readonly left: () => void;
  /** The browser has thrown away what was kept. */
  readonly lost: () => void;
  /** Whether this tab leaves files behind when it goes now. */
  readonly isLeaving: () => boolean;
}

/** See the head of this file. */
export class DeviceFiles {
  readonly #options: DeviceFilesOptions;
  readonly #events: DeviceFilesEvents;
  readonly #channel: BroadcastChannel;
  #database: Promise<WaitingFiles> | undefined;
  #isClosed = false;

  constructor(options: DeviceFilesOptions, events: DeviceFilesEvents) {
    this.#options = options;
    this.#events = events;
    this.#channel = new BroadcastChannel(`${copyDatabaseName(options.url)} files`);
    this.#channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (data === options.documentName) events.left();
    });
    addEventListener("pagehide", this.#leave);
  }

  /** What waits. Nothing, where the browser does not tell. */
  async read(): Promise<readonly WaitingFile[]> {
    try {
      return await (await this.#opened()).of(this.#options.documentName);
    } catch {
      return [];
    }
  }

  /** Resolves to whether the file is on this device now. */
  async keep(file: Omit<WaitingFile, "document">): Promise<boolean> {
    const { hash, bytes, name } = file;
    try {
      const database = await this.#opened();
      await database.keep({ document: this.#options.documentName, hash, bytes, name });
      return true;
    } catch {
      return false;
    }
  }

  /** One that stays all the same is found the next time, and the server then says that it has it. */
  forget(hash: FileHash): void {
    this.#opened()
      .then((database) => database.forget(this.#options.documentName, hash))
      .catch(() => undefined);
  }

  /** Ends it. */
  close(): void {
    if (this.#isClosed) return;
    this.#leave();
    this.#isClosed = true;
    removeEventListener("pagehide", this.#leave);
    this.#channel.close();
    this.#database?.then((database) => database.close()).catch(() => undefined);
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
    if (this.#events.isLeaving()) this.#channel.postMessage(this.#options.documentName);
  };
}
