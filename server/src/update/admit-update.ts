/**
 * What of an update may enter a document now.
 *
 * A document admits a struct only when everything it builds on is there: the clocks before it, its
 * origins and its parent; and a deletion only of clocks that are there. So whatever was admitted
 * can be sent, stored and compacted without anything pending. An update that reaches further is not
 * hostile (a tab may pass on another's edits): its complete part is admitted, the rest has to wait
 * for what it misses. One with a struct that cannot live where it says is refused as a whole.
 */

import { ByteReader } from "@coscribe/shared";
import { noRanges, numbersPerRange, type DeleteRanges, type DeleteSet } from "./delete-set.ts";
import type { ParsedUpdate } from "./parse-update.ts";
import { StructPlacer } from "./place-structs.ts";
import {
  areAsFound,
  byteLengthOf,
  noNewPlaces,
  type ClientPlaces,
  type NewPlaces,
  type PlacesData,
  type Types,
} from "./places.ts";
import { NumberList } from "./number-list.ts";
import { none, rereadStruct, Struct } from "./read-struct.ts";
import { updateRefused } from "./skip-content.ts";
import { maxClients, type StateVector } from "./state-vector.ts";
import { cutRun, type StructRun } from "./struct-run.ts";

/** What is new and complete in an update. */
export interface Change {
  /** Each continues exactly what is known of its client, or the run before it. */
  readonly runs: readonly StructRun[];
  /** Clocks that were not deleted before; where they are in very many parts, what is between, too. */
  readonly deletes: DeleteRanges;
}

/** A change, and where its structs live. */
export interface PlacedChange extends Change {
  readonly places: NewPlaces;
  /**
   * No run refers to another one of the change, but to what was known and to itself: whoever has some
   * of them lacks nothing that they build on.
   */
  readonly isIndependent?: boolean;
}

/** The outcome of {@link admitUpdate}. */
export interface Admission {
  readonly change: PlacedChange;
  /** False when a part of the update builds on something unknown and was left out. */
  readonly isComplete: boolean;
}

/** What a document knows of itself, and updates are screened against. */
export interface Known {
  readonly vector: StateVector;
  readonly deleted: DeleteSet;
  readonly places: PlacesData;
}

/** What of `update` can be added to a document. Throws ProtocolError `updateRefused`. */
export function admitUpdate(update: ParsedUpdate, known: Known): Admission {
  const { vector, deleted, places } = known;
  const candidates = newRuns(update.runs, vector);
  const placer = new StructPlacer(places, deleted, update.deletes);
  const isIndependent = referencesAreKnown(update.references, vector);
  const runs = isIndependent
    ? wholeRuns(candidates.runs, placer)
    : completeParts(candidates.runs, vector, placer);
  if (vector.size + runs.length > maxClients) checkClients(runs, vector);
  const hasAllRuns = candidates.isComplete && endsOf(candidates.runs) === endsOf(runs);
  const { deletes, isComplete } = newDeletes(update.deletes, runs, known);
  return {
    change: { runs, deletes, places: placer.found, isIndependent },
    isComplete: hasAllRuns && isComplete,
  };
}

/** True when there is nothing in `change`. */
export function isEmptyChange(change: Change): boolean {
  return change.runs.length === 0 && change.deletes.length === 0;
}

/** What a deleted range takes, about. */
const bytesPerRange = 8;

/** A change that is added at once has no more deleted ranges than this: some milliseconds. */
const mostRangesInPart = 8_192;

/** The same for runs. */
const mostRunsInPart = 4_096;

/**
 * `change` in parts that are changes themselves, to be added one by one, each in a moment: a change may
 * have millions of deleted ranges, and runs of a hundred thousand clients. The ranges need nothing of each
 * other. Runs may, where the change is not independent: then nobody may see the document before the
 * last part. `types` are those of the document.
 */
