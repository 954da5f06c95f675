/**
 * The files of one document on their way to the server: named, kept on this device if documents are,
 * sent while there is a connection, tried again when it fails, and told about.
 *
 * Invariants: 1. a file that was added can be shown at once, and its name is known. 2. What is kept on
 * the device is forgotten when the server has it on its disk or somebody takes it back, and not before.
 * 3. Nothing begins to be sent without a connection; what is being sent goes on. 4. After `close`
 * nothing is sent or told.
 */

import {
  fileHeadBytes,
  fileOfSource,
  fileSource,
  fileTypeOf,
  type FileHash,
} from "@coscribe/shared";
import type { Clock, Timer } from "../clock.ts";
import type { DocumentFiles } from "./document-files.ts";
import { FileServer, type Outcome } from "./file-server.ts";
import { hashBytes } from "./hash-bytes.ts";
import { pendingFilesOf, type PendingFiles } from "./pending-files.ts";
import { Upload, UploadError, type FileUpload } from "./upload.ts";
import { WaitingFiles, type WaitingFile } from "./waiting-files.ts";

/** What it works on. */
export interface FileUploadsOptions {
  /** Of the server's WebSockets. */
  readonly url: URL;
  readonly documentName: string;
  /** Files that wait are kept on this device. */
  readonly isKeeping: boolean;
  readonly clock: Clock;
}

/** So many are sent at once: one while the other waits for the server's disk. */
const mostAtOnce = 2;

/** Of a file that is larger, the server is asked first whether it has it, and takes it; in bytes. */
const askFirstBytes = 256 * 1024;

/** The pause after a failure, of the server or of this device, which doubles with each; in ms. */
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/** A browser that has not told by then what waits is not waited for, in milliseconds. */
const restoreTimeoutMs = 5_000;

/** Addresses of bytes in this page outlive the upload for so long, for whoever is about to load one. */
const lingerMs = 60_000;

/** See the head of this file. */
export class FileUploads implements DocumentFiles {
  /** Resolves when what waited on this device is known; never rejects. */
  readonly restored: Promise<void>;
  readonly #options: FileUploadsOptions;
  readonly #changed: () => void;
  readonly #server: FileServer;
  /** Those that are neither on the server nor taken back, in the order in which they were added. */
  readonly #uploads = new Map<FileHash, Upload>();
  readonly #sending = new Map<Upload, AbortController>();
  readonly #pauses = new Map<Upload, Timer>();
  readonly #objectUrls = new Map<FileHash, string>();
  readonly #timers = new Set<Timer>();
  readonly #closing = new AbortController();
  #waiting: Promise<WaitingFiles> | undefined;
  #keepingAgain: Timer | undefined;
  #isConnected = false;
  /** Why the last attempt failed, where that is the server's disk. */
  #isStorageFailing = false;
  #pending: PendingFiles | undefined;
  #isClosed = false;

  /** `changed` is told whenever something has happened to an upload. */
  constructor(options: FileUploadsOptions, changed: () => void) {
    this.#options = options;
    this.#changed = changed;
    this.#server = new FileServer(options.url, options.clock);
    this.restored = options.isKeeping ? this.#restoreInTime() : Promise.resolve();
  }

