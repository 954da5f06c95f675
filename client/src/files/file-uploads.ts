/**
 * The files of one document on their way to the server: named, kept on this device if documents are,
 * sent while there is a connection, tried again when it fails, and told about.
 *
 * Invariants: 1. a file that was added can be shown at once, and its name is known. 2. What is kept on
 * the device is forgotten when the server has it on its disk or somebody takes it back, and not before.
 * 3. Nothing begins to be sent without a connection; what is being sent goes on. 4. After `close`
 * nothing is sent or told.
 */

import { fileHeadBytes, fileSource, fileTypeOf, type FileHash } from "@coscribe/shared";
import type { Timer } from "../clock.ts";
import { DeviceFiles } from "./device-files.ts";
import type { DocumentPlace } from "./document-files.ts";
import { FileServer, type Outcome } from "./file-server.ts";
import { hashBytes } from "./hash-bytes.ts";
import { pendingFilesOf, type PendingFiles } from "./pending-files.ts";
import { closedFirst, refusedFirst, UploadError } from "./upload-error.ts";
import { Upload, type FileUpload } from "./upload.ts";
import type { WaitingFile } from "./waiting-files.ts";
import type { WaitingMark } from "./waiting-mark.ts";

/** What it works on. */
export interface FileUploadsOptions extends DocumentPlace {
  /** Says that some wait on this device; undefined where files are not kept. */
  readonly mark: WaitingMark | undefined;
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
export class FileUploads {
  readonly #options: FileUploadsOptions;
  readonly #changed: () => void;
  readonly #server: FileServer;
  /** Undefined where files are not kept. */
  readonly #device: DeviceFiles | undefined;
  /** Those that are neither on the server nor taken back, in the order in which they were added. */
  readonly #uploads = new Map<FileHash, Upload>();
  readonly #sending = new Map<Upload, AbortController>();
  readonly #pauses = new Map<Upload, Timer>();
  readonly #objectUrls = new Map<FileHash, string>();
  readonly #timers = new Set<Timer>();
  readonly #closing = new AbortController();
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
    this.#server = new FileServer(options);
    const { mark } = options;
    if (mark !== undefined) {
      const isLeaving = (): boolean => this.#pending !== undefined;
      this.#device = new DeviceFiles({ ...options, mark }, { lost: this.#lost, isLeaving });
    }
  }

  /** See `DocumentFiles.add`. */
  async add(file: Blob): Promise<FileUpload> {
    const { clock } = this.#options;
    await this.#refuseTooLarge(file);
    const content = await file.arrayBuffer();
    const hash = await hashBytes(new Uint8Array(content), clock);
    const head = new Uint8Array(content, 0, Math.min(content.byteLength, fileHeadBytes));
    // The file itself may change on the disk, or go. Of what is no image, whatever it says of itself, the
    // page's own copy can no more be opened as a page than the server's.
    const bytes = new Blob([content], { type: fileTypeOf(head) });
    const name = "name" in file && typeof file.name === "string" ? file.name : "";
    const isKept =
      this.#pendingUpload(hash)?.isKept === true ||
      (await this.#device?.keep({ hash, bytes, name })) === true;
    if (this.#isClosed) throw closedFirst();
    const upload = this.#pendingUpload(hash) ?? this.#take({ hash, bytes, name, isKept }, head);
    upload.added();
    this.#tell();
    if (!isKept) this.#keepAgainLater(firstPauseMs);
    this.#sendNext();
    return upload;
  }

  /** See `DocumentFiles.all`. */
  get all(): readonly Upload[] {
    return [...this.#uploads.values()];
  }

  /** Where this page has the bytes of a file; undefined once the server has them. */
  objectUrlOf(hash: FileHash): string | undefined {
    const upload = this.#uploads.get(hash);
    if (upload === undefined) return undefined;
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
    const settled = [...this.#uploads.values()].map((upload) => upload.whenDone());
    await Promise.all(
      settled.map((each) =>
        each.catch((error: unknown) => {
          if (error instanceof UploadError && error.code === "closed") throw error;
        }),
      ),
    );
  }

  /**
   * Takes in what waits on this device. Resolves when that is done, or the browser takes too long to tell;
   * what it tells late is taken in then.
   */
  async restore(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = this.#after(restoreTimeoutMs, resolve);
      void this.#restore().then(() => {
        timer.cancel();
        resolve();
      });
    });
  }