export function* partsOf(
  change: PlacedChange,
  types: Types,
): Generator<PlacedChange, void, undefined> {
  const { runs, deletes, places } = change;
  const perPart = mostRangesInPart * numbersPerRange;
  let from = 0;
  if (runs.length > mostRunsInPart && areAsFound(types, places)) {
    yield* runPartsOf(change);
  } else {
    yield { runs, places, deletes: part(deletes, 0, perPart) };
    from = perPart;
  }
  for (let at = from; at < deletes.length; at += perPart) {
    yield { runs: [], places: noNewPlaces, deletes: part(deletes, at, at + perPart) };
  }
}

/** What is said of types goes with the first part; runs of a client stay together. */
function* runPartsOf({ runs, places }: PlacedChange): Generator<PlacedChange, void, undefined> {
  let { types, wholes } = places;
  for (let at = 0; at < runs.length;) {
    let end = Math.min(at + mostRunsInPart, runs.length);
    while (end < runs.length && runs[end]?.client === runs[end - 1]?.client) end++;
    const inPart = runs.slice(at, end);
    const byClient = new Map<number, ClientPlaces>();
    for (const { client } of inPart) {
      const clientPlaces = places.byClient.get(client);
      if (clientPlaces !== undefined) byClient.set(client, clientPlaces);
    }
    yield { runs: inPart, places: { ...places, byClient, types, wholes }, deletes: noRanges };
    types = undefined;
    wholes = noNewPlaces.wholes;
    at = end;
  }
}

function part(deletes: DeleteRanges, from: number, to: number): DeleteRanges {
  return deletes instanceof Float64Array ? deletes.subarray(from, to) : deletes.slice(from, to);
}

