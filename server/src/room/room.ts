/**
 * One open document: takes updates in, keeps them, brings them to disk, and passes them on.
 *
 * The life of an edit here: `submit` admits what is new into the replica and the outbox; at the
 * next flush the outbox becomes one update, which is appended to the log and sent, framed once, to
 * every member but its only author. Others see an edit without waiting for the disk.
 *
 * Invariants: 1. everything sent to a member is in the replica. 2. Everything in the replica is on
 * disk, being written, or in the outbox. 3. A room closes only when it has no member and everything
 * is on disk. 4. A damaged document is served as far as it can be read, and takes no change. 5. While
 * the document is only on disk, nothing waits to be saved or sent. Knows neither sockets nor LevelDB.
 */

import {
  closeCodes,
  encodePresence,
  ProtocolError,
  type DocumentName,
  type OutgoingMessage,
  type PresenceEntry,
} from "@coscribe/shared";
import { Compaction } from "../document/compaction.ts";
import { Bundle, Frame } from "../connection/frame.ts";
import type { LoadedDocument } from "../document/load-document.ts";
import { LogWriter, type UnsavedBytes, type WriteProblem } from "./log-writer.ts";
import type { Settings } from "../options.ts";
import { Outbox } from "./outbox.ts";
import { Pace } from "./pace.ts";
import { PresenceLane, type PresenceOwner } from "./presence-lane.ts";
import { ResidentDocument } from "../document/resident-document.ts";
import type { DocumentLog } from "../store/document-store.ts";
import { isEmptyChange, type Change, type PlacedChange } from "../update/admit-update.ts";
import { leastSnapshotBytes, Snapshot } from "../document/snapshot.ts";
import { encodeStateVector, type StateVector } from "../update/state-vector.ts";

/** A session as its room sees it. */
export interface Member extends PresenceOwner {
  /** There is something that it has yet to be sent of the document. */
  readonly isBehind: boolean;
  /** Sends messages. `reach` is what of the document a member has that got all so far. */
  deliver(bundle: Bundle, reach: () => StateVector): void;
  /** Edits can no longer be written to disk, or can be again. */
  storageChanged(isFailing: boolean): void;
  /** The document has got its first record on disk, and so its generation. */
  generationKnown(generation: string): void;
  /** The document is gone: ends the session for good. */
  documentDeleted(): void;
}

/** How often a large update is screened again because others brought parts of it meanwhile. */
const mostScreenings = 5;

/** See the head of this file. */
export class Room {
  /** The document's name. */
  readonly name: DocumentName;
  readonly #settings: Settings;
  readonly #document: ResidentDocument;
  readonly #read: (log: DocumentLog) => Promise<LoadedDocument>;
  #isDamaged: boolean;
  readonly #log: DocumentLog;
  readonly #allUnsaved: UnsavedBytes;
  readonly #writer: LogWriter;
  readonly #compaction: Compaction;
  readonly #members = new Set<Member>();
  readonly #outbox = new Outbox<Member>();
  readonly #presence: PresenceLane<Member>;
  readonly #pace: Pace;
  /** Resolved with the next flush. */
  #flushed: (() => void)[] | undefined;
  /** Made when needed, as most in a room: there are many, and few are busy. */
  #screenings: Set<Promise<unknown>> | undefined;
  /** Kept while people join. */
  #snapshot: Snapshot | undefined;
  #isSnapshotUnused = false;
  #isOpen = true;
  #isOnDisk: boolean;
  #usedAt: number;

