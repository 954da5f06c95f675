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

/** Where people go on typing, its heading is looked for all the same every so many times. */
const looksPerHeading = 12;

/** Reads what a document is called by its own words; undefined where it has none. */
export type ReadHeading = (name: DocumentName) => Promise<string | undefined>;

/** What was written down of a room. */
interface Seen {
  /** Its `changeCount` then. */
  changeCount: number;
  /** The same when its heading was last read. */
  headingAt: number;
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
  /** Undefined where nobody reads them. */
  readHeading: ReadHeading | undefined;

  constructor(
    registry: Registry,
    { clock }: { readonly clock: Clock },
    open: () => readonly Room[],
  ) {
    this.#registry = registry;
    this.#clock = clock;
    this.#timer = clock.every(intervalMs, () => {
      for (const room of open()) {
        this.#lookForHeading(room);
        this.#look(room);
      }
    });
  }

  /** To be awaited when a room has closed, before its document is opened again. Never rejects. */
  async closed(room: Room): Promise<void> {
    this.#look(room);
    await this.#seen.get(room)?.writing;
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
  #lookForHeading(room: Room): void {
    const seen = this.#seen.get(room);
    const { readHeading } = this;
    if (readHeading === undefined || seen === undefined || seen.isReading) return;
    const { changeCount, name } = room;
    if (seen.headingAt === changeCount) return;
    const isResting = seen.changeCount === changeCount;
    if (!isResting && ++seen.looks < looksPerHeading) return;
    seen.isReading = true;
    seen.looks = 0;
    void readHeading(name)
      .then((heading = "") => {
        seen.headingAt = changeCount;
        seen.writing = seen.writing.then(() => this.#writeHeading(room, seen, heading));
      })
      // It is too much work, or the room is being closed: then it is read when somebody asks.
      .catch(() => {
        seen.headingAt = changeCount;
        seen.activity &&= { ...seen.activity, heading: undefined };
      })
      .finally(() => (seen.isReading = false));
  }

  async #writeHeading(room: Room, seen: Seen, heading: string): Promise<void> {
    if (seen.activity === undefined || seen.activity.heading === heading) return;
    const activity = { ...seen.activity, heading };
    try {
      await this.#registry.see(room.name, activity);
      seen.activity = activity;
    } catch {
      seen.headingAt = -1;
    }
  }

  async #write(room: Room, seen: Seen): Promise<void> {
    const { name, authorship, changeCount } = room;
    const { wasNew, first, last } = authorship;
    const changedAt = this.#clock.wallTime();
    try {
      seen.activity ??= await this.#registry.activity(name);
      const created = wasNew && { createdAt: changedAt, createdBy: first };
      // In a room that is closed, nobody reads it any more: whoever asks is told what it is then.
      const heading = room.isOpen ? seen.activity.heading : undefined;
      const isCurrent = seen.headingAt === changeCount;
      const activity = {
        ...created,
        ...seen.activity,
        changedAt,
        changedBy: last,
        ...(!isCurrent && { heading }),
      };
      await this.#registry.see(name, activity);
      seen.activity = activity;
    } catch {
      // The document's own writes fail with it, and are told.
      if (seen.changeCount === changeCount) seen.changeCount = -1;
    }
  }
}

function newSeen(): Seen {
  return {
    changeCount: 0,
    headingAt: 0,
    looks: 0,
    isReading: false,
    activity: undefined,
    writing: Promise.resolve(),
  };
}
