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
 * is on disk. 4. A damaged document is served as far as it is known, and takes no change. 5. While
 * the whole document is only on disk, nothing waits to be saved or sent. 6. A room in which something of ours
 * went wrong acknowledges nothing any more and is closed; what was not written is with its authors,
 * and comes back with them. 7. Nothing of a member is taken in that it may not bring at that moment, however
 * long ago it has sent it. Knows neither sockets nor LevelDB.
 */

import {
  closeCodes,
  ProtocolError,
  type AccessUser,
  type CloseCodeName,
  type DocumentName,
  type PresenceEntry,
} from "@coscribe/shared";
import { allows, type Grant } from "../access/grant.ts";
import { nextTurn } from "../clock.ts";
import type { Frame } from "../connection/frame.ts";
import { Compaction } from "../document/compaction.ts";
import type { LoadedDocument } from "../document/load-document.ts";
import type { GrowingDocument, Replica } from "../document/replica.ts";
import { ResidentDocument } from "../document/resident-document.ts";
import { versionOf } from "../document/version.ts";
import type { Settings } from "../options.ts";
import type { DocumentLog, LogDamage, Sequence } from "../store/document-store.ts";
import { isEmptyChange, partsOf, sizeOf, type PlacedChange } from "../update/admit-update.ts";

import { emptyUpdate } from "../update/encode-update.ts";
import { updateRefused } from "../update/skip-content.ts";
import { reaches, type StateVector } from "../update/state-vector.ts";
import type { ScreenedChange } from "../worker/background.ts";
import { JobLimitError } from "../worker/job-thread.ts";
import type { ClientOwners } from "./client-owners.ts";
import { FanOut } from "./fan-out.ts";
import { Joining } from "./joining.ts";
import { LogWriter, type UnsavedBytes, type WriteProblem } from "./log-writer.ts";
import type { Member } from "./member.ts";
import type { RoomWatcher, SavedChanges, ShownState } from "./room-watcher.ts";

/** What a room has from `rooms.ts`. */
export interface RoomSurroundings {
  readonly settings: Settings;
  /** What all rooms have to save. */
  readonly allUnsaved: UnsavedBytes;
  /** Whose client IDs are whose; undefined where nobody has to say who they are. */
  readonly owners: ClientOwners | undefined;
  /** Loads the document of a log once more. */
  readonly read: (log: DocumentLog) => Promise<LoadedDocument>;
  /** Told what is damaged that was not when the document was loaded. */
  readonly onDamaged: (name: DocumentName, damage: readonly LogDamage[]) => void;
  /** Told that something of ours went wrong in a room, which must be closed. */
  readonly onFailed: (room: Room, cause: unknown) => void;
}

/** What a document is at a moment. */
export interface Moment {
  /** How often it had changed since it was opened. */
  readonly changeCount: number;
  /** See `versionOf`. */
  readonly version: string;
}

/** Who has changed a document since it was opened, see {@link Room.authorship}. */
export interface Authorship {
  /** Nobody had written to it before. */
  readonly wasNew: boolean;
  readonly first: AccessUser | undefined;
  readonly last: AccessUser | undefined;
}

/** What {@link Room.missingFor} gives. */
export interface MissingPart {
  readonly update: Uint8Array;
  readonly changeCount: number;
}

/** How much of a document is in memory, see `ResidentDocument`. */
export type Residence = Pick<
  ResidentDocument,
  "patience" | "residentBytes" | "structBytes" | "usedAt" | "wholeUsedAt"
>;

/** Beyond its limit a document takes deletions for so large a share of it. */
const reserveForDeletes = 1 / 8;

