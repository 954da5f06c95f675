/**
 * One open document: takes updates in, keeps them, brings them to disk, and passes them on.
 *
 * The life of an edit here: `submit` admits what is new into the replica and hands it to the fan-out
 * (`fan-out.ts`); at the next flush it is part of one update, which is appended to the log
 * (`log-writer.ts`) and sent to every member but its only author. Others see an edit without waiting for
 * the disk. Those who join are served by `joining.ts`.
 *
 * Invariants: 1. everything sent to a member is in the replica. 2. Everything in the replica is on
 * disk, being written, or in the fan-out. 3. A room closes only when it has no member and everything
 * is on disk. 4. A damaged document is served as far as it can be read, and takes no change. 5. While
 * the document is only on disk, nothing waits to be saved or sent. 6. A room in which something of ours
 * went wrong acknowledges nothing any more and is closed; what was not written is with its authors,
 * and comes back with them. Knows neither sockets nor LevelDB.
 */

import { closeCodes, ProtocolError, type DocumentName, type PresenceEntry } from "@coscribe/shared";
import type { Frame } from "../connection/frame.ts";
import { Compaction } from "../document/compaction.ts";
import type { LoadedDocument } from "../document/load-document.ts";
import type { Replica } from "../document/replica.ts";
import { ResidentDocument } from "../document/resident-document.ts";
import type { Settings } from "../options.ts";
import type { DocumentLog } from "../store/document-store.ts";
import { isEmptyChange, type Change, type PlacedChange } from "../update/admit-update.ts";
import type { ScreenedChange } from "../worker/background.ts";
import { FanOut } from "./fan-out.ts";
import { Joining } from "./joining.ts";
import { LogWriter, type UnsavedBytes, type WriteProblem } from "./log-writer.ts";
import type { Member } from "./member.ts";

/** What a room has from `rooms.ts`. */
export interface RoomSurroundings {
  readonly settings: Settings;
  /** What all rooms have to save. */
  readonly allUnsaved: UnsavedBytes;
  /** Loads the document of a log once more. */
  readonly read: (log: DocumentLog) => Promise<LoadedDocument>;
  /** Told that something of ours went wrong in a room, which must be closed. */
  readonly onFailed: (room: Room, cause: unknown) => void;
}

/** See the head of this file. */
export class Room {
  /** The document's name. */
  readonly name: DocumentName;
  /** What those who join are sent. */
  readonly joining: Joining;
  readonly #surroundings: RoomSurroundings;
  readonly #document: ResidentDocument;
  readonly #log: DocumentLog;
  readonly #writer: LogWriter;
  readonly #compaction: Compaction;
  readonly #members = new Set<Member>();
  readonly #fanOut: FanOut;
  /** Made when needed: there are many rooms, and few are busy. */
  #screenings: Set<Promise<unknown>> | undefined;
  #phase: "open" | "closing" | "failed" = "open";
  #isDamaged: boolean;
  #isOnDisk: boolean;
  #changeCount = 0;
  #usedAt: number;