/** Bytes that `change` adds to a document, about: its structs, what is deleted, where all is. */
export function sizeOf({ runs, deletes, places }: PlacedChange): number {
  let size = (deletes.length / numbersPerRange) * bytesPerRange + byteLengthOf(places);
  for (const run of runs) size += run.bytes.length;
  return size;
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

/** The deletions of clocks that are known, or in `runs`, and were not deleted before. */
function newDeletes(
  ranges: DeleteRanges,
  runs: readonly StructRun[],
  { vector, deleted }: Known,
): { deletes: DeleteRanges; isComplete: boolean } {
  if (ranges.length === 0) return { deletes: noRanges, isComplete: true };
  const reach = new Map(runs.map((run) => [run.client, run.end]));
  const deletes = new NumberList();
  let isComplete = true;
  for (let at = 0; at < ranges.length; at += numbersPerRange) {
    const client = ranges[at] ?? 0;
    const clock = ranges[at + 1] ?? 0;
    const end = ranges[at + 2] ?? 0;
    const reached = Math.min(end, reach.get(client) ?? vector.get(client) ?? 0);
    if (reached < end) isComplete = false;
    if (reached <= clock) continue;
    deleted.missingFrom(client, clock, reached, (from, to) => deletes.push(client, from, to));
  }
  return { deletes: deletes.numbers, isComplete };
}

function referencesAreKnown(references: ReadonlyMap<number, number>, known: StateVector): boolean {
  for (const [client, clock] of references) if (clock >= (known.get(client) ?? 0)) return false;
  return true;
}

function checkClients(runs: readonly StructRun[], vector: StateVector): void {
  const added = runs.filter(({ client }) => !vector.has(client)).length;
  if (vector.size + added > maxClients) throw updateRefused(`more than ${maxClients} clients`);
}

/** A number that differs when `runs` was cut short. */
function endsOf(runs: readonly StructRun[]): number {
  return runs.reduce((sum, run) => sum + run.end - run.clock, 0);
}

/** All of `runs`, placed; they refer to nothing but what is known. */
function wholeRuns(runs: readonly StructRun[], placer: StructPlacer): readonly StructRun[] {
  const struct = new Struct();
  for (const run of runs) new Cursor(run, placer, struct).advance(undefined);
  return runs;
}

/**
 * The longest beginnings of `runs` in which every reference leads to something known or to an
 * earlier struct of these beginnings. Structs of different clients may refer to each other, so each
 * run advances until it meets a reference that is not reached yet, and goes on when it is. Circles
 * never are.
 */
function completeParts(
  runs: readonly StructRun[],
  vector: StateVector,
  placer: StructPlacer,
): readonly StructRun[] {
  const struct = new Struct();
  const cursors = new Map(runs.map((run) => [run.client, new Cursor(run, placer, struct)]));
  const reachOf = (client: number): number => cursors.get(client)?.clock ?? vector.get(client) ?? 0;
  const ready = [...cursors.values()];
  for (let cursor = ready.pop(); cursor !== undefined; cursor = ready.pop()) {
    const missing = cursor.advance(reachOf);
    if (missing !== undefined) cursors.get(missing.client)?.wait(cursor, missing.clock);
    ready.push(...cursor.takeReached());
  }
  return [...cursors.values()].flatMap((cursor) => cursor.passed() ?? []);
}

/** How many clocks of a client are reached. */
export type ReachOf = (client: number) => number;

/** One struct that another one builds on. */
export interface Reference {
  readonly client: number;
  readonly clock: number;
}

/** A position between two structs of a run. */
class Cursor {
  /** The clock of the next struct. */
  clock: number;

  readonly #run: StructRun;
  readonly #placer: StructPlacer;
  readonly #clientPlaces: ClientPlaces;
  readonly #reader: ByteReader;
  readonly #struct: Struct;
  #count = 0;
  /** Cursors that wait for this one to pass a clock; the highest clock first. */
  readonly #waiting: { readonly cursor: Cursor; readonly clock: number }[] = [];

  /** Reads into `struct`, which cursors may share. */
  constructor(run: StructRun, placer: StructPlacer, struct: Struct) {
    this.#run = run;
    this.#placer = placer;
    this.#struct = struct;
    this.#clientPlaces = placer.placesOfClient(run.client);
    this.#reader = new ByteReader(run.bytes);
    this.clock = run.clock;
  }

  /** Moves on as far as references are reached; returns the one that is not, if any. */
  advance(reachOf: ReachOf | undefined): Reference | undefined {
    while (this.#count < this.#run.count) {
      const start = this.#reader.position;
      rereadStruct(this.#reader, this.#struct);
      const missing = reachOf && missingReference(this.#struct, reachOf);
      if (missing !== undefined) {
        this.#reader.position = start;
        return missing;
      }
      const { client, bytes } = this.#run;
      this.#placer.place(this.#clientPlaces, client, this.clock, this.#struct, bytes);
      this.clock += this.#struct.length;
      this.#count++;
    }
    return undefined;
  }

  /** Lets `cursor` wait until this one has passed `clock`. */
  wait(cursor: Cursor, clock: number): void {
    let low = 0;
    let high = this.#waiting.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#waiting[middle]?.clock ?? 0) >= clock) low = middle + 1;
      else high = middle;
    }
    this.#waiting.splice(low, 0, { cursor, clock });
  }

  /** The cursors that no longer have to wait for this one. */
  takeReached(): readonly Cursor[] {
    const first = this.#waiting.findLastIndex(({ clock }) => clock >= this.clock) + 1;
    return this.#waiting.splice(first).map(({ cursor }) => cursor);
  }

  /** The structs that it has passed, or undefined if none. */
  passed(): StructRun | undefined {
    if (this.#count === 0) return undefined;
    if (this.#count === this.#run.count) return this.#run;
    const bytes = this.#run.bytes.subarray(0, this.#reader.position);
    return { ...this.#run, end: this.clock, count: this.#count, bytes };
  }
}

/** What `struct` builds on that is not reached, if anything. */
export function missingReference(struct: Struct, reachOf: ReachOf): Reference | undefined {
  return (
    unlessReached(struct.originClient, struct.originClock, reachOf) ??
    unlessReached(struct.rightClient, struct.rightClock, reachOf) ??
    unlessReached(struct.parentClient, struct.parentClock, reachOf)
  );
}

function unlessReached(client: number, clock: number, reachOf: ReachOf): Reference | undefined {
  return client === none || clock < reachOf(client) ? undefined : { client, clock };
}