  /** There is a connection: whatever waits is sent. */
  connected(): void {
    this.#isConnected = true;
    for (const pause of this.#pauses.values()) pause.cancel();
    this.#pauses.clear();
    for (const upload of this.#uploads.values()) upload.attempts = 0;
    this.#sendNext();
    // A tab that has crashed may have left something behind.
    void this.#restore();
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
    this.#device?.close();
  }

  /** What the server would not take need not be read, all of it into memory. */
  async #refuseTooLarge({ size }: Blob): Promise<void> {
    if (!this.#isConnected || size <= askFirstBytes) return;
    const asked = this.#server.refusalOfSize(size, this.#closing.signal);
    // A server that does not tell may take it.
    const refusal = await asked.catch(() => undefined);
    if (refusal?.type === "refused") throw refusedFirst(refusal);
  }

  async #restore(): Promise<void> {
    const found = (await this.#device?.read()) ?? [];
    const isNew = await Promise.all(found.map((file) => this.#takeFound(file)));
    if (!isNew.includes(true)) return;
    this.#tell();
    this.#sendNext();
  }

  async #takeFound({ hash, bytes, name }: WaitingFile): Promise<boolean> {
    // The browser may have lost the bytes of what it has a row for.
    const start = await bytes
      .slice(0, fileHeadBytes)
      .arrayBuffer()
      .catch(() => undefined);
    if (start === undefined || this.#isClosed || this.#uploads.has(hash)) return false;
    this.#take({ hash, bytes, name, isKept: true }, new Uint8Array(start));
    return true;
  }

  #pendingUpload(hash: FileHash): Upload | undefined {
    const upload = this.#uploads.get(hash);
    return upload?.isPending === true ? upload : undefined;
  }

  #take(file: Pick<Upload, "hash" | "bytes" | "name" | "isKept">, head: Uint8Array): Upload {
    const src = fileSource(file.hash);
    const type = fileTypeOf(head);
    const upload = new Upload({ ...file, src, type, onCancel: (it) => this.#cancelled(it) });
    this.#uploads.set(file.hash, upload);
    if (this.#isClosed) upload.close();
    return upload;
  }

  readonly #lost = (): void => {
    for (const upload of this.#uploads.values()) upload.isKept = false;
    this.#tell();
    this.#keepAgainLater(firstPauseMs);
  };

  /** Keeps what is not kept, again and again until it is: the device may have room then. */
  #keepAgainLater(pauseMs: number): void {
    if (this.#device === undefined || this.#isClosed || this.#keepingAgain !== undefined) return;
    this.#keepingAgain = this.#after(pauseMs, () => {
      void this.#keepAgain().then((isAllKept) => {
        this.#keepingAgain = undefined;
        if (!isAllKept) this.#keepAgainLater(Math.min(pauseMs * 2, longestPauseMs));
      });
    });
  }

  async #keepAgain(): Promise<boolean> {
    const lacking = this.all.filter(({ isKept }) => !isKept);
    await Promise.all(
      lacking.map(async (upload) => {
        upload.isKept = (await this.#device?.keep(upload)) === true;
        // Meanwhile it may have got to the server, or have been taken back.
        if (!this.#uploads.has(upload.hash)) this.#device?.forget(upload.hash);
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
        break;
      case "refused": {
        const { message, mostBytes } = outcome;
        upload.advance({ state: "refused", code: outcome.code, message, mostBytes });
        break;
      }
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
    this.#tell();
  }

  /** It is the server's, or nobody's. */
  #drop(upload: Upload): void {
    const { hash } = upload;
    // After a refusal it may have been added anew.
    if (this.#uploads.get(hash) !== upload) return;
    this.#uploads.delete(hash);
    this.#device?.forget(hash);
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
