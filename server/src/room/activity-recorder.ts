/**
 * Writes down, beside the documents, when each was last changed and by whom: every few seconds for all that
 * were changed meanwhile, together, and when one is closed. People who type wait for nothing of it, and
 * where the disk does not take it, it is only tried again. What the document is called by its own words is found
 * out when nobody has typed for a moment, or now and then.
 */

import type { DocumentName } from "@coscribe/shared";
import type { Clock, Timer } from "../clock.ts";
import type { DocumentActivity } from "../registry/entries.ts";
import type { Registry } from "../registry/registry.ts";
import type { Room } from "./room.ts";

/** So often, in milliseconds. */
const intervalMs = 5_000;

/** Where people go on typing, its title is read all the same every so many times. */
const looksPerTitle = 12;

/** So many are read at once: nobody waits for them, and others have work for the worker threads. */
const mostReadAtOnce = 2;

/** What a document is called, as the registry has it. */
export interface KnownTitle {
  /** Empty where it has no words. */
  readonly title: string;
  readonly isTitleSet: boolean;
}

/** Reads what a document is called. */
export type ReadTitle = (name: DocumentName) => Promise<KnownTitle>;

/** What was written down of a room. */
interface Seen {
  /** Its `changeCount` then. */
  changeCount: number;
  /** The same when its title was last read. */
  titleAt: number;
  /** How often it was looked at since, and had changed. */
  looks: number;
  isReading: boolean;
  /** What stands in the registry; undefined before it was looked up. */
  activity: DocumentActivity | undefined;
  /** What is being written; never rejects. */
  writing: Promise<void>;
}

/** See the head of this file. */
export class ActivityRecorder {
  readonly #registry: Registry;
  readonly #clock: Clock;
  readonly #timer: Timer;
  readonly #seen = new WeakMap<Room, Seen>();
  /** Of which documents the title is wanted, those that have waited longest first. */
  readonly #toBeRead: { readonly room: Room; readonly seen: Seen }[] = [];
  #readingCount = 0;
  /** Undefined where nobody reads them. */
  readTitle: ReadTitle | undefined;

  constructor(
    registry: Registry,
    { clock }: { readonly clock: Clock },
    open: () => readonly Room[],
  ) {
    this.#registry = registry;
    this.#clock = clock;
    this.#timer = clock.every(intervalMs, () => {
      for (const room of open()) {
        this.#lookForTitle(room);
        this.#look(room);
      }
    });
  }

  /** To be awaited when a room has closed, before its document is opened again. Never rejects. */
  async closed(room: Room): Promise<void> {
    this.#look(room);
    await this.#seen.get(room)?.writing;
  }

  /** Writes down what a document is called now, because somebody has just said so. Never rejects. */
  async called(room: Room, known: KnownTitle): Promise<void> {
    this.#look(room);
    const seen = this.#seen.get(room);
    if (seen === undefined) return;
    seen.titleAt = room.changeCount;
    seen.writing = seen.writing.then(() => this.#writeTitle(room, seen, known));
    await seen.writing;
  }

  /** Looks no more by itself. */
  close(): void {
    this.#timer.cancel();
  }

  #look(room: Room): void {
    const { changeCount } = room;
    const seen = this.#seen.get(room) ?? newSeen();
    // What nobody has on disk is no document yet.
    if (changeCount === seen.changeCount || room.generation === undefined) return;
    this.#seen.set(room, seen);
    seen.changeCount = changeCount;
    seen.writing = seen.writing.then(() => this.#write(room, seen));
  }

  /** Before the changes since the last time are looked at: it is read where there are none. */
  #lookForTitle(room: Room): void {
    const seen = this.#seen.get(room);
    if (this.readTitle === undefined || seen === undefined || seen.isReading) return;
    const { changeCount } = room;
    if (seen.titleAt === changeCount) return;
    const isResting = seen.changeCount === changeCount;
    if (!isResting && ++seen.looks < looksPerTitle) return;
    seen.isReading = true;
    seen.looks = 0;
    this.#toBeRead.push({ room, seen });
    if (this.#readingCount < mostReadAtOnce) void this.#readTitles(this.readTitle);
  }

  /** Reads titles until none is wanted any more. Never rejects. */
  async #readTitles(readTitle: ReadTitle): Promise<void> {
    this.#readingCount++;
    for (let next = this.#toBeRead.shift(); next !== undefined; next = this.#toBeRead.shift()) {
      const { room, seen } = next;
      const { changeCount, name } = room;
      // It is too much work, or the room is being closed: then it is read when somebody asks.
      const known = room.isOpen
        ? // oxlint-disable-next-line no-await-in-loop -- one after the other
          await readTitle(name).catch(() => unknownTitle)
        : unknownTitle;
      seen.titleAt = changeCount;
      seen.writing = seen.writing.then(() => this.#writeTitle(room, seen, known));
      seen.isReading = false;
    }
    this.#readingCount--;
  }

  /** In a room that is being closed nothing is written any more: its document may be another's by then. */
  async #writeTitle(room: Room, seen: Seen, known: MaybeTitle): Promise<void> {
    if (!room.isOpen || seen.activity === undefined || isCalled(seen.activity, known)) return;
    const activity = { ...seen.activity, ...known };
    try {
      await this.#registry.see(room.name, activity);
      seen.activity = activity;
    } catch {
      seen.titleAt = -1;
    }
  }

  async #write(room: Room, seen: Seen): Promise<void> {
    const { name, authorship, changeCount } = room;
    const { wasNew, first, last } = authorship;
    const changedAt = this.#clock.wallTime();
    try {
      seen.activity ??= await this.#registry.activity(name);
      const created = wasNew && { createdAt: changedAt, createdBy: first };
      // In a room that is closed nobody reads it any more: it is read when somebody asks.
      const isToBeRead = seen.titleAt !== changeCount && !room.isOpen;
      const activity = {
        ...created,
        ...seen.activity,
        changedAt,
        changedBy: last,
        ...(isToBeRead && unknownTitle),
      };
      await this.#registry.see(name, activity);
      seen.activity = activity;
    } catch {
      // The document's own writes fail with it, and are told.
      if (seen.changeCount === changeCount) seen.changeCount = -1;
    }
  }
}

type MaybeTitle = Pick<DocumentActivity, "isTitleSet" | "title">;

const unknownTitle: MaybeTitle = { title: undefined, isTitleSet: undefined };

function isCalled({ title, isTitleSet }: DocumentActivity, known: MaybeTitle): boolean {
  return title === known.title && isTitleSet === known.isTitleSet;
}

function newSeen(): Seen {
  return {
    changeCount: 0,
    titleAt: 0,
    looks: 0,
    isReading: false,
    activity: undefined,
    writing: Promise.resolve(),
  };
}