  /** A room on the document of `log`, as it was loaded. */
  constructor(log: DocumentLog, loaded: LoadedDocument, surroundings: RoomSurroundings) {
    const { settings, allUnsaved, read } = surroundings;
    const { clock, onEvent } = settings;
    const { name } = log;
    this.name = name;
    this.#surroundings = surroundings;
    this.#log = log;
    this.#isOnDisk = loaded.through > 0;
    this.#isDamaged = loaded.damage.length > 0;
    this.#usedAt = clock.now();
    this.#document = new ResidentDocument(loaded.replica, async () => {
      const { replica, damage } = await read(log);
      this.#isDamaged ||= damage.length > 0;
      return replica;
    });
    this.joining = new Joining(this.#document, settings);
    this.#fanOut = new FanOut({
      members: this.#members,
      settings,
      vector: () => this.#document.vector,
      write: (update) => this.#writer.write(update),
      failed: (cause) => this.#failed(cause),
    });
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
    return this.#fanOut.isEmpty && this.#writer.isDurable;
  }

  /** False once the room is being closed. */
  get isOpen(): boolean {
    return this.#phase === "open";
  }

  /** Bytes of the document in memory. */
  get residentBytes(): number {
    return this.#document.residentBytes;
  }

  /** When the document was last needed, by the clock. */
  get usedAt(): number {
    return this.#usedAt;
  }

  /** How often the document has changed since it was opened. */
  get changeCount(): number {
    return this.#changeCount;
  }

  /** True when nobody is here and nothing is left to write: the room can close without loss. */
  get isIdle(): boolean {
    return this.#members.size === 0 && this.#screenings === undefined && this.isSaved;
  }

  /**
   * Adds a member, which is sent everything from now on. Returns false, and adds nobody, once the
   * room is being closed.
   */
  enter(member: Member): boolean {
    if (this.isOpen) this.#members.add(member);
    return this.isOpen;
  }

  /** Removes a member and its presence. */
  leave(member: Member): void {
    if (this.#members.delete(member)) this.#fanOut.leave(member);
  }

  /**
   * Takes in what of `update` is new and complete, at once or, where the document has to be read
   * first, later. Gives false when a part builds on something that is not here: that part was left out,
   * and should be submitted again when more is known. Throws or rejects with ProtocolError
   * `updateRefused`, `documentTooLarge`, `documentDamaged` or `tryAgainLater`, and then has taken in
   * nothing.
   */
  submit(update: Uint8Array, author: Member): boolean | Promise<boolean> {
    return this.#use((replica) => {
      const { change, isComplete } = replica.admit(update);
      this.#add(replica, change, author, isComplete);
      return isComplete;
    });
  }

  /** Screens a large update beside the main loop, for {@link submitScreened}. */
  async screen(update: Uint8Array): Promise<ScreenedChange> {
    const screening = this.#use(async ({ known }) => {
      return this.#surroundings.settings.background.screen(update, known);
    });
    const screenings = (this.#screenings ??= new Set());
    screenings.add(screening);
    try {
      return await screening;
    } finally {
      screenings.delete(screening);
      if (screenings.size === 0) this.#screenings = undefined;
    }
  }

  /**
   * Goes on as {@link submit} with what {@link screen} gave. Gives undefined, and has taken in nothing,
   * where others brought a part of the same meanwhile: then it has to be screened again.
   */
  submitScreened(
    { change, isComplete }: ScreenedChange,
    author: Member,
  ): boolean | undefined | Promise<boolean | undefined> {
    return this.#use((replica) => {
      const admitted = replica.admitScreened(change);
      if (admitted === undefined) return undefined;
      this.#add(replica, admitted, author, isComplete);
      return isComplete;
    });
  }

  /** Calls `work` when the document is in memory; {@link submit} then answers at once. */
  whenHere(work: () => void): Promise<void> | undefined {
    return this.#use(() => {
      work();
      return undefined;
    });
  }

  /**
   * Takes in presence entries. Returns those that their sender should be told at once. Throws
   * ProtocolError `malformedFrame`.
   */
  show(entries: readonly PresenceEntry[], member: Member): readonly PresenceEntry[] {
    return this.#fanOut.show(entries, member);
  }

  /** What everybody but `member` shows; empty where that is nothing. */
  presenceFrame(member: Member): Frame {
    return this.#fanOut.presenceFrame(member);
  }

  /** The same, with those that were removed of late, for a member who has not heard of that. */
  wholePresenceFrame(member: Member): Frame {
    return this.#fanOut.wholePresenceFrame(member);
  }

  /** Renews what members show who are there and say nothing. Called every few seconds. */
  renewPresence(): void {
    this.#fanOut.renewPresence();
  }

  /** Resolves when everything submitted so far is on disk, however long that takes. */
  async whenDurable(): Promise<void> {
    await this.#fanOut.whenFlushed();
    await this.#writer.whenDurable();
    if (this.#phase === "failed") await never();
  }

  /** Keeps the document on disk only, until it is needed, unless something is being done with it. */
  putAway(): void {
    const isBusy = !this.isSaved || this.#screenings !== undefined || this.#compaction.isAwaited;
    if (isBusy || this.#isDamaged || [...this.#members].some(({ isBehind }) => isBehind)) return;
    this.joining.dropSnapshot();
    this.#document.putAway();
  }

  /** Tells all members that the document is gone. */
  expel(): void {
    for (const member of this.#members) member.documentDeleted();
  }

  /** Brings everything to disk and closes the log. The members have been sent away or have left. */
  async close(): Promise<void> {
    if (this.#phase === "open") this.#phase = "closing";
    if (this.#screenings !== undefined) await Promise.allSettled(this.#screenings);
    this.#fanOut.flushNow();
    this.#writer.retryNow();
    await this.#writer.whenDurable();
    await this.#compaction.finish();
    await this.#log.close();
  }

  #use<T>(work: (replica: Replica) => T): T | Promise<Awaited<T>> {
    this.#usedAt = this.#surroundings.settings.clock.now();
    return this.#document.use(work);
  }

  #add(replica: Replica, change: PlacedChange, author: Member, isComplete: boolean): void {
    if (this.#isDamaged && !(isComplete && isEmptyChange(change))) {
      throw new ProtocolError("documentDamaged", closeCodes.documentDamaged.reason);
    }
    if (isEmptyChange(change)) return;
    this.#checkRoomFor(replica, change);
    replica.add(change);
    this.#changeCount++;
    this.joining.changed(change);
    this.#fanOut.add(change, author);
  }

  #checkRoomFor({ byteLength }: Replica, { runs }: Change): void {
    const { settings, allUnsaved } = this.#surroundings;
    const { maxDocumentBytes, maxUnsavedBytes, maxUnsavedBytesInAll } = settings;
    const bytes = runs.reduce((size, run) => size + run.bytes.length, 0);
    if (byteLength + bytes > maxDocumentBytes) {
      const reason = `the document would exceed ${maxDocumentBytes} bytes`;
      throw new ProtocolError("documentTooLarge", reason);
    }
    checkUnsaved(this.#writer.unsavedBytes, bytes, maxUnsavedBytes);
    checkUnsaved(allUnsaved.count, bytes, maxUnsavedBytesInAll);
  }

  #nowOnDisk(): void {
    this.#isOnDisk = true;
    for (const member of this.#members) member.generationKnown(this.#log.generation);
  }

  #storageChanged(isFailing: boolean): void {
    for (const member of this.#members) member.storageChanged(isFailing);
  }

  #failed(cause: unknown): void {
    if (this.#phase === "failed") return;
    this.#phase = "failed";
    for (const member of this.#members) member.roomFailed();
    this.#surroundings.onFailed(this, cause);
  }
}

/** One update has room however large it is, if nothing else waits. */
function checkUnsaved(waiting: number, added: number, limit: number): void {
  if (waiting === 0 || waiting + added <= limit) return;
  const reason = `the disk fails or is slow, and ${limit} bytes wait for it; keep your edits`;
  throw new ProtocolError("tryAgainLater", reason);
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
