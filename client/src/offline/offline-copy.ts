/**
 * The copy of one document on this device, for as long as a connection to it is open: loads it,
 * writes every update as it is made, and brings in what other tabs write.
 *
 * The life of an update here: `write` puts it into the backlog, which is handed to the database at
 * the end of the task. Where the database has several writes to do already, it waits for one of them,
 * or until the page goes away; a browser in a hurry does not always let a page do something then.
 *
 * It never throws and never rejects: a browser that keeps nothing makes `isComplete` false, and is
 * tried again after a while. Where a record cannot be read, the copy is set aside, and what could be
 * read is the beginning of another one.
 *
 * Invariants: 1. `isComplete` is true only when the database has said that everything in the document
 * is kept. 2. A record is removed only together with writing a document that contains it. 3. After
 * `close` the document is not changed and nobody is told anything.
 */

import * as Y from "yjs";
import type { Clock, Timer } from "../clock.ts";
import { CopyBacklog } from "./copy-backlog.ts";
import { CopyChannel, type CopyNews } from "./copy-channel.ts";
import { CopyDatabase, type StoredCopy } from "./copy-database.ts";
import { isBytes, type UnsavedEdits } from "./copy-rows.ts";
import { openInTime } from "./open-in-time.ts";

/** Which document to keep where. */
export interface OfflineCopyOptions {
  readonly doc: Y.Doc;
  /** See `copyDatabaseName`. */
  readonly databaseName: string;
  readonly documentName: string;
  readonly clock: Clock;
}

/** What a copy asks and tells its owner. */
export interface OfflineCopyEvents {
  /** {@link OfflineCopy.isComplete} is another one. */
  readonly completeChanged: (isComplete: boolean) => void;
  /** A part of the copy could not be read; it was set aside. */
  readonly unreadable: () => void;
  /** How many edits there have been, as in `SaveTracker.edits`. */
  readonly edits: () => number;
}

/** What was on the device. */
export interface LoadedCopy {
  /** The document has been on this device before; its content is in the Y.Doc now. */
  readonly isKnown: boolean;
  /** Edits in it that the server has not acknowledged. */
  readonly pendingEdits: number;
  /** The generation that it belongs to, if the server has told. */
  readonly generation: string | undefined;
}

/** What was on a device that keeps nothing. */
export const nothingLoaded: LoadedCopy = {
  isKnown: false,
  pendingEdits: 0,
  generation: undefined,
};

/** Edits of another tab come from the server first, if there is one; then there is nothing to do. */
const catchUpDelayMs = 500;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** How many writes the database is given at a time; what is written meanwhile goes into one. */
const maxWritesUnderWay = 4;

/** The copy can be written. */
interface Open {
  readonly phase: "open";
  readonly database: CopyDatabase;
  readonly id: number;
}

/** Where a copy is in its life. */
type Phase =
  | Open
  | { readonly phase: "opening" }
  /** Nothing can be kept; `retry` tries again. */
  | { readonly phase: "broken"; readonly retry: Timer }
  | { readonly phase: "closed" };

/** See the head of this file. */
export class OfflineCopy {
  /** Resolves when what was on the device is in the document, or could not be read. */
  readonly loaded: Promise<LoadedCopy>;
  readonly #options: OfflineCopyOptions;
  readonly #events: OfflineCopyEvents;
  readonly #channel: CopyChannel;
  readonly #backlog: CopyBacklog;
  #phase: Phase = { phase: "opening" };
  #writesUnderWay = 0;
  #isFlushDue = false;
  #wasComplete = false;
  #acknowledged = -1;
  #pauseMs = firstPauseMs;
  #nextCatchUp: Timer | undefined;
  #generation: string | undefined;
  /** The code with which the server has refused what is in the document. */
  #refusedWith: number | undefined;

