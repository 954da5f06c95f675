/**
 * Writes down, beside the documents, when each was last changed and by whom: every few seconds for all that
 * were changed meanwhile, in one write, and when one is closed. People who type wait for nothing of it, and
 * where the disk does not take it, it is only tried again.
 */

import type { Clock, Timer } from "../clock.ts";
import type { DocumentActivity } from "../registry/entries.ts";
import type { Registry } from "../registry/registry.ts";
import type { Room } from "./room.ts";

/** So often, in milliseconds. */
const intervalMs = 5_000;

/** What was written down of a room. */
interface Seen {
  /** Its `changeCount` then. */
  changeCount: number;
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

  constructor(
    registry: Registry,
    { clock }: { readonly clock: Clock },
    open: () => readonly Room[],
  ) {
    this.#registry = registry;
    this.#clock = clock;
    this.#timer = clock.every(intervalMs, () => {
      for (const room of open()) this.#look(room);
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

  async #write(room: Room, seen: Seen): Promise<void> {
    const { name, authorship, changeCount } = room;
    const { wasNew, first, last } = authorship;
    const changedAt = this.#clock.wallTime();
    try {
      seen.activity ??= await this.#registry.activity(name);
      const created = wasNew && { createdAt: changedAt, createdBy: first };
      const activity = { ...created, ...seen.activity, changedAt, changedBy: last };
      await this.#registry.see(name, activity);
      seen.activity = activity;
    } catch {
      // The document's own writes fail with it, and are told.
      if (seen.changeCount === changeCount) seen.changeCount = -1;
    }
  }
}

function newSeen(): Seen {
  return { changeCount: 0, activity: undefined, writing: Promise.resolve() };
}