  /** See {@link DocumentFiles.add}. */
  async add(file: Blob): Promise<FileUpload> {
    const { clock, documentName } = this.#options;
    await this.#refuseTooLarge(file);
    const content = await file.arrayBuffer();
    const hash = await hashBytes(new Uint8Array(content), clock);
    await this.restored;
    if (this.#isClosed) throw new UploadError("closed", "the connection is closed");
    const known = this.#uploads.get(hash);
    if (known?.isPending === true) {
      known.addedAgain();
      return known;
    }
    // The file itself may change on the disk, or go.
    const bytes = new Blob([content], { type: file.type });
    const name = "name" in file && typeof file.name === "string" ? file.name : "";
    const isKept = await this.#keep({ document: documentName, hash, bytes, name });
    const upload = this.#take({ hash, bytes, name, isKept }, new Uint8Array(content));
    this.#tell();
    if (!isKept) this.#keepAgainLater(firstPauseMs);
    this.#sendNext();
    return upload;
  }

  /** See {@link DocumentFiles.all}. */
  get all(): readonly Upload[] {
    return [...this.#uploads.values()];
  }

  /** See {@link DocumentFiles.urlOf}. */
  urlOf(src: string): string | undefined {
    const hash = fileOfSource(src);
    if (hash === undefined) return undefined;
    const upload = this.#uploads.get(hash);
    if (upload === undefined) return this.#server.urlOf(hash);
    const url = this.#objectUrls.get(hash) ?? URL.createObjectURL(upload.bytes);
    this.#objectUrls.set(hash, url);
    return url;
  }

  /** What is pending; undefined where nothing is. The same object as long as nothing changes. */
  get pending(): PendingFiles | undefined {
    return this.#pending;
  }

  /** Resolves when every file added so far is on the server, refused or taken back; rejects when closed. */
  async whenSettled(): Promise<void> {
    await this.restored;
    const settled = [...this.#uploads.values()].map((upload) => upload.whenDone());
    await Promise.all(
      settled.map((each) =>
        each.catch((error: unknown) => {
          if (error instanceof UploadError && error.code === "closed") throw error;
        }),
      ),
    );
  }

  /** There is a connection: whatever waits is sent. */
  connected(): void {
    this.#isConnected = true;
    for (const pause of this.#pauses.values()) pause.cancel();
    this.#pauses.clear();
    for (const upload of this.#uploads.values()) upload.attempts = 0;
    this.#sendNext();
    // Another tab may have left something behind.
    if (this.#options.isKeeping) void this.#restore().then(() => this.#sendNext());
  }

  /** There is none any more. */
  disconnected(): void {
    this.#isConnected = false;
  }

  /** Ends it. What is kept on the device is sent when the document is opened again. */
  close(): void {
    this.#isClosed = true;
    this.#isConnected = false;
    this.#closing.abort();
    for (const sending of this.#sending.values()) sending.abort();
    for (const timer of [...this.#pauses.values(), ...this.#timers]) timer.cancel();
    for (const url of this.#objectUrls.values()) URL.revokeObjectURL(url);
    for (const upload of this.#uploads.values()) upload.close();
    this.#waiting?.then((waiting) => waiting.close()).catch(() => undefined);
  }

  /** What the server would not take need not be read, all of it into memory. */
  async #refuseTooLarge({ size }: Blob): Promise<void> {
    if (!this.#isConnected || size <= askFirstBytes) return;
    const asked = this.#server.refusalOfSize(size, this.#closing.signal);
    // A server that does not tell may take it.
    const refusal = await asked.catch(() => undefined);
    if (refusal?.type === "refused") throw new UploadError(refusal.code, refusal.message);
  }

  #restoreInTime(): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#after(restoreTimeoutMs, resolve);
      void this.#restore().then(() => {
        timer.cancel();
        resolve();
      });
    });
  }

  /** Takes in what waits on this device. A device that does not tell has nothing. */
  async #restore(): Promise<void> {
    try {
      const found = await (await this.#device()).of(this.#options.documentName);
      const isNew = await Promise.all(found.map((file) => this.#takeFound(file)));
      if (isNew.includes(true)) this.#tell();
    } catch {
      // Files that are added meanwhile are only in memory, which is told.
    }
  }

  async #takeFound({ hash, bytes, name }: WaitingFile): Promise<boolean> {
    const head = new Uint8Array(await bytes.slice(0, fileHeadBytes).arrayBuffer());
    if (this.#isClosed || this.#uploads.has(hash)) return false;
    this.#take({ hash, bytes, name, isKept: true }, head);
    return true;
  }

  #take(file: Pick<Upload, "hash" | "bytes" | "name" | "isKept">, head: Uint8Array): Upload {
    const src = fileSource(file.hash);
    const type = fileTypeOf(head);
    const upload = new Upload({ ...file, src, type, onCancel: (it) => this.#cancelled(it) });
    this.#uploads.set(file.hash, upload);
    if (this.#isClosed) upload.close();
    return upload;
  }

  /** Whether a file is on this device now. */
  async #keep(file: WaitingFile): Promise<boolean> {
    if (!this.#options.isKeeping) return false;
    try {
      await (await this.#device()).keep(file);
      return true;
    } catch {
      return false;
    }
  }

  #forget({ hash }: Upload): void {
    if (!this.#options.isKeeping) return;
    // One that stays is found the next time, and the server then says that it has it.
    this.#device()
      .then((device) => device.forget(this.#options.documentName, hash))
      .catch(() => undefined);
  }

  #device(): Promise<WaitingFiles> {
    if (this.#isClosed)
      return Promise.reject(new UploadError("closed", "the connection is closed"));
    this.#waiting ??= WaitingFiles.open(this.#options.url, this.#lost).catch((error: unknown) => {
      this.#waiting = undefined;
      throw error;
    });
    return this.#waiting;
  }

  /** The browser has thrown away what it had kept. */
  readonly #lost = (): void => {
    if (this.#isClosed) return;
    this.#waiting = undefined;
    for (const upload of this.#uploads.values()) upload.isKept = false;
    this.#tell();
    this.#keepAgainLater(firstPauseMs);
  };

  /** Keeps what is not kept, again and again until it is: the device may have room then. */
  #keepAgainLater(pauseMs: number): void {
    if (!this.#options.isKeeping || this.#isClosed || this.#keepingAgain !== undefined) return;
    this.#keepingAgain = this.#after(pauseMs, () => {
      void this.#keepAgain().then((isAllKept) => {
        this.#keepingAgain = undefined;
        if (!isAllKept) this.#keepAgainLater(Math.min(pauseMs * 2, longestPauseMs));
      });
    });
  }

  async #keepAgain(): Promise<boolean> {
    const { documentName: document } = this.#options;
    const lacking = this.all.filter(({ isPending, isKept }) => isPending && !isKept);
    await Promise.all(
      lacking.map(async (upload) => {
        const { hash, bytes, name } = upload;
        upload.isKept = await this.#keep({ document, hash, bytes, name });
        // Meanwhile it may have got to the server.
        if (!upload.isPending) this.#forget(upload);
      }),
    );
    if (lacking.length > 0) this.#tell();
    return lacking.every(({ isKept }) => isKept);
  }

  #sendNext(): void {
    for (const upload of this.#uploads.values()) {
      if (!this.#isConnected || this.#sending.size >= mostAtOnce) return;
      if (upload.state.state === "waiting" && !this.#pauses.has(upload)) void this.#send(upload);
    }
  }

  async #send(upload: Upload): Promise<void> {
    const ending = new AbortController();
    this.#sending.set(upload, ending);
    upload.advance({ state: "sending", sentBytes: 0 });
    this.#tell();
    const outcome = await this.#try(upload, ending.signal).catch((): Outcome => ({
      type: "failed",
      code: undefined,
      retryAfterMs: undefined,
    }));
    this.#sending.delete(upload);
    if (this.#isClosed) return;
    if (upload.isPending) this.#came(upload, outcome);
    this.#sendNext();
  }

  async #try(upload: Upload, signal: AbortSignal): Promise<Outcome> {
    const isWorthAsking = upload.attempts > 0 || upload.size > askFirstBytes;
    if (isWorthAsking) {
      if (await this.#server.has(upload.hash, signal)) return { type: "kept" };
      const refusal = await this.#server.refusalOfSize(upload.size, signal);
      if (refusal !== undefined) return refusal;
    }
    const progressed = (sentBytes: number): void => {
      // Told late, of an attempt that has failed, it would look as if there were another one.
      if (this.#sending.get(upload)?.signal !== signal) return;
      // What HTTP adds is not the file's.
      upload.advance({ state: "sending", sentBytes: Math.min(sentBytes, upload.size) });
      this.#tell();
    };
    return this.#server.bring(upload, progressed, signal);
  }

  #came(upload: Upload, outcome: Outcome): void {
    const { code } = outcome.type === "kept" ? { code: undefined } : outcome;
    this.#isStorageFailing = code === "storageFailing" || code === "storageFull";
    switch (outcome.type) {
      case "kept":
        upload.advance({ state: "done" });
        this.#drop(upload);
        this.#forget(upload);
        break;
      case "refused":
        upload.advance({ state: "refused", code: outcome.code, message: outcome.message });
        break;
      case "failed": {
        upload.advance({ state: "waiting" });
        const pauseMs = Math.min(firstPauseMs * 2 ** upload.attempts, longestPauseMs);
        upload.attempts++;
        this.#pause(upload, Math.max(pauseMs, outcome.retryAfterMs ?? 0));
        break;
      }
      default:
        outcome satisfies never;
    }
    this.#tell();
  }

  #pause(upload: Upload, ms: number): void {
    const pause = this.#options.clock.after(ms, () => {
      this.#pauses.delete(upload);
      this.#sendNext();
    });
    this.#pauses.set(upload, pause);
  }

  #cancelled(upload: Upload): void {
    this.#pauses.get(upload)?.cancel();
    this.#pauses.delete(upload);
    this.#sending.get(upload)?.abort();
    this.#drop(upload);
    this.#forget(upload);
    if (!this.#isClosed) this.#tell();
  }

  /** It is the server's, or nobody's. */
  #drop({ hash }: Upload): void {
    this.#uploads.delete(hash);
    const url = this.#objectUrls.get(hash);
    if (url === undefined || this.#isClosed) return;
    this.#after(lingerMs, () => {
      if (this.#uploads.has(hash)) return;
      this.#objectUrls.delete(hash);
      URL.revokeObjectURL(url);
    });
  }

  /** Runs `callback` later, unless this is closed before. */
  #after(ms: number, callback: () => void): Timer {
    const timer = this.#options.clock.after(ms, () => {
      this.#timers.delete(timer);
      callback();
    });
    this.#timers.add(timer);
    return timer;
  }

  #tell(): void {
    if (this.#isClosed) return;
    const before = this.#pending;
    const since = before?.since ?? this.#options.clock.wallTime();
    const told = { since, isStorageFailing: this.#isStorageFailing };
    this.#pending = pendingFilesOf(this.all, told, before);
    this.#changed();
  }
}
