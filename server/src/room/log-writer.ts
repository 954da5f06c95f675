/**
 * Brings a room's updates to disk, in order, and never gives one up.
 *
 * Invariants: 1. one append is under way at a time; updates that come meanwhile become the next
 * one, so a failed append cannot be overtaken and leave a hole in the causal order. 2. A failed
 * append is repeated, with a growing pause, until it succeeds. 3. `whenDurable` resolves only when
 * everything written before the call is on disk. 4. A log that turns out to be damaged takes nothing
 * more: then the whole document is kept beside it, tried in the same way, and all that waits with it.
 */

import type { Clock, Timer } from "../clock.ts";
import {
  damageIn,
  type DocumentLog,
  type LogDamage,
  type Sequence,
} from "../store/document-store.ts";
import { joinUpdates } from "../update/encode-update.ts";

const firstPauseMs = 100;
const longestPauseMs = 5_000;

/** A disk that has not answered for so long counts as failing: an honest one takes milliseconds. */
const patienceMs = 10_000;

/**
 * So many small updates that wait, or of so many bytes, become one: each costs some hundred bytes
 * besides its own.
 */
const mostLoose = 1_000;
const mostLooseBytes = 64 * 1024;

/** An append has no more than this in bytes, unless one update has; joining it takes some milliseconds. */
const maxAppendBytes = 64 * 1024;

/** Stands for what waits while the whole document is kept instead. */
const nothing = new Uint8Array();

/** What a {@link LogWriter} tells its room. */
export interface LogWriterEvents {
  /**
   * An update reached the disk, whose oldest part has waited for so many milliseconds, and with it the first
   * `through` updates that `write` was given.
   */
  appended(sequence: Sequence, update: Uint8Array, waitedMs: number, through: number): void;
  /**
   * An append failed and will be tried again in `retryInMs` milliseconds. `isRepeated` tells that
   * none has succeeded since the last time.
   */
  failed(cause: unknown, retryInMs: number, isRepeated: boolean): void;
  /** The first append after a failure reached the disk. */
  recovered(): void;
  /** The log takes nothing any more. Answered with {@link LogWriter.rescue}, before it returns. */
  damaged(damage: LogDamage): void;
}

/** Why updates do not reach the disk. */
export interface WriteProblem {
  /** Since when, in milliseconds since 1970. */
  readonly since: number;
  readonly reason: string;
}

/** The bytes of all documents together that wait for the disk, to keep them within bounds. */
export class UnsavedBytes {
  #count = 0;

  /** How many they are. */
  get count(): number {
    return this.#count;
  }

  /** Adds some, or takes some away. */
  add(bytes: number): void {
    this.#count += bytes;
  }
}

/** Some updates as one. */
interface Written {
  readonly update: Uint8Array;
  /** How many updates `write` had been given with the last of them. */
  readonly through: number;
  /** When the first of them came. */
  readonly since: number;
}

/** See the head of this file. */
export class LogWriter {
  readonly #log: DocumentLog;
  readonly #clock: Clock;
  readonly #events: LogWriterEvents;
  readonly #allUnsaved: UnsavedBytes;
  /** Updates that no append has been tried with, oldest first. */
  #queue: Written[] = [];
  /** How many at the end of the queue have not been joined. */
  #looseCount = 0;
  #looseBytes = 0;
  /** The update that is being appended, or waits to be tried again. */
  #current: Written | undefined;
  readonly #waiting: { readonly through: number; readonly resolve: () => void }[] = [];
  /** How many updates `write` was given. */
  #writtenCount = 0;
  #unsavedBytes = 0;
  #pauseMs = 0;
  #retry: Timer | undefined;
  /** When the append under way began. */
  #askedAt = 0;
  #failure: WriteProblem | undefined;
  /** What is to be kept beside the log, instead of appending to it. */
  #document: (() => Uint8Array) | undefined;

  /** Counts what it has not saved in `allUnsaved`, too. */
  constructor(log: DocumentLog, clock: Clock, allUnsaved: UnsavedBytes, events: LogWriterEvents) {
    this.#log = log;
    this.#clock = clock;
    this.#events = events;
    this.#allUnsaved = allUnsaved;
  }

  /** True when everything written is on disk. */
  get isDurable(): boolean {
    return this.#current === undefined && this.#queue.length === 0;
  }

  /** Bytes that are not on disk yet. */
  get unsavedBytes(): number {
    return this.#unsavedBytes;
  }

  /** True from a failed append until the next one that succeeds. */
  get isFailing(): boolean {
    return this.#failure !== undefined;
  }

