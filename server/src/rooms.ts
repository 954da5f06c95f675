/**
 * The open rooms by name. A document is loaded once, however many ask at the same time, and never
 * opened while it is still closing. Rooms that nobody needs are closed after a while.
 *
 * Invariant: a name has at most one entry, and an open log belongs to exactly one entry.
 */

import { ProtocolError, type DocumentName } from "@coscribe/shared";
import type { Timer } from "./clock.ts";
import { loadDocument } from "./load-document.ts";
import type { Settings } from "./options.ts";
import { Room, type Member } from "./room.ts";
import type { DocumentLog } from "./store/document-store.ts";

/** The life of an entry; a closed document has none. */
type Entry =
  | { readonly phase: "loading"; readonly room: Promise<Room> }
  | { readonly phase: "open"; readonly room: Room; idleSince: number | undefined }
  /** Being closed or deleted; `done` never rejects. */
  | { readonly phase: "closing"; readonly done: Promise<void> };

/** See the head of this file. */
export class Rooms {
  readonly #settings: Settings;
  readonly #entries = new Map<DocumentName, Entry>();
  readonly #sweep: Timer;
  #isClosed = false;

  constructor(settings: Settings) {
    this.#settings = settings;
    const intervalMs = Math.max(settings.idleDocumentMs / 4, 100);
    this.#sweep = settings.clock.every(intervalMs, () => this.#closeIdle());
  }

  /** The rooms that are open now. */
  get open(): readonly Room[] {
    return [...this.#entries.values()].flatMap((entry) =>
      entry.phase === "open" ? [entry.room] : [],
    );
  }

  /**
   * Enters `member` into the room of `name`, loading the document if it is not open. Rejects with
   * the store's error; the next call tries again.
   */
  async enter(name: DocumentName, member: Member): Promise<Room> {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- one step after the other is the point
      const room = await this.#get(name);
      // Between the room and this line it may have been closed: then the next one is waited for.
      if (room.enter(member)) return room;
    }
  }

  /**
   * Deletes a document, ending the sessions on it. Resolves to false where there was none. Rejects
   * with the store's error.
   */
  async delete(name: DocumentName): Promise<boolean> {
    const room = await this.#get(name);
    if (!room.isOpen) return this.delete(name);
    room.expel();
    const deleted = room.close().then(() => this.#settings.store.delete(name));
    this.#startClosing(name, deleted);
    const existed = await deleted;
    if (existed) this.#settings.onEvent({ type: "documentDeleted", name });
    return existed;
  }

  /** Brings everything to disk and closes every room. No session may be open any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#sweep.cancel();
    await Promise.allSettled(
      [...this.#entries.values()].flatMap((entry) =>
        entry.phase === "loading" ? [entry.room] : [],
      ),
    );
    for (const room of this.open) this.#startClosing(room.name, room.close());
    await Promise.all(
      [...this.#entries.values()].flatMap((entry) =>
        entry.phase === "closing" ? [entry.done] : [],
      ),
    );
  }

  /** The room of `name`, once it is loaded and nothing else is being done with its document. */
  async #get(name: DocumentName): Promise<Room> {
    for (;;) {
      if (this.#isClosed) throw new Error("the server is closing");
      const entry = this.#entries.get(name);
      if (entry === undefined) return this.#loadIfAllowed(name);
      switch (entry.phase) {
        case "open":
          entry.idleSince = undefined;
          return entry.room;
        case "loading":
          return entry.room;
        case "closing":
          // oxlint-disable-next-line no-await-in-loop -- one step after the other is the point
          await entry.done;
          break;
        default:
          return entry satisfies never;
      }
    }
  }

  #loadIfAllowed(name: DocumentName): Promise<Room> {
    const { maxDocuments } = this.#settings;
    if (this.#entries.size < maxDocuments) return this.#load(name);
    const reason = `the server has its limit of ${maxDocuments} open documents`;
    return Promise.reject(new ProtocolError("tryAgainLater", reason));
  }

  #load(name: DocumentName): Promise<Room> {
    const room = this.#open(name).then(
      (opened) => {
        this.#entries.set(name, { phase: "open", room: opened, idleSince: undefined });
        return opened;
      },
      (cause: unknown) => {
        this.#forget(name);
        this.#settings.onEvent({ type: "documentFailed", name, cause });
        throw cause;
      },
    );
    this.#entries.set(name, { phase: "loading", room });
    return room;
  }

  async #open(name: DocumentName): Promise<Room> {
    const { clock, onEvent, store } = this.#settings;
    const startedAt = clock.now();
    const log = await store.open(name);
    const room = await this.#roomOn(log);
    onEvent({ type: "documentOpened", name, ms: clock.now() - startedAt });
    return room;
  }

  async #roomOn(log: DocumentLog): Promise<Room> {
    try {
      return new Room(log, await loadDocument(log), this.#settings);
    } catch (cause) {
      await log.close();
      throw cause;
    }
  }

  #closeIdle(): void {
    const now = this.#settings.clock.now();
    for (const [name, entry] of this.#entries) {
      if (entry.phase !== "open") continue;
      if (!entry.room.isIdle) entry.idleSince = undefined;
      else if (entry.idleSince === undefined) entry.idleSince = now;
      else if (now - entry.idleSince >= this.#settings.idleDocumentMs) {
        this.#startClosing(name, entry.room.close());
      }
    }
  }

  /** Keeps everybody else from `name` until `closed` has settled. */
  #startClosing(name: DocumentName, closed: Promise<unknown>): void {
    const done = closed.then(
      () => this.#settings.onEvent({ type: "documentClosed", name }),
      (cause: unknown) => this.#settings.onEvent({ type: "documentFailed", name, cause }),
    );
    const forgotten = done.then(() => this.#forget(name));
    this.#entries.set(name, { phase: "closing", done: forgotten });
  }

  #forget(name: DocumentName): void {
    this.#entries.delete(name);
  }
}