  /**
   * A room on the document of `log`, as it was loaded; `read` loads it once more. What it has to save
   * counts in `allUnsaved`.
   */
  constructor(
    log: DocumentLog,
    loaded: LoadedDocument,
    read: (log: DocumentLog) => Promise<LoadedDocument>,
    settings: Settings,
    allUnsaved: UnsavedBytes,
  ) {
    const { clock, onEvent } = settings;
    const { name } = log;
    this.name = name;
    this.#settings = settings;
    this.#document = new ResidentDocument(loaded.replica);
    this.#read = read;
    this.#isOnDisk = loaded.through > 0;
    this.#isDamaged = loaded.damage.length > 0;
    this.#log = log;
    this.#allUnsaved = allUnsaved;
    this.#presence = new PresenceLane(settings.maxPresenceBytes);
    this.#pace = new Pace(clock, settings.flushIntervalMs, () => this.#flush());
    this.#usedAt = clock.now();
    this.#compaction = new Compaction(log, loaded, this.#document, settings);
    this.#writer = new LogWriter(log, clock, allUnsaved, {
      appended: (sequence, update) => {
        this.#compaction.appended(sequence, update.length);
        if (!this.#isOnDisk) this.#nowOnDisk();
      },
      failed: (cause, retryInMs, isRepeated) => {
        onEvent({ type: "writeFailed", name, cause, retryInMs, isRepeated });
        if (!isRepeated) this.#storageChanged(true);
      },
      recovered: () => {
        onEvent({ type: "writeRecovered", name });
        this.#storageChanged(false);
      },
    });
  }

  /** Number of members. */
  get memberCount(): number {
    return this.#members.size;
  }

  /**
   * The identity of this history of the document, once it is on disk: a name that nobody has written
   * to may get another one the next time it is opened.
   */
  get generation(): string | undefined {
    return this.#isOnDisk ? this.#log.generation : undefined;
  }

  /** True while updates cannot be written. */
  get isFailing(): boolean {
    return this.#writer.isFailing;
  }

  /** Why updates do not reach the disk, if that is so; also where it is only very slow. */
  get writeProblem(): WriteProblem | undefined {
    return this.#writer.problem;
  }

  /** True when everything is on disk. */
  get isSaved(): boolean {
    return this.#outbox.isEmpty && this.#writer.isDurable;
  }

  /** False once the room is being closed. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /**
   * Adds a member, which is sent everything from now on. Returns false, and adds nobody, once the
   * room is being closed.
   */
  enter(member: Member): boolean {
    if (this.#isOpen) this.#members.add(member);
    return this.#isOpen;
  }

  /** Removes a member and its presence. */
  leave(member: Member): void {
    if (!this.#members.delete(member)) return;
    this.#presence.leave(member);
    if (this.#presence.hasChanges) this.#pace.request();
  }

  /** Bytes of the document in memory. */
  get residentBytes(): number {
    return this.#document.residentBytes;
  }

  /** When the document was last needed, by the clock. */
  get usedAt(): number {
    return this.#usedAt;
  }

  /**
   * Undefined where the document is in memory. Else it is read, and nothing else may be asked for but
   * its vector, generation and presence before the promise has resolved. Rejects with the store's
   * error.
   */
  fetch(): Promise<void> | undefined {
    this.#usedAt = this.#settings.clock.now();
    return this.#document.fetch(async () => {
      const { replica, damage } = await this.#read(this.#log);
      this.#isDamaged ||= damage.length > 0;
      return replica;
    });
  }

  /** Keeps the document on disk only, until it is needed, unless something is being done with it. */
  putAway(): void {
    const isBusy = !this.isSaved || this.#screenings !== undefined || this.#compaction.isAwaited;
    if (isBusy || this.#isDamaged || [...this.#members].some(({ isBehind }) => isBehind)) return;
    this.#snapshot = undefined;
    this.#document.putAway();
  }

  /**
   * Takes in what of `update` is new and complete. Returns false when a part builds on something
   * that is not here: that part was left out, and should be submitted again when more is known.
   * Throws ProtocolError `updateRefused`, `documentTooLarge`, `documentDamaged` or `tryAgainLater`,
   * and then has taken in nothing.
   */
  submit(update: Uint8Array, author: Member): boolean {
    const { change, isComplete } = this.#document.replica.admit(update);
    this.#add(change, author, isComplete);
    return isComplete;
  }

  /** The same for a large update, which is screened beside the main loop. */
  async submitLarge(update: Uint8Array, author: Member): Promise<boolean> {
    for (let attempt = 0; attempt < mostScreenings; attempt++) {
      const screening = this.#settings.background.screen(update, this.#document.replica.known);
      const screenings = (this.#screenings ??= new Set());
      screenings.add(screening);
      try {
        const { change, isComplete } = await screening;
        const admitted = this.#document.replica.admitScreened(change);
        if (admitted === undefined) continue;
        this.#add(admitted, author, isComplete);
        return isComplete;
      } finally {
        screenings.delete(screening);
        if (screenings.size === 0) this.#screenings = undefined;
      }
    }
    throw new ProtocolError("tryAgainLater");
  }

  /**
   * Takes in presence entries. Returns those that their sender should be told at once. Throws
   * ProtocolError `malformedFrame`.
   */
  show(entries: readonly PresenceEntry[], member: Member): readonly PresenceEntry[] {
    const replies = this.#presence.receive(member, entries);
    if (this.#presence.hasChanges) this.#pace.request();
    return replies;
  }

  /** "This is what I have": the room's SyncStep1. */
  vectorFrame(): Frame {
    return new Frame({ type: "syncStep1", stateVector: encodeStateVector(this.#document.vector) });
  }

  /** The SyncStep2 for a peer with this vector. */
  missingFrame(vector: StateVector): Frame {
    return new Frame({ type: "syncStep2", update: this.#document.replica.missingFor(vector) });
  }

  /**
   * What a peer with this vector can be sent instead, shared with all who join: undefined where it
   * has something of this document already, or the document is too small to be shared.
   */
  snapshotFor(vector: StateVector): Snapshot | undefined {
    if (this.#document.replica.byteLength < leastSnapshotBytes) return undefined;
    for (const client of vector.keys()) if (this.#document.vector.has(client)) return undefined;
    if (this.#snapshot === undefined || this.#snapshot.isStale) {
      this.#snapshot = new Snapshot(this.#document.replica.shared());
    }
    this.#isSnapshotUnused = false;
    return this.#snapshot;
  }

  /** Gives the memory of the snapshot back if nobody has joined since the last call. */
  dropUnusedSnapshot(): void {
    if (this.#isSnapshotUnused) this.#snapshot = undefined;
    this.#isSnapshotUnused = true;
  }

  /** What a member misses that has not been sent anything since it had this vector. */
  catchUpFrame(vector: StateVector): Frame {
    return new Frame({ type: "update", update: this.#document.replica.missingFor(vector) });
  }

  /** Everybody's presence; empty when nobody shows any. */
  presenceFrame(): Frame {
    return new Frame(presenceMessage(this.#presence.all()));
  }

  /** Resolves when everything submitted so far is on disk, however long that takes. */
  async whenDurable(): Promise<void> {
    if (!this.#outbox.isEmpty) {
      await new Promise<void>((resolve) => (this.#flushed ??= []).push(resolve));
    }
    return this.#writer.whenDurable();
  }

  /** True when nobody is here and nothing is left to write: the room can close without loss. */
  get isIdle(): boolean {
    return this.#members.size === 0 && this.#screenings === undefined && this.isSaved;
  }

  /** Tells all members that the document is gone. */
  expel(): void {
    for (const member of this.#members) member.documentDeleted();
  }

  /** Brings everything to disk and closes the log. The members have been sent away or have left. */
  async close(): Promise<void> {
    this.#isOpen = false;
    if (this.#screenings !== undefined) await Promise.allSettled(this.#screenings);
    this.#pace.flushNow();
    this.#writer.retryNow();
    await this.#writer.whenDurable();
    await this.#compaction.finish();
    await this.#log.close();
  }

  #add(change: PlacedChange, author: Member, isComplete: boolean): void {
    if (this.#isDamaged && !(isComplete && isEmptyChange(change))) {
      throw new ProtocolError("documentDamaged", closeCodes.documentDamaged.reason);
    }
    if (isEmptyChange(change)) return;
    this.#checkRoomFor(change);
    this.#document.replica.add(change);
    this.#snapshot?.add(change);
    this.#outbox.add(change, author);
    this.#pace.request();
  }

  #checkRoomFor({ runs }: Change): void {
    const { maxDocumentBytes, maxUnsavedBytes, maxUnsavedBytesInAll } = this.#settings;
    const bytes = runs.reduce((size, run) => size + run.bytes.length, 0);
    if (this.#document.replica.byteLength + bytes > maxDocumentBytes) {
      const reason = `the document would exceed ${maxDocumentBytes} bytes`;
      throw new ProtocolError("documentTooLarge", reason);
    }
    checkUnsaved(this.#writer.unsavedBytes, bytes, maxUnsavedBytes);
    checkUnsaved(this.#allUnsaved.count, bytes, maxUnsavedBytesInAll);
  }

  #flush(): void {
    const { clock, meter } = this.#settings;
    const startedAt = clock.now();
    const news: News[] = [];
    const changes = this.#outbox.take();
    if (changes !== undefined) {
      const { update, onlyAuthor } = changes;
      meter.mergeMs.add(clock.now() - startedAt);
      meter.flushBytes.add(update.length);
      this.#writer.write(update);
      if (this.#hasOthersThan(onlyAuthor))
        news.push(newsOf({ type: "update", update }, onlyAuthor));
    }
    if (this.#presence.hasChanges) {
      const { entries, onlyAuthor } = this.#presence.takeChanges();
      if (this.#hasOthersThan(onlyAuthor)) news.push(newsOf(presenceMessage(entries), onlyAuthor));
    }
    this.#send(news);
    const flushed = this.#flushed ?? [];
    this.#flushed = undefined;
    for (const resolve of flushed) resolve();
    meter.flushMs.add(clock.now() - startedAt);
  }

  #nowOnDisk(): void {
    this.#isOnDisk = true;
    for (const member of this.#members) member.generationKnown(this.#log.generation);
  }

  #storageChanged(isFailing: boolean): void {
    for (const member of this.#members) member.storageChanged(isFailing);
  }

  /** For somebody who is alone in a document no frame is made. */
  #hasOthersThan(author: Member | undefined): boolean {
    const hasAuthor = author !== undefined && this.#members.has(author);
    return this.#members.size > (hasAuthor ? 1 : 0);
  }

  /** A member's system call costs more than all else that is done for it: it gets one for both. */
  #send(news: readonly News[]): void {
    if (news.length === 0) return;
    const reach = (): StateVector => new Map(this.#document.vector);
    const forMost = new Bundle(news.map(({ frame }) => frame));
    const authors = news.map(({ except }) => except);
    for (const member of this.#members) {
      const bundle = authors.includes(member) ? newsFor(member, news) : forMost;
      if (bundle !== undefined) member.deliver(bundle, reach);
    }
  }
}

/** Something that everybody is sent but its only author. */
interface News {
  readonly frame: Frame;
  readonly except: Member | undefined;
}

function newsOf(message: OutgoingMessage, except: Member | undefined): News {
  return { frame: new Frame(message), except };
}

/** What of `news` is news for `member`, who made some of it. */
function newsFor(member: Member, news: readonly News[]): Bundle | undefined {
  const others = news.filter(({ except }) => except !== member);
  return others.length === 0 ? undefined : new Bundle(others.map(({ frame }) => frame));
}

/** One update has room however large it is, if nothing else waits. */
function checkUnsaved(waiting: number, added: number, limit: number): void {
  if (waiting === 0 || waiting + added <= limit) return;
  const reason = `the disk fails or is slow, and ${limit} bytes wait for it; keep your edits`;
  throw new ProtocolError("tryAgainLater", reason);
}

function presenceMessage(entries: readonly PresenceEntry[]): OutgoingMessage {
  return { type: "presence", update: encodePresence(entries) };
}
