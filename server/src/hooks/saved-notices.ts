/**
 * What of one document was saved and has not been told, and who had changed it. It is told in a pause, and now and
 * then where there is none.
 *
 * Invariant: somebody is named in the first notice after a change of theirs has reached the disk, not before.
 */

import type { AccessUser } from "@coscribe/shared";
import type { Clock, Timer } from "../clock.ts";
import type { FlushedChange, SavedChanges } from "../room/room-watcher.ts";

/** When it is told. */
export interface SavedPace {
  readonly clock: Clock;
  /** Once nothing was saved for so many milliseconds. */
  readonly savedQuietMs: number;
  /** At the latest so many milliseconds after the first. */
  readonly savedLatestMs: number;
}

/** What is told. */
export interface Saved {
  readonly generation: string;
  readonly sequence: number;
  readonly users: readonly AccessUser[];
}

/** Of a crowd not everybody is named. */
const mostUsers = 50;

/** What waits to be told. */
interface Waiting {
  readonly since: number;
  readonly users: Map<string, AccessUser>;
  at: number;
  last: SavedChanges;
}

/** Somebody who has changed something that is not on disk: in which flush first, and last. */
interface Author {
  readonly user: AccessUser;
  first: number;
  last: number;
}

/** See the head of this file. */
export class SavedNotices {
  readonly #pace: SavedPace;
  readonly #tell: (saved: Saved) => Promise<void>;
  readonly #unsaved = new Map<string, Author>();
  #waiting: Waiting | undefined;
  #timer: Timer | undefined;
  #isTelling = false;

  /** While what `tell` returns is pending, nothing more is told. */
  constructor(pace: SavedPace, tell: (saved: Saved) => Promise<void>) {
    this.#pace = pace;
    this.#tell = tell;
  }

  /** Something has changed. */
  changed({ authors, count }: FlushedChange): void {
    for (const { grant } of authors) {
      const { user } = grant;
      if (user === undefined) continue;
      const author = this.#unsaved.get(user.id);
      if (author !== undefined) author.last = count;
      else if (this.#unsaved.size < mostUsers) {
        this.#unsaved.set(user.id, { user, first: count, last: count });
      }
    }
  }

  /** Something has reached the disk. */
  saved(saved: SavedChanges): void {
    const now = this.#pace.clock.now();
    const waiting = (this.#waiting ??= { since: now, users: new Map(), at: now, last: saved });
    waiting.at = now;
    waiting.last = saved;
    for (const [id, author] of this.#unsaved) {
      if (author.first > saved.through) continue;
      if (waiting.users.size < mostUsers) waiting.users.set(id, author.user);
      if (author.last <= saved.through) this.#unsaved.delete(id);
      else author.first = saved.through + 1;
    }
    this.#schedule();
  }

  /** Tells what waits now. */
  tellNow(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    this.#waiting = undefined;
    this.#isTelling = true;
    const { generation, sequence } = waiting.last;
    void this.#tell({ generation, sequence, users: [...waiting.users.values()] }).finally(() => {
      this.#isTelling = false;
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#waiting === undefined || this.#isTelling || this.#timer !== undefined) return;
    const { clock, savedQuietMs, savedLatestMs } = this.#pace;
    const { at, since } = this.#waiting;
    const due = Math.min(at + savedQuietMs, since + savedLatestMs);
    this.#timer = clock.after(Math.max(due - clock.now(), 0), () => {
      this.#timer = undefined;
      const { at: lastAt = at } = this.#waiting ?? {};
      const isDue = Math.min(lastAt + savedQuietMs, since + savedLatestMs) <= clock.now();
      if (isDue) this.tellNow();
      else this.#schedule();
    });
  }
}
