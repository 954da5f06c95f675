/**
 * The open rooms by name. A document is loaded once, however many ask at the same time, and never
 * opened while it is still closing. Rooms that nobody needs are closed after a while.
 *
 * Invariant: a name has at most one entry, and an open log belongs to exactly one entry.
 */

import { ProtocolError, type CloseCodeName, type DocumentName } from "@coscribe/shared";
import type { Timer } from "../clock.ts";
import { loadDocument, type LoadedDocument } from "../document/load-document.ts";
import { UnsavedBytes, type WriteProblem } from "./log-writer.ts";
import type { Settings } from "../options.ts";
import type { Member } from "./member.ts";
import { Registry, type Place } from "../registry/registry.ts";
import { ActivityRecorder, type KnownTitle, type ReadTitle } from "./activity-recorder.ts";
import { ClientOwners } from "./client-owners.ts";
import { Room } from "./room.ts";
import type { DocumentLog, LogDamage } from "../store/document-store.ts";

/** Structs of fewer bytes stay in memory: what else there is of a document weighs as much. */
const leastPutAwayBytes = 64 * 1024;

/**
 * Structs that nobody needs stay in memory for a millisecond with each so many bytes, 3 s with 300 KB. To
 * read so many again takes some milliseconds, so at most a few thousandths of the time go into that.
 */
const bytesPerMsKept = 100;

/** The life of an entry; a closed document has none. */
type Entry =
  | { readonly phase: "loading"; readonly room: Promise<Room> }
  | { readonly phase: "open"; readonly room: Room; idleSince: number | undefined }
  /** Being closed or deleted; `done` never rejects. */
  | { readonly phase: "closing"; readonly room: Room; readonly done: Promise<void> }
  /** Kept closed, while something is done with the document as a whole; `done` never rejects. */
  | { readonly phase: "held"; readonly done: Promise<void> };

/** See the head of this file. */
export class Rooms {
  /** What is known of documents beside their text. */
  readonly registry: Registry;
  readonly #settings: Settings;
  readonly #activity: ActivityRecorder;
  readonly #opened: ((room: Room) => void) | undefined;
  readonly #entries = new Map<DocumentName, Entry>();
  readonly #sweep: Timer;
  readonly #unsaved = new UnsavedBytes();
  readonly #damaged = new Set<DocumentName>();
  readonly #reported = new Set<string>();
  #isClosed = false;

  /** Calls `opened` with each room that is opened, before anybody enters it. */
  constructor(settings: Settings, opened?: (room: Room) => void) {
    this.#settings = settings;
    this.registry = new Registry(settings.store);
    this.#activity = new ActivityRecorder(this.registry, settings, () => this.open);
    this.#opened = opened;
    const intervalMs = Math.max(settings.idleDocumentMs / 4, 100);
    this.#sweep = settings.clock.every(intervalMs, () => this.#tidy());
  }

  /** The rooms that are open now. */
  get open(): readonly Room[] {
    return [...this.#entries.values()].flatMap((entry) =>
      entry.phase === "open" ? [entry.room] : [],
    );
  }

  /** Bytes of all documents in memory. */
  get residentBytes(): number {
    return this.open.reduce((sum, { residence }) => sum + residence.residentBytes, 0);
  }

  /** Bytes of all documents that wait for the disk. */
  get unsavedBytes(): number {
    return this.#unsaved.count;
  }

  /** The documents in which damage was found, when they were last loaded or since. */
  get damaged(): readonly DocumentName[] {
    return [...this.#damaged];
  }

  /** The documents with edits that are not on disk, open or being closed. */
  get unsaved(): readonly DocumentName[] {
    return this.#loaded.flatMap((room) => (room.isSaved ? [] : [room.name]));
  }

  /** Why documents cannot be written, one for each such document, open or being closed. */
  get writeProblems(): readonly WriteProblem[] {
    return this.#loaded.flatMap((room) => room.writeProblem ?? []);
  }

  get #loaded(): readonly Room[] {
    return [...this.#entries.values()].flatMap((entry) =>
      entry.phase === "loading" || entry.phase === "held" ? [] : [entry.room],
    );
  }

  /** From now on `read` is asked what documents are called. */
  tellTitles(read: ReadTitle): void {
    this.#activity.readTitle = read;
  }

  /** Notes what a document is called now, because somebody has just said so. */
  async called(name: DocumentName, known: KnownTitle): Promise<void> {
    const entry = this.#entries.get(name);
    if (entry?.phase === "open") await this.#activity.called(entry.room, known);
  }

