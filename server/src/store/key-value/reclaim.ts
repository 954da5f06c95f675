/**
 * Gives the space of removed records back to the disk. LevelDB keeps what was removed or replaced
 * until it happens to rewrite the tables that it stands in, for a small store never. So where it is
 * worth it, the records of a document are rewritten.
 *
 * What it costs: in a round, LevelDB reads what is dead, and reads and writes what is live and, because
 * it rewrites whole tables, up to {@link edgeBytes} of other documents. It is done only where what is
 * dead is a quarter of the rest. So at most five bytes are touched for each one that was removed, in
 * each round, of which there are one or two, and for each level of LevelDB that has some of the
 * document, mostly one. In a document's usual life base and tail weigh the same when they are replaced:
 * then it is one byte written for each one removed. What is not worth it is left to LevelDB.
 *
 * 1. One document at a time, and not before {@link pauseMs} after it was asked for nor more than a
 *    tenth of the time; what is asked for meanwhile is done once.
 * 2. Commits go on beside it. None waits for it, but for a moment in which LevelDB changes its log.
 * 3. It removes nothing: a crash in the middle leaves the old tables.
 * 4. Failing, it costs nothing but space, and is told. LevelDB refuses all writes after a rewriting
 *    that failed, so a write of its own finds that out, and the next one opens the database anew.
 */

import type { Clock, Timer } from "../../clock.ts";
import type { ReopeningCommit } from "./reopening-commit.ts";
import type { KeySpan, KeyValueDatabase } from "./key-value.ts";
import { everything, recordRange } from "./key-layout.ts";
import type { LogSpace } from "./log-space.ts";

/** Tables have 2 MB. Those at both ends of a document's records belong to others in part. */
const edgeBytes = 4 * 1024 * 1024;

/** Below this it is not worth the files that LevelDB makes. */
const leastDeadBytes = 64 * 1024;

/** From asking for it to the beginning, so that what is removed soon after is included. */
const pauseMs = 2_000;

/** Rests so many times as long as it has worked. */
const restFactor = 9;

/** What {@link Reclaim} has from its store. */
export interface ReclaimSurroundings {
  readonly clock: Clock;
  readonly database: Pick<KeyValueDatabase, "sizeOf" | "rewrite">;
  readonly commits: Pick<ReopeningCommit, "write">;
  /** Told why space could not be given back. */
  readonly onFailed: ((cause: unknown) => void) | undefined;
}

/** See the head of this file. */
export class Reclaim {
  readonly #surroundings: ReclaimSurroundings;
  readonly #asked = new Set<LogSpace>();
  readonly #examinations = new Set<Promise<void>>();
  #timer: Timer | undefined;
  #running: Promise<void> | undefined;
  #isClosed = false;

  constructor(surroundings: ReclaimSurroundings) {
    this.#surroundings = surroundings;
  }

  /** Gives back what is dead of a log, soon, if that is worth it. */
  ask(space: LogSpace): void {
    if (this.#isClosed || !isWorthIt(space, 0)) return;
    this.#asked.add(space);
    this.#schedule(pauseMs);
  }

  /** Finds out what is dead of a log that has been loaded, which an earlier process may have left. */
  examine(space: LogSpace): void {
    const examination = this.#surroundings.database.sizeOf(recordRange(space.prefix)).then(
      (bytes) => {
        space.examined(bytes);
        this.ask(space);
        this.#examinations.delete(examination);
      },
      // Whoever needs the database meets the same, and more depends on it.
      () => void this.#examinations.delete(examination),
    );
    this.#examinations.add(examination);
  }

  /** Begins nothing more, and waits for what has been begun. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#asked.clear();
    this.#timer?.cancel();
    await Promise.all([this.#running, ...this.#examinations]);
  }

  #schedule(inMs: number): void {
    if (this.#timer !== undefined || this.#running !== undefined || this.#asked.size === 0) return;
    const { clock, onFailed } = this.#surroundings;
    this.#timer = clock.after(inMs, () => {
      this.#timer = undefined;
      const startedAt = clock.now();
      this.#running = this.#next()
        .catch((cause: unknown) => onFailed?.(cause))
        .then(() => {
          this.#running = undefined;
          this.#schedule(Math.max(pauseMs, restFactor * (clock.now() - startedAt)));
        });
    });
  }

  async #next(): Promise<void> {
    const [space] = this.#asked;
    if (space === undefined) return;
    this.#asked.delete(space);
    await this.#giveBack(space);
  }

  /**
   * LevelDB merges a table only with those above it. What it has just made of its log is in one
   * table, dead and live, and mostly has none above it. So a mark is laid over it, and once more.
   */
  async #giveBack(space: LogSpace): Promise<void> {
    const { database } = this.#surroundings;
    const span = recordRange(space.prefix);
    const others = Math.min(edgeBytes, await database.sizeOf(everything));
    if (!isWorthIt(space, others)) return;
    const { dead, prefix } = space;
    for (let round = 0; round < 2; round++) {
      /* oxlint-disable no-await-in-loop -- one step after the other is the point */
      await this.#mark(prefix, span);
      await database.rewrite(span, space.live + dead + others);
      const left = await database.sizeOf(span);
      /* oxlint-enable no-await-in-loop */
      if (left > space.live + leastDeadBytes) continue;
      space.givenBack(dead);
      return;
    }
    // Somebody still reads it as it was before; or it has failed, and then this does, too.
    await this.#mark(prefix, span);
  }

  /** Removes what never was there, before and behind the document's records. */
  #mark(prefix: Buffer, { lte }: KeySpan): Promise<void> {
    return this.#surroundings.commits.write([
      { type: "del", key: prefix },
      { type: "del", key: lte },
    ]);
  }
}

/** Where `others` bytes that are no part of the log have to be rewritten with it. */
function isWorthIt({ live, dead }: LogSpace, others: number): boolean {
  return dead >= leastDeadBytes && dead * 4 >= live + others;
}
