/**
 * What of an update may enter a document now.
 *
 * A document admits a struct only when everything it builds on is there: the clocks before it, its
 * origins and its parent; and a deletion only of clocks that are there. So whatever was admitted
 * can be sent, stored and compacted without anything pending. An update that reaches further is not
 * hostile (a tab may pass on another's edits): its complete part is admitted, the rest has to wait
 * for what it misses.
 */

import { ByteReader } from "@coscribe/shared";
import { DeleteSet, type DeleteRange } from "./delete-set.ts";
import type { ParsedUpdate } from "./parse-update.ts";
import { skipStruct } from "./skip-struct.ts";
import type { StateVector } from "./state-vector.ts";
import { cutRun, type StructRun } from "./struct-run.ts";

/** What is new and complete in an update. */
export interface Change {
  /** At most one run per client, each continuing exactly what is known of its client. */
  readonly runs: readonly StructRun[];
  /** Clocks that were not deleted before. */
  readonly deletes: readonly DeleteRange[];
}

/** The outcome of {@link admitUpdate}. */
export interface Admission {
  readonly change: Change;
  /** False when a part of the update builds on something unknown and was left out. */
  readonly isComplete: boolean;
}

/** What of `update` can be added to a document with this vector and these deletes. */
export function admitUpdate(
  update: ParsedUpdate,
  known: StateVector,
  deleted: DeleteSet,
): Admission {
  const candidates = newRuns(update.runs, known);
  const runs = referencesAreKnown(update.references, known)
    ? candidates.runs
    : completeParts(candidates.runs, known);
  const reach = new Map(runs.map((run) => [run.client, run.end]));
  let isComplete = candidates.isComplete && endsOf(candidates.runs) === endsOf(runs);
  const deletes: DeleteRange[] = [];
  for (const { client, clock, end } of update.deletes) {
    const reached = Math.min(end, reach.get(client) ?? known.get(client) ?? 0);
    if (reached < end) isComplete = false;
    if (reached > clock) deletes.push(...deleted.missingFrom({ client, clock, end: reached }));
  }
  return { change: { runs, deletes }, isComplete };
}

/** True when there is nothing in `change`. */
export function isEmptyChange(change: Change): boolean {
  return change.runs.length === 0 && change.deletes.length === 0;
}

/** The unknown part of each run that continues what is known; runs behind a gap are left out. */
function newRuns(
  runs: readonly StructRun[],
  known: StateVector,
): { runs: StructRun[]; isComplete: boolean } {
  const fresh: StructRun[] = [];
  let isComplete = true;
  for (const run of runs) {
    const clock = known.get(run.client) ?? 0;
    if (run.clock > clock) isComplete = false;
    else if (run.end > clock) fresh.push(cutRun(run, clock));
  }
  return { runs: fresh, isComplete };
}

function referencesAreKnown(references: ReadonlyMap<number, number>, known: StateVector): boolean {
  for (const [client, clock] of references) if (clock >= (known.get(client) ?? 0)) return false;
  return true;
}

/** A number that differs when `runs` was cut short. */
function endsOf(runs: readonly StructRun[]): number {
  return runs.reduce((sum, run) => sum + run.end - run.clock, 0);
}

/**
 * The longest beginnings of `runs` in which every reference leads to something known or to an
 * earlier struct of these beginnings. Structs of different clients may refer to each other, so each
 * run advances until it meets a reference that is not reached yet, and goes on when it is. Circles
 * never are.
 */
function completeParts(runs: readonly StructRun[], known: StateVector): readonly StructRun[] {
  const cursors = new Map(runs.map((run) => [run.client, new Cursor(run)]));
  const isReached = (client: number, clock: number): boolean =>
    clock < (cursors.get(client)?.clock ?? known.get(client) ?? 0);
  const ready = [...cursors.values()];
  for (let cursor = ready.pop(); cursor !== undefined; cursor = ready.pop()) {
    const missing = cursor.advance(isReached);
    if (missing !== undefined) {
      cursors.get(missing.client)?.waiting.push({ cursor, clock: missing.clock });
    }
    ready.push(...cursor.takeReached());
  }
  return [...cursors.values()].flatMap((cursor) => cursor.passed() ?? []);
}

/** A position between two structs of a run. */
class Cursor {
  /** The clock of the next struct. */
  clock: number;
  /** Cursors that wait for this one to pass a clock. */
  readonly waiting: { readonly cursor: Cursor; readonly clock: number }[] = [];

  readonly #run: StructRun;
  readonly #reader: ByteReader;
  #count = 0;

  constructor(run: StructRun) {
    this.#run = run;
    this.#reader = new ByteReader(run.bytes);
    this.clock = run.clock;
  }

  /** Moves on as far as references are reached; returns the one that is not, if any. */
  advance(
    isReached: (client: number, clock: number) => boolean,
  ): { readonly client: number; readonly clock: number } | undefined {
    while (this.#count < this.#run.count) {
      const start = this.#reader.position;
      let missing: { client: number; clock: number } | undefined;
      const length = skipStruct(this.#reader, (client, clock) => {
        if (!isReached(client, clock)) missing ??= { client, clock };
      });
      if (missing !== undefined) {
        this.#reader.position = start;
        return missing;
      }
      this.clock += length;
      this.#count++;
    }
    return undefined;
  }

  /** The cursors that no longer have to wait for this one. */
  takeReached(): readonly Cursor[] {
    const reached = this.waiting.filter(({ clock }) => clock < this.clock);
    if (reached.length === 0) return [];
    const left = this.waiting.filter(({ clock }) => clock >= this.clock);
    this.waiting.splice(0, this.waiting.length, ...left);
    return reached.map(({ cursor }) => cursor);
  }

  /** The structs that it has passed, or undefined if none. */
  passed(): StructRun | undefined {
    if (this.#count === 0) return undefined;
    if (this.#count === this.#run.count) return this.#run;
    const bytes = this.#run.bytes.subarray(0, this.#reader.position);
    return { ...this.#run, end: this.clock, count: this.#count, bytes };
  }
}