  /** Tells what is wrong with the store as a whole, each thing once. */
  reportStoreDamage(): void {
    for (const problem of this.#settings.store.damage ?? []) {
      if (this.#reported.has(problem)) continue;
      this.#reported.add(problem);
      this.#settings.onEvent({ type: "storeDamaged", problem });
    }
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
   * Where a name leads. A document that is open is in no other's place, so that nobody asks the disk for
   * those who join it.
   */
  async find(name: DocumentName): Promise<Place> {
    const isOpen = this.#entries.get(name)?.phase === "open";
    return isOpen ? { name, accessName: name, isDeleted: false } : this.registry.find(name);
  }

  /**
   * Closes a document, telling those who are there why, and keeps it closed for everybody until `work` has
   * settled; what is asked of it meanwhile waits. Gives what `work` gives. The name need not be a document's.
   */
  async hold<T>(name: DocumentName, why: CloseCodeName, work: () => Promise<T>): Promise<T> {
    for (;;) {
      if (this.#isClosed) throw new ProtocolError("serviceRestart");
      const entry = this.#entries.get(name);
      if (entry === undefined) return this.#held(name, work());
      switch (entry.phase) {
        case "open":
          entry.room.sendAway(why);
          return this.#held(name, this.#closed(entry.room).then(work), entry.room);
        case "loading":
          // oxlint-disable-next-line no-await-in-loop -- one step after the other is the point
          await entry.room.then(ignore, ignore);
          break;
        case "closing":
        case "held":
          // oxlint-disable-next-line no-await-in-loop
          await entry.done;
          break;
        default:
          return entry satisfies never;
      }
    }
  }

  /** To be called when a document was deleted, while it is held. */
  deleted(name: DocumentName): void {
    this.#damaged.delete(name);
    this.#settings.onEvent({ type: "documentDeleted", name });
  }

  /** The whole of a document as it is now, as one update. Rejects with the store's error. */
  async encoded(name: DocumentName): Promise<Uint8Array> {
    const room = await this.#get(name);
    return room.isOpen ? room.examine(async (replica) => replica.encode()) : this.encoded(name);
  }

  /** Sets whether a document keeps what is deleted. Rejects with the store's error. */
  async keepDeleted(name: DocumentName, keeps: boolean): Promise<void> {
    const room = await this.#get(name);
    return room.isOpen ? room.keepDeleted(keeps) : this.keepDeleted(name, keeps);
  }

  /** Brings everything to disk and closes every room. No session may be open any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#sweep.cancel();
    this.#activity.close();
    await Promise.allSettled(
      [...this.#entries.values()].flatMap((entry) =>
        entry.phase === "loading" ? [entry.room] : [],
      ),
    );
    for (const room of this.open) this.#startClosing(room);
    await Promise.all(
      [...this.#entries.values()].flatMap((entry) => ("done" in entry ? [entry.done] : [])),
    );
  }

  /**
   * The room of the document to which `asked` leads, once it is loaded and nothing else is being done with it.
   * Rejects with ProtocolError `documentDeleted` where it was.
   */
  async #get(asked: DocumentName): Promise<Room> {
    for (let name = asked; ;) {
      if (this.#isClosed) throw new Error("the server is closing");
      const entry = this.#entries.get(name);
      if (entry === undefined) {
        // oxlint-disable-next-line no-await-in-loop -- one step after the other is the point
        const place = await this.registry.find(name);
        if (place.isDeleted) throw new ProtocolError("documentDeleted");
        const isSame = place.name === name;
        ({ name } = place);
        // Meanwhile somebody may have begun to do something with it.
        if (isSame && !this.#entries.has(name)) return this.#loadIfAllowed(name);
        continue;
      }
      switch (entry.phase) {
        case "open":
          entry.idleSince = undefined;
          return entry.room;
        case "loading":
          return entry.room;
        case "closing":
        case "held":
          // oxlint-disable-next-line no-await-in-loop -- one step after the other is the point
          await entry.done;
          // It may be called otherwise by now.
          name = asked;
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
    const { clock, onEvent, store, keepDeleted } = this.#settings;
    const startedAt = clock.now();
    const log = await store.open(name, { keepDeleted, onDamage: this.#damageFound });
    this.reportStoreDamage();
    const room = await this.#roomOn(log);
    onEvent({ type: "documentOpened", name, ms: clock.now() - startedAt });
    this.#opened?.(room);
    return room;
  }

  async #roomOn(log: DocumentLog): Promise<Room> {
    const { authorizer, clock, store } = this.#settings;
    const { metadata } = store;
    try {
      const loaded = await this.#read(log);
      const owners = authorizer.isOpen
        ? undefined
        : await ClientOwners.load(log.name, log.generation, { metadata, clock });
      return new Room(log, loaded, {
        settings: this.#settings,
        owners,
        allUnsaved: this.#unsaved,
        read: this.#readAgain,
        onDamaged: this.#noteDamage,
        onFailed: this.#failed,
      });
    } catch (cause) {
      await log.close();
      throw cause;
    }
  }

  async #read(log: DocumentLog): Promise<LoadedDocument> {
    const loaded = await loadDocument(log, this.#settings.background);
    if (loaded.damage.length === 0) this.#damaged.delete(log.name);
    else this.#noteDamage(log.name, loaded.damage);
    return loaded;
  }

  /** The same for an open room, whose members are sent away for a while if it fails. */
  readonly #readAgain = async (log: DocumentLog): Promise<LoadedDocument> => {
    try {
      return await this.#read(log);
    } catch (cause) {
      this.#settings.onEvent({ type: "documentFailed", name: log.name, cause });
      throw new ProtocolError("tryAgainLater", "the document cannot be read at present", { cause });
    }
  };

  /** Opened again, the document is what is on disk, and whatever its clients bring back. */
  readonly #failed = (room: Room, cause: unknown): void => {
    this.#settings.onEvent({ type: "documentFailed", name: room.name, cause });
    this.#startClosing(room);
  };

  /** Before there is a room, the load says what is damaged. */
  readonly #damageFound = (name: DocumentName, damage: LogDamage): void => {
    const entry = this.#entries.get(name);
    if (entry !== undefined && "room" in entry && entry.phase !== "loading") {
      entry.room.damaged(damage);
    }
  };

  readonly #noteDamage = (name: DocumentName, damage: readonly LogDamage[]): void => {
    this.#damaged.add(name);
    this.#settings.onEvent({ type: "documentDamaged", name, damage });
  };

  #tidy(): void {
    const now = this.#settings.clock.now();
    for (const entry of this.#entries.values()) {
      if (entry.phase !== "open") continue;
      entry.room.joining.dropUnusedSnapshot();
      entry.room.renewPresence();
      if (!entry.room.isIdle) entry.idleSince = undefined;
      else if (entry.idleSince === undefined) entry.idleSince = now;
      else if (now - entry.idleSince >= this.#settings.idleDocumentMs) {
        this.#startClosing(entry.room);
      }
    }
    this.#putAway(now);
  }

  /**
   * Gives the memory of documents back that nobody needs: of structs after a while, and of all sooner if
   * it is too much; then the oldest first.
   */
  #putAway(now: number): void {
    const { maxResidentBytes, idleDocumentMs } = this.#settings;
    for (const room of this.open) {
      const { structBytes, wholeUsedAt, patience } = room.residence;
      const isUnused = now - wholeUsedAt >= (structBytes / bytesPerMsKept) * patience;
      if (structBytes >= leastPutAwayBytes && isUnused) room.putStructsAway();
    }
    let bytes = this.residentBytes;
    if (bytes <= maxResidentBytes) return;
    for (const room of this.open.toSorted((a, b) => a.residence.usedAt - b.residence.usedAt)) {
      if (bytes <= maxResidentBytes || now - room.residence.usedAt < idleDocumentMs) return;
      bytes -= room.residence.residentBytes;
      room.putAway();
      bytes += room.residence.residentBytes;
    }
  }

  /** Closes a room, and keeps everybody from its document until it is closed. */
  #startClosing(room: Room): void {
    const { name } = room;
    const done = this.#closed(room).then(ignore, ignore);
    const forgotten = done.then(() => this.#forget(name));
    this.#entries.set(name, { phase: "closing", room, done: forgotten });
  }

  /** Closes a room and tells how that went; what was seen of its document is written down before. */
  async #closed(room: Room): Promise<void> {
    const { name } = room;
    try {
      await room.close();
      await this.#activity.closed(room);
      this.#settings.onEvent({ type: "documentClosed", name });
    } catch (cause) {
      this.#settings.onEvent({ type: "documentFailed", name, cause });
      throw cause;
    }
  }

  /** What was not on disk of a `room` that is being closed counts as long as that lasts. */
  async #held<T>(name: DocumentName, work: Promise<T>, room?: Room): Promise<T> {
    const done = work.then(ignore, ignore).then(() => this.#forget(name));
    const isClosing = room !== undefined;
    this.#entries.set(name, isClosing ? { phase: "closing", room, done } : { phase: "held", done });
    return work;
  }

  #forget(name: DocumentName): void {
    this.#entries.delete(name);
  }
}

function ignore(): void {
  // Whoever asked for it is told.
}