  /** Why nothing reaches the disk, if that is so: appends fail, or one is not answered. */
  get problem(): WriteProblem | undefined {
    const silentMs = this.#current === undefined ? 0 : this.#clock.now() - this.#askedAt;
    if (this.#failure !== undefined || silentMs < patienceMs) return this.#failure;
    const since = this.#clock.wallTime() - silentMs;
    return { since, reason: `the disk has not answered for ${Math.floor(silentMs / 1_000)} s` };
  }

  /** Takes an update to bring to disk. */
  write(update: Uint8Array): void {
    this.#writtenCount++;
    // To join much takes long, and saves nothing.
    if (this.#looseBytes + update.length > mostLooseBytes) this.#joinLoose();
    const since = this.#clock.now();
    this.#queue.push({ update, through: this.#writtenCount, since });
    this.#addUnsaved(update.length);
    if (update.length <= mostLooseBytes) {
      this.#looseCount++;
      this.#looseBytes += update.length;
    }
    if (this.#current === undefined) this.#appendQueue();
    else if (this.#looseCount >= mostLoose) this.#joinLoose();
  }

  /** Resolves when everything written so far is on disk, however long that takes. */
  async whenDurable(): Promise<void> {
    if (this.isDurable) return;
    const through = this.#writtenCount;
    return new Promise((resolve) => this.#waiting.push({ through, resolve }));
  }

  /**
   * Keeps the whole `document` beside the log, which is damaged: everything that was written, and what
   * was lost. Nothing may be written from now on. Asked for again it changes nothing.
   */
  rescue(document: () => Uint8Array): void {
    if (this.#document !== undefined) return;
    this.#document = document;
    this.#queue = [];
    const isAsking = this.#current !== undefined && this.#retry === undefined;
    const since = this.#current?.since ?? this.#clock.now();
    this.#current = { update: nothing, through: this.#writtenCount, since };
    // What is under way settles first.
    if (!isAsking) this.#tryAgain();
  }

  /**
   * Tries again now, if the last append failed, and with short pauses from now on; for a shutdown,
   * which has little time.
   */
  retryNow(): void {
    if (this.#retry === undefined) return;
    this.#pauseMs = 0;
    this.#tryAgain();
  }

  #appendQueue(): void {
    if (this.#queue.length === 0) return;
    let count = 0;
    let bytes = 0;
    for (const { update } of this.#queue) {
      if (count > 0 && bytes + update.length > maxAppendBytes) break;
      bytes += update.length;
      count++;
    }
    this.#current = this.#join(this.#queue.splice(0, count));
    if (this.#looseCount > this.#queue.length) {
      this.#looseCount = this.#queue.length;
      this.#looseBytes = this.#queue.reduce((sum, { update }) => sum + update.length, 0);
    }
    this.#append();
  }

  #joinLoose(): void {
    if (this.#looseCount > 1) {
      this.#queue.push(this.#join(this.#queue.splice(-this.#looseCount)));
    }
    this.#looseCount = 0;
    this.#looseBytes = 0;
  }

  #join(written: readonly Written[]): Written {
    const [only] = written;
    if (written.length === 1 && only !== undefined) return only;
    const update = joinUpdates(written.map((each) => each.update));
    const before = written.reduce((bytes, each) => bytes + each.update.length, 0);
    this.#addUnsaved(update.length - before);
    return { update, through: written.at(-1)?.through ?? 0, since: only?.since ?? 0 };
  }

  #addUnsaved(bytes: number): void {
    this.#unsavedBytes += bytes;
    this.#allUnsaved.add(bytes);
  }

  #tryAgain(): void {
    this.#retry?.cancel();
    this.#retry = undefined;
    if (this.#document === undefined) this.#append();
    else this.#keep(this.#document);
  }

  #keep(document: () => Uint8Array): void {
    this.#askedAt = this.#clock.now();
    rescueIn(this.#log, document).then(
      () => {
        this.#current = undefined;
        this.#addUnsaved(-this.#unsavedBytes);
        this.#recovered();
        this.#resolve(this.#writtenCount);
      },
      (cause: unknown) => this.#failed(cause),
    );
  }

  #append(): void {
    if (this.#current === undefined) return;
    const current = this.#current;
    this.#askedAt = this.#clock.now();
    appendTo(this.#log, current.update).then(
      (sequence) => this.#appended(sequence, current),
      (cause: unknown) => this.#appendFailed(cause),
    );
  }

  #appended(sequence: Sequence, { update, through, since }: Written): void {
    if (this.#document !== undefined) return this.#tryAgain();
    this.#current = undefined;
    this.#addUnsaved(-update.length);
    this.#recovered();
    this.#events.appended(sequence, update, this.#clock.now() - since, through);
    this.#resolve(through);
    this.#appendQueue();
  }

  #recovered(): void {
    if (!this.isFailing) return;
    this.#pauseMs = 0;
    this.#failure = undefined;
    this.#events.recovered();
  }

  /** Everything up to here is on disk. */
  #resolve(through: number): void {
    while ((this.#waiting[0]?.through ?? Infinity) <= through) this.#waiting.shift()?.resolve();
  }

  #appendFailed(cause: unknown): void {
    const damage = damageIn(cause);
    if (damage !== undefined) this.#events.damaged(damage);
    if (this.#document === undefined) this.#failed(cause);
    else this.#tryAgain();
  }

  #failed(cause: unknown): void {
    this.#pauseMs = Math.min(Math.max(this.#pauseMs * 2, firstPauseMs), longestPauseMs);
    this.#retry = this.#clock.after(this.#pauseMs, () => this.#tryAgain());
    const isRepeated = this.isFailing;
    const since = this.#failure?.since ?? this.#clock.wallTime();
    this.#failure = { since, reason: cause instanceof Error ? cause.message : String(cause) };
    this.#events.failed(cause, this.#pauseMs, isRepeated);
  }
}

/** A store of somebody else's may throw where it should reject. */
async function appendTo(log: DocumentLog, update: Uint8Array): Promise<Sequence> {
  return log.append(update);
}

async function rescueIn(log: DocumentLog, document: () => Uint8Array): Promise<void> {
  return log.rescue(document());
}