/** So many runs take some milliseconds to be added. */
const manyRuns = 1_000;

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
  /** How many large updates are being screened or taken in. */
  #takingIn = 0;
  /**
   * Those who have changed something since everything was last on disk. Made when needed: there are
   * many rooms, and few are busy.
   */
  #unsavedAuthors: Set<Member> | undefined;
  /** Made when needed, like the authors of what waits for the next flush, which only they ask for. */
  #watchers: Set<RoomWatcher> | undefined;
  #authors: Set<Member> | undefined;
  #flushCount = 0;
  #phase: "open" | "closing" | "failed" = "open";
  #isDamaged: boolean;
  #isOnDisk: boolean;
  #changeCount = 0;
  /** Nobody had written to it when it was opened. */
  readonly #wasNew: boolean;
  #firstAuthor: AccessUser | undefined;
  #lastAuthor: AccessUser | undefined;

  /** A room on the document of `log`, as it was loaded. */
  constructor(log: DocumentLog, loaded: LoadedDocument, surroundings: RoomSurroundings) {
    const { settings, allUnsaved, read } = surroundings;
    const { clock, meter, onEvent } = settings;
    const { name } = log;
    this.name = name;
    this.#surroundings = surroundings;
    this.#log = log;
    this.#isOnDisk = loaded.through > 0;
    this.#wasNew = !this.#isOnDisk;
    this.#isDamaged = loaded.damage.length > 0;
    this.#document = new ResidentDocument(loaded.replica, clock, async (least) => {
      const { replica, damage } = await read(log);
      if (damage.length > 0) this.#takeNoMore();
      else if (!reaches(replica.vector, least)) throw this.#lost();
      return replica;
    });
    this.joining = new Joining(this.#document, settings);
    this.#fanOut = new FanOut({
      members: this.#members,
      settings,
      vector: () => this.#document.vector,
      write: (update) => this.#write(update),
      cut: (update, document) => this.joining.cut(update, document),
      presenceSent: () => this.#presenceSent(),
      failed: (cause) => this.#failed(cause),
    });
    this.#compaction = new Compaction(log, loaded, this.#document, settings);
    this.#writer = new LogWriter(log, clock, allUnsaved, {
      appended: (sequence, update, waitedMs, through) => {
        meter.saveMs.add(waitedMs);
        this.#compaction.appended(sequence, update.length);
        if (!this.#isOnDisk) this.#nowOnDisk();
        if (this.isSaved) this.#unsavedAuthors = undefined;
        if (this.#watchers !== undefined) this.#tellSaved(sequence, through);
      },
      failed: (cause, retryInMs, isRepeated) => {
        onEvent({ type: "writeFailed", name, cause, retryInMs, isRepeated });
        if (!isRepeated) this.#storageChanged(true);
      },
      recovered: () => {
        onEvent({ type: "writeRecovered", name });
        this.#storageChanged(false);
      },
      damaged: (damage) => this.damaged(damage),
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
    return this.#fanOut.isEmpty && this.#writer.isDurable && this.#areOwnersSaved;
  }

  /** False once the room is being closed. */
  get isOpen(): boolean {
    return this.#phase === "open";
  }

  /** How much of the document is in memory, and when it was last needed. */
  get residence(): Residence {
    return this.#document;
  }

  /** Whether what is deleted from the document is kept. */
  get keepsDeleted(): boolean {
    return this.#log.keepsDeleted;
  }

  /** How far the structs of a client reach in the document. */
  clockOf(client: number): number {
    return this.#document.vector.get(client) ?? 0;
  }

  /** How many clocks of each client are in the document. */
  get vector(): StateVector {
    return this.#document.vector;
  }

  /** False where nobody has ever written to a document by this name. */
  get isWritten(): boolean {
    return this.#isOnDisk || this.vector.size > 0;
  }

  /** How often the document has changed since it was opened. */
  get changeCount(): number {
    return this.#changeCount;
  }

  /** Who has changed it since it was opened, as far as they have said who they are. */
  get authorship(): Authorship {
    return { wasNew: this.#wasNew, first: this.#firstAuthor, last: this.#lastAuthor };
  }

  /** True when nobody is here and nothing is left to write: the room can close without loss. */
  get isIdle(): boolean {
    return this.#members.size === 0 && this.#takingIn === 0 && this.isSaved;
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
    this.#unsavedAuthors?.delete(member);
    if (this.#members.delete(member)) this.#fanOut.leave(member);
  }

  /** Tells `watcher` what happens from now on. */
  watch(watcher: RoomWatcher): void {
    (this.#watchers ??= new Set()).add(watcher);
  }

  /** Tells `watcher` nothing any more. */
  unwatch(watcher: RoomWatcher): void {
    this.#watchers?.delete(watcher);
    if (this.#watchers?.size === 0) this.#watchers = undefined;
  }

  /** What is shown of everybody who is here. */
  get present(): readonly ShownState[] {
    return this.#fanOut.present;
  }

  /**
   * What of the document a reader with this vector lacks, as one update of bytes that are others', too; at once
   * where it is in memory. Undefined where the document takes more than `mostBytes` in memory. Rejects where
   * it cannot be read.
   */
  missingFor(
    vector: StateVector,
    mostBytes: number,
  ): MissingPart | undefined | Promise<MissingPart | undefined> {
    return this.#document.use((replica) => {
      if (replica.byteLength > mostBytes) return undefined;
      return { update: replica.missingFor(vector), changeCount: this.#changeCount };
    });
  }

  /**
   * Whether there is anything in `update` that {@link submit} would take in or hold against it, at once
   * where that can be told. Throws or rejects with ProtocolError `updateRefused`.
   */
  isNews(update: Uint8Array): boolean | Promise<boolean> {
    return this.#document.grow((document) => {
      const { change, isComplete } = document.admit(update);
      return !(isComplete && isEmptyChange(change));
    });
  }

  /**
   * Does something at whose end something may be submitted: until then the room stays open, and the document
   * in memory. Rejects with ProtocolError `tryAgainLater` where the room is being closed nevertheless.
   */
  async keepOpenFor<T>(work: Promise<T>): Promise<T> {
    return this.#whileTakingIn(async () => {
      const outcome = await work;
      if (!this.isOpen) throw new ProtocolError("tryAgainLater");
      return outcome;
    });
  }

  /**
   * Takes in what of `update` is new and complete, at once or, where the document has to be read
   * first, later. Gives false when a part builds on something that is not here: that part was left out,
   * and should be submitted again when more is known. Throws or rejects with ProtocolError
   * `updateRefused`, `documentTooLarge`, `documentDamaged` or `tryAgainLater`, and then has taken in
   * nothing.
   */
  submit(update: Uint8Array, author: Member): boolean | Promise<boolean> {
    return this.#document.grow((document) => {
      const { change, isComplete } = document.admit(update);
      const isNews = this.#mayTake(document, change, isComplete, author);
      if (isNews) this.#take(document, change, author);
      return isComplete;
    });
  }

  /**
   * Takes in `update` as the first content of the document, if nobody has written to it yet: of all who try,
   * one's. Its author is sent it like everybody else, at the next flush. Gives false where there is something
   * already, and throws or rejects as {@link submit} does.
   */
  submitFirst(update: Uint8Array, author: Member): boolean | Promise<boolean> {
    return this.#document.grow((document) => {
      if (document.known.vector.size > 0) return false;
      const { change, isComplete } = document.admit(update);
      if (!isComplete) throw updateRefused("a first content builds on nothing");
      const isNews = this.#mayTake(document, change, true, author);
      if (isNews) this.#take(document, change, author, true);
      return isNews;
    });
  }

  /**
   * Screens a large update beside the main loop, for {@link submitScreened}. Rejects with ProtocolError
   * `updateRefused`, also for one that is too much work to screen, and with `tryAgainLater` once the
   * room is being closed.
   */
  async screen(update: Uint8Array, author: Member): Promise<ScreenedChange> {
    return this.#whileTakingIn(async () => {
      const screened = await this.#screened(update, author);
      // To bring so many over took its time already.
      if (screened.change.runs.length > manyRuns) await nextTurn();
      if (!this.isOpen) throw new ProtocolError("tryAgainLater");
      return screened;
    });
  }

  /**
   * Goes on as {@link submit} with what {@link screen} gave; very many runs and deletions are taken in in
   * parts, between which others have their turn. Gives undefined where others brought a part of the same
   * meanwhile: then it has to be screened again, and what was taken in is known.
   */
  submitScreened(
    { change, isComplete }: ScreenedChange,
    author: Member,
  ): boolean | undefined | Promise<boolean | undefined> {
    return this.#document.grow((document) => {
      const admitted = document.admitScreened(change);
      if (admitted === undefined) return undefined;
      if (!this.#mayTake(document, admitted, isComplete, author)) return isComplete;
      const parts = partsIn(admitted, document);
      this.#take(document, parts.next().value ?? admitted, author);
      const second = parts.next();
      if (second.done === true) return isComplete;
      return this.#takeLater(document, second.value, parts, author).then((areAll) => {
        return areAll ? isComplete : undefined;
      });
    });
  }

  /**
   * Gives `work` the whole document as it is now, to be read beside the main loop, and tells what moment that
   * is. Resolves and rejects as it does.
   */
  async examine<T>(work: (replica: Replica, moment: Moment) => Promise<T>): Promise<T> {
    return this.#document.use((replica) => work(replica, this.#momentOf(replica)));
  }

  /** What {@link examine} would tell of this moment; at once where the document is here. */
  moment(): Moment | Promise<Moment> {
    return this.#document.grow((document) => this.#momentOf(document));
  }

  /** Calls `work` when {@link submit} answers at once. */
  whenHere(work: () => void): Promise<void> | undefined {
    return this.#document.grow(() => {
      work();
      return undefined;
    });
  }

  /**
   * Takes in presence entries, but for those of client IDs that are somebody else's. Returns those that their
   * sender should be told at once. Throws ProtocolError `malformedFrame`.
   */
  show(entries: readonly PresenceEntry[], member: Member): readonly PresenceEntry[] {
    const { owners } = this.#surroundings;
    if (owners === undefined) return this.#fanOut.show(entries, member);
    const user = member.grant.user?.id;
    const theirs = entries.filter(({ clientId }) => !owners.isOthers(clientId, user));
    return this.#fanOut.show(theirs, member);
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
    await this.#surroundings.owners?.whenDurable();
    if (this.#phase === "failed") await never();
  }

  /** Keeps the document on disk only, until it is needed, unless something is being done with it. */
  putAway(): void {
    if (!this.#mayPutAway || this.#takingIn > 0) return;
    this.joining.dropSnapshot();
    this.#document.putAway();
  }

  /** The same with its structs only, without which everybody can go on writing. */
  putStructsAway(): void {
    if (!this.#mayPutAway) return;
    this.joining.dropSnapshot();
    this.#document.putStructsAway();
  }

  /** Sets whether the document keeps what is deleted; on disk when it resolves. */
  async keepDeleted(keeps: boolean): Promise<void> {
    await this.#log.keepDeleted(keeps);
    // The mark needs a record to stand with, of a document that nobody has written to.
    if (keeps && !this.#isOnDisk) await this.#log.compact(emptyUpdate, 0);
  }

  /** Ends the sessions of all members, because the document is gone or is about to be closed. */
  sendAway(why: CloseCodeName): void {
    for (const member of this.#members) member.end(why);
  }

  /**
   * Damage has shown on the disk after the document was loaded: acknowledged updates are not there. The
   * document takes no change from now on. All of it that is in memory, saved or not, is kept beside the
   * log. Whoever has changed something that was not acknowledged is sent away and keeps it.
   */
  damaged(damage: LogDamage): void {
    if (this.#isDamaged) return;
    this.#fanOut.flushNow();
    this.#takeNoMore();
    this.#surroundings.onDamaged(this.name, [damage]);
    for (const author of this.#unsavedAuthors ?? []) author.end("documentDamaged");
    // Where it is only on disk, there is no more of it than what can be read there.
    if (!this.#document.isHere) return;
    void this.#document.grow((document) => this.#writer.rescue(() => document.encode()));
  }

  /**
   * Brings everything to disk and closes the log. The members have been sent away or have left. What
   * was not taken in by now is not acknowledged, so nobody waits for it, nor for a compaction.
   */
  async close(): Promise<void> {
    if (this.#phase === "open") this.#phase = "closing";
    this.#compaction.end();
    this.#fanOut.flushNow();
    this.#writer.retryNow();
    await this.#writer.whenDurable();
    await this.#surroundings.owners?.whenDurable();
    try {
      await this.#log.close();
    } finally {
      for (const watcher of this.#watchers ?? []) watcher.closed();
    }
  }

  async #screened(update: Uint8Array, author: Member): Promise<ScreenedChange> {
    const { background } = this.#surroundings.settings;
    try {
      return await this.#document.grow(({ known }) => background.screen(update, known, author));
    } catch (error) {
      if (!(error instanceof JobLimitError)) throw error;
      // It would again, so there is no use in trying.
      throw updateRefused(`to screen it is too much work: ${error.message}`, { cause: error });
    }
  }

  #momentOf({ known: { vector, deleted } }: GrowingDocument): Moment {
    const version = versionOf(this.#log.generation, vector, deleted);
    return { changeCount: this.#changeCount, version };
  }

  get #areOwnersSaved(): boolean {
    return this.#surroundings.owners?.isSaved !== false;
  }

  get #mayPutAway(): boolean {
    const isBusy = !this.isSaved || this.#compaction.isAwaited;
    return !isBusy && !this.#isDamaged && ![...this.#members].some(({ isBehind }) => isBehind);
  }

  /** It is damaged: what is on disk stays as it is. */
  #takeNoMore(): void {
    this.#isDamaged = true;
    this.#compaction.end();
  }

  /** False where there is nothing to take. Throws ProtocolError where it may not be. */
  #mayTake(
    document: GrowingDocument,
    change: PlacedChange,
    isComplete: boolean,
    { grant }: Member,
  ): boolean {
    const isEmpty = isEmptyChange(change);
    const isEdit = !(isComplete && isEmpty);
    if (isEdit && !allows(grant, "write")) throw notToBeChangedBy(grant);
    if (this.#isDamaged && isEdit) {
      throw new ProtocolError("documentDamaged", closeCodes.documentDamaged.reason);
    }
    this.#surroundings.owners?.check(change.runs, grant.user?.id, this.#shownBy);
    if (!isEmpty) this.#checkRoomFor(document, change);
    return !isEmpty;
  }

  #take(
    document: GrowingDocument,
    change: PlacedChange,
    author: Member,
    isNewToAuthor = false,
  ): void {
    document.add(change);
    const { user } = author.grant;
    if (user !== undefined) this.#surroundings.owners?.bind(change.runs, user.id);
    if (this.#changeCount === 0) this.#firstAuthor = user;
    this.#lastAuthor = user;
    this.#changeCount++;
    this.#surroundings.settings.meter.changes++;
    this.joining.changed(change);
    this.#fanOut.add(change, isNewToAuthor ? undefined : author, document);
    (this.#unsavedAuthors ??= new Set()).add(author);
    if (this.#watchers !== undefined) (this.#authors ??= new Set()).add(author);
  }

  readonly #shownBy = (client: number): string | undefined => {
    return this.#fanOut.shownBy(client)?.grant.user?.id;
  };

  #write(update: Uint8Array): void {
    this.#writer.write(update);
    const count = ++this.#flushCount;
    if (this.#watchers === undefined) return;
    const authors = this.#authors ?? new Set();
    this.#authors = undefined;
    for (const watcher of this.#watchers) watcher.changed({ update, authors, count });
  }

  #presenceSent(): void {
    for (const watcher of this.#watchers ?? []) watcher.presenceChanged();
  }

  #tellSaved(sequence: Sequence, through: number): void {
    const { generation } = this.#log;
    const saved: SavedChanges = { sequence, generation, through, isAll: this.isSaved };
    for (const watcher of this.#watchers ?? []) watcher.saved(saved);
  }

  /**
   * Takes `first`, then one of `parts` in each turn of the event loop; false where others brought
   * something of them meanwhile.
   */
  async #takeLater(
    document: GrowingDocument,
    first: PlacedChange,
    parts: Parts,
    author: Member,
  ): Promise<boolean> {
    return this.#whileTakingIn(async () => {
      for (let part: PlacedChange | undefined = first; part !== undefined;) {
        // oxlint-disable-next-line no-await-in-loop -- so that others have their turn
        await nextTurn();
        if (!this.isOpen) throw new ProtocolError("tryAgainLater");
        if (document.admitScreened(part) === undefined) return false;
        if (this.#mayTake(document, part, true, author)) this.#take(document, part, author);
        part = parts.next().value;
      }
      return true;
    });
  }

  /** While `work` is under way, the document stays in memory and the room open. */
  async #whileTakingIn<T>(work: () => Promise<T>): Promise<T> {
    this.#takingIn++;
    try {
      return await work();
    } finally {
      this.#takingIn--;
    }
  }

  #checkRoomFor({ byteLength }: GrowingDocument, change: PlacedChange): void {
    const { settings, allUnsaved } = this.#surroundings;
    const { maxDocumentBytes, maxUnsavedBytes, maxUnsavedBytesInAll } = settings;
    const bytes = sizeOf(change);
    // A full document can still be made smaller.
    const reserve = change.runs.length === 0 ? maxDocumentBytes * reserveForDeletes : 0;
    if (byteLength + bytes > maxDocumentBytes + reserve) {
      const reason = `the document would exceed ${maxDocumentBytes} bytes`;
      throw new ProtocolError("documentTooLarge", reason);
    }
    checkUnsaved(this.#writer.unsavedBytes, bytes, maxUnsavedBytes);
    checkUnsaved(allUnsaved.count, bytes, maxUnsavedBytesInAll);
  }

  /** The disk has less than it had, and does not say so. Those who have it bring it back. */
  #lost(): Error {
    const cause = new Error("updates that were on disk cannot be found there any more");
    this.#failed(cause);
    return new ProtocolError("tryAgainLater", cause.message, { cause });
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
    for (const member of this.#members) member.end("internalError");
    this.#surroundings.onFailed(this, cause);
  }
}

type Parts = Iterator<PlacedChange, undefined, undefined>;

/** What may be taken in part by part: others see the document in between. */
function* partsIn(
  change: PlacedChange,
  document: GrowingDocument,
): Generator<PlacedChange, undefined, undefined> {
  const { types } = document.known.places;
  if (change.isIndependent === true) {
    yield* partsOf(change, types);
    return undefined;
  }
  const [first, ...rest] = partsOf({ ...change, runs: [] }, types);
  yield { ...change, deletes: first?.deletes ?? change.deletes };
  yield* rest;
  return undefined;
}

/** Comments stand beside the text, and nothing in this version is one. */
function notToBeChangedBy({ access }: Grant): ProtocolError {
  const reason = access === "comment" ? "you may read and comment" : "you may only read";
  return new ProtocolError("forbidden", `${reason} this document; your edit was not taken`);
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