  constructor(options: OfflineCopyOptions, events: OfflineCopyEvents) {
    this.#options = options;
    this.#events = events;
    this.#backlog = new CopyBacklog(options.doc);
    this.#channel = new CopyChannel(options.databaseName, this.#heard);
    addEventListener("pagehide", this.#flush);
    this.loaded = this.#start();
  }

  /** Whether a transaction with this origin brought what was on the device. */
  isOrigin(origin: unknown): boolean {
    return origin === this;
  }

  /** True when everything in the document is kept on the device. */
  get isComplete(): boolean {
    const isWritten = this.#backlog.isEmpty && this.#writesUnderWay === 0;
    return this.#phase.phase === "open" && isWritten;
  }

  /** Keeps an update of the document. `edit`: its number, unless the server has sent it. */
  write(update: Uint8Array, edit: number | undefined): void {
    if (this.#phase.phase === "closed") return;
    this.#backlog.add(update, edit);
    this.#flushSoon();
    this.#tellIfChanged();
  }

  /** Makes the document known on this device, even if there is nothing in it. */
  makeKnown(): void {
    if (!this.isComplete || this.#backlog.contained.size > 0) return;
    this.#backlog.rewrite();
    this.#flush();
    this.#tellIfChanged();
  }

  /** The server has acknowledged every edit up to this one. */
  acknowledged(edit: number): void {
    this.#acknowledged = edit;
    if (this.#phase.phase !== "open") return;
    const keys = this.#backlog.takeAcknowledged(edit);
    if (keys.length === 0) return;
    // A row that stays makes a count too high until the next acknowledgement, and that is all.
    this.#phase.database.clearUnsaved(keys).catch(() => undefined);
  }

  /** The server has told which generation the document belongs to. */
  setGeneration(generation: string): void {
    const phase = this.#phase;
    if (generation === this.#generation || this.#refusedWith !== undefined) return;
    this.#generation = generation;
    if (phase.phase === "open") this.#writeGeneration(phase, generation);
    this.#tellIfChanged();
  }

  /** Brings in what other tabs have written. */
  async catchUp(): Promise<void> {
    const phase = this.#phase;
    if (phase.phase !== "open") return;
    try {
      const missing = await phase.database.readMissing(phase.id, this.#backlog.contained);
      if (this.#phase !== phase) return;
      const { lost } = this.#take(missing);
      if (lost.length === 0) return;
      this.#startAnew({ phase: "opening" });
      await this.#replace(phase.database, phase.id, lost, editsIn(missing.unsaved));
    } catch {
      this.#break(phase);
    }
  }

  /**
   * The server has refused for good what is in the document. The copy, with all that is still
   * written, is no longer what new connections begin with; see `setAsideCopies`.
   */
  setAside(code: number): void {
    this.#refusedWith = code;
    const phase = this.#phase;
    if (phase.phase !== "open") return;
    const { clock, documentName } = this.#options;
    this.#flush();
    const isAside = phase.database.setAside(phase.id, documentName, clock.wallTime(), code);
    // Old copies that stay take up room until the next one is set aside, and that is all.
    const isPruned = phase.database.pruneSetAside(documentName).catch(() => undefined);
    this.#track(phase, isAside, () => this.#channel.post({ copy: phase.id, change: "gone" }));
    this.#track(phase, isPruned, () => undefined);
    this.#tellIfChanged();
  }

  /** Ends it; what is in the backlog is still written. */
  close(): void {
    const phase = this.#phase;
    if (phase.phase === "closed") return;
    this.#flush();
    if (phase.phase === "open") phase.database.close();
    else if (phase.phase === "broken") phase.retry.cancel();
    this.#nextCatchUp?.cancel();
    this.#phase = { phase: "closed" };
    removeEventListener("pagehide", this.#flush);
    this.#channel.close();
  }

  #start(): Promise<LoadedCopy> {
    const loaded = this.#open();
    void loaded.then(() => this.#tellIfChanged());
    return loaded;
  }

  async #open(): Promise<LoadedCopy> {
    const { databaseName, documentName, clock } = this.#options;
    let database: CopyDatabase | undefined;
    try {
      database = await openInTime(databaseName, clock, () => this.#break(this.#phase));
      return await this.#attached(database, await database.attach(documentName));
    } catch {
      database?.close();
      this.#break(this.#phase);
      return nothingLoaded;
    }
  }

  async #attached(database: CopyDatabase, stored: StoredCopy): Promise<LoadedCopy> {
    if (this.#isLate(database, stored.id)) return nothingLoaded;
    const { lost, isKnown } = this.#take(stored);
    this.#generation ??= stored.generation;
    const pendingEdits = editsIn(stored.unsaved);
    if (lost.length > 0) await this.#replace(database, stored.id, lost, pendingEdits);
    else this.#begin({ phase: "open", database, id: stored.id }, stored.generation);
    return { isKnown, pendingEdits, generation: this.#generation };
  }

  /** True when nobody waits for the database any more; what is in the backlog is still written. */
  #isLate(database: CopyDatabase, id: number): boolean {
    if (this.#phase.phase === "opening") return false;
    if (this.#phase.phase === "closed" && !this.#backlog.isEmpty) {
      void database.write(id, this.#backlog.begin()).catch(() => undefined);
    }
    database.close();
    return true;
  }

  #begin(phase: Open, storedGeneration: string | undefined): void {
    const generation = this.#generation;
    this.#phase = phase;
    if (this.#refusedWith !== undefined) this.setAside(this.#refusedWith);
    else if (generation !== undefined && generation !== storedGeneration) {
      this.#writeGeneration(phase, generation);
    }
    this.#flush();
  }

  /**
   * Begins another copy with what could be read of this one, with its edits that the server has not
   * acknowledged, and sets this one aside. Where that fails, it is tried again later, from the start.
   */
  async #replace(
    database: CopyDatabase,
    id: number,
    lost: readonly number[],
    unsavedEdits: number,
  ): Promise<void> {
    const { doc, documentName, clock } = this.#options;
    const opening = this.#phase;
    const generation = this.#generation;
    const next = { lost, update: Y.encodeStateAsUpdate(doc), unsavedEdits, generation };
    try {
      const copy = await database.replaceUnreadable(id, documentName, clock.wallTime(), next);
      await database.pruneSetAside(documentName).catch(() => undefined);
      if (this.#isLate(database, copy)) return;
      this.#channel.post({ copy: id, change: "gone" });
      // Its records and counts are found again as any other copy's.
      this.#backlog.startAnew();
      this.#take(await database.readMissing(copy, new Set()));
      if (this.#isLate(database, copy)) return;
      this.#begin({ phase: "open", database, id: copy }, generation);
      this.#events.unreadable();
    } catch {
      database.close();
      this.#break(opening);
    }
  }

  /**
   * `lost`: keys of what could not be read. `isKnown`: what could be read is a document, if only an
   * empty one; without what could not, the rest may have to wait for the server.
   */
  #take({ records, unsaved }: Pick<StoredCopy, "records" | "unsaved">): {
    readonly lost: readonly number[];
    readonly isKnown: boolean;
  } {
    const { doc } = this.#options;
    const lost: number[] = [];
    if (records.length > 0) {
      doc.transact(() => {
        for (const { key, update } of records) if (!this.#apply(update)) lost.push(key);
      }, this);
    }
    this.#backlog.found(records, unsaved, this.#events.edits());
    return { lost, isKnown: lost.length === 0 ? records.length > 0 : doc.store.clients.size > 0 };
  }

  /** False for what is no update. */
  #apply(update: unknown): boolean {
    if (!isBytes(update)) return false;
    try {
      Y.applyUpdate(this.#options.doc, update, this);
      return true;
    } catch {
      return false;
    }
  }

  #flushSoon(): void {
    if (this.#isFlushDue) return;
    this.#isFlushDue = true;
    queueMicrotask(() => {
      this.#isFlushDue = false;
      if (this.#writesUnderWay < maxWritesUnderWay) this.#flush();
    });
  }

  readonly #flush = (): void => {
    const phase = this.#phase;
    if (phase.phase !== "open" || this.#backlog.isEmpty) return;
    const write = this.#backlog.begin();
    const writing = phase.database.write(phase.id, write);
    writing.catch(() => this.#backlog.failed(write));
    this.#track(phase, writing, (keys) => {
      this.#pauseMs = firstPauseMs;
      this.#backlog.written(write, keys);
      if (write.unsavedEdits > 0) this.#channel.post({ copy: phase.id, change: "written" });
      if (write.lastEdit <= this.#acknowledged) this.acknowledged(this.#acknowledged);
    });
  };

  #writeGeneration(phase: Open, generation: string): void {
    this.#track(phase, phase.database.setGeneration(phase.id, generation), () => undefined);
  }

  /** Calls `succeeded` when something has been written, and goes on with what came meanwhile. */
  #track<T>(phase: Open, writing: Promise<T>, succeeded: (result: T) => void): void {
    this.#writesUnderWay++;
    writing.then(
      (result) => {
        if (this.#phase !== phase) return;
        this.#writesUnderWay--;
        succeeded(result);
        this.#flushSoon();
        this.#tellIfChanged();
      },
      () => this.#break(phase),
    );
  }

  /** Something went wrong in `phase`, which ends; the document is written anew when that is possible. */
  #break(phase: Phase): void {
    const isOver = phase.phase === "closed" || phase.phase === "broken";
    if (this.#phase !== phase || isOver) return;
    if (phase.phase === "open") phase.database.close();
    const retry = this.#options.clock.after(this.#pauseMs, () => {
      this.#phase = { phase: "opening" };
      void this.#start();
    });
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
    this.#startAnew({ phase: "broken", retry });
  }

  /** The copy of `phase` was set aside or removed by another tab: makes another one. */
  #leave(phase: Open): void {
    phase.database.close();
    this.#startAnew({ phase: "opening" });
    void this.#start();
  }

  #startAnew(phase: Phase): void {
    this.#phase = phase;
    this.#backlog.startAnew();
    this.#writesUnderWay = 0;
    this.#tellIfChanged();
  }

  readonly #heard = ({ copy, change }: CopyNews): void => {
    const phase = this.#phase;
    if (phase.phase !== "open" || copy !== phase.id) return;
    if (change === "written") {
      this.#nextCatchUp ??= this.#options.clock.after(catchUpDelayMs, () => {
        this.#nextCatchUp = undefined;
        void this.catchUp();
      });
    } else if (this.#refusedWith === undefined) this.#leave(phase);
  };

  #tellIfChanged(): void {
    const { isComplete } = this;
    if (this.#phase.phase === "closed" || isComplete === this.#wasComplete) return;
    this.#wasComplete = isComplete;
    this.#events.completeChanged(isComplete);
  }
}

function editsIn(unsaved: readonly UnsavedEdits[]): number {
  return unsaved.reduce((sum, { edits }) => sum + edits, 0);
}
