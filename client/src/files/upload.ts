/** One file on its way to the server: what is known of it, and where it is. */

import type { FileHash, FileType } from "@coscribe/shared";
import { closedFirst, refusedFirst, UploadError, type RefusedFile } from "./upload-error.ts";

/** Where a file is; the last three are final. */
export type UploadState =
  /** It has its turn when there is a connection, and others before it are there. */
  | { readonly state: "waiting" }
  | { readonly state: "sending"; readonly sentBytes: number }
  /** It is on the server's disk. */
  | { readonly state: "done" }
  /** The server will not take it; nothing shows it to others. */
  | ({ readonly state: "refused" } & RefusedFile)
  /** It was taken back. */
  | { readonly state: "cancelled" };

/** A file that was added to a document. */
export interface FileUpload {
  /** What stands in the document for it: `files/HASH`. */
  readonly src: string;
  /** What whoever added it calls it; may be empty. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** By its bytes, not by its name. */
  readonly type: FileType;
  /** Where it is; `connection.on("uploads", …)` tells of each change. */
  readonly state: UploadState;
  /** Resolves when it is on the server's disk. Rejects with {@link UploadError} when it never will be. */
  whenDone(): Promise<void>;
  /**
   * Takes it back: it is not sent, or no more, and this device forgets it. Whoever has added the same
   * file for another block keeps it. Does nothing once it is on the server.
   */
  cancel(): void;
}

/** What an upload begins with. */
export interface UploadOptions {
  readonly hash: FileHash;
  readonly src: string;
  readonly name: string;
  readonly bytes: Blob;
  readonly type: FileType;
  /** It is on this device, and stays when the page goes. */
  readonly isKept: boolean;
  /** Told when it is taken back. */
  readonly onCancel: (upload: Upload) => void;
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: UploadError) => void;
}

/** The upload as `FileUploads` has it. */
export class Upload implements FileUpload {
  readonly hash: FileHash;
  readonly src: string;
  readonly name: string;
  readonly bytes: Blob;
  readonly type: FileType;
  isKept: boolean;
  /** How often it was tried in vain since there was a connection last. */
  attempts = 0;
  readonly #onCancel: (upload: Upload) => void;
  #state: UploadState = { state: "waiting" };
  /** How many have added it since the document was opened. */
  #adders = 0;
  #waiters: readonly Waiter[] = [];
  #isClosed = false;

  constructor(options: UploadOptions) {
    this.hash = options.hash;
    this.src = options.src;
    this.name = options.name;
    this.bytes = options.bytes;
    this.type = options.type;
    this.isKept = options.isKept;
    this.#onCancel = options.onCancel;
  }

  get size(): number {
    return this.bytes.size;
  }

  get state(): UploadState {
    return this.#state;
  }

  /** Whether the server may still get it. */
  get isPending(): boolean {
    return this.#state.state === "waiting" || this.#state.state === "sending";
  }

  /** Somebody has added it; who has found it on the device has not. */
  added(): void {
    this.#adders++;
  }

  /** It is somewhere else now. A final state stays. */
  advance(state: UploadState): void {
    if (!this.isPending) return;
    this.#state = state;
    if (!this.isPending) this.#settle();
  }

  async whenDone(): Promise<void> {
    const outcome = this.#outcome;
    if (outcome instanceof UploadError) throw outcome;
    if (outcome === "done") return;
    return new Promise((resolve, reject) => {
      this.#waiters = [...this.#waiters, { resolve, reject }];
    });
  }

  cancel(): void {
    if (this.#state.state === "done" || this.#state.state === "cancelled") return;
    this.#adders--;
    if (this.#adders > 0) return;
    this.#state = { state: "cancelled" };
    this.#settle();
    this.#onCancel(this);
  }

  /** Nobody sends it any more. */
  close(): void {
    this.#isClosed = true;
    this.#settle();
  }

  get #outcome(): "done" | UploadError | undefined {
    const state = this.#state;
    switch (state.state) {
      case "done":
        return "done";
      case "refused":
        return refusedFirst(state);
      case "cancelled":
        return new UploadError("cancelled", "it was taken back");
      case "waiting":
      case "sending":
        return this.#isClosed ? closedFirst() : undefined;
      default:
        return state satisfies never;
    }
  }

  #settle(): void {
    const outcome = this.#outcome;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const { resolve, reject } of waiters) {
      if (outcome instanceof UploadError) reject(outcome);
      else resolve();
    }
  }
}
