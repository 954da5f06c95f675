/**
 * The encoded structs of a document, as runs by client. While nobody reads the document they may be on
 * disk only; then just those are here that have come since.
 *
 * Invariants: 1. the runs of a client continue one another; while all are here, from clock 0 on. 2. Bytes
 * handed in may be kept as views, so callers must not change them; bytes handed out may be shared, so
 * neither may others. 3. While they are frozen, what was there before and what has come since are in runs
 * of their own.
 */

import type { RunsByClient } from "../update/encode-update.ts";
import type { StateVector } from "../update/state-vector.ts";
import {
  cutRun,
  joinRuns,
  maxRunBytes,
  partWith,
  splitRun,
  type StructRun,
} from "../update/struct-run.ts";

/** How many times as long as its views a buffer may be that is kept alive by them. */
const mostOverhead = 1.25;

/** So many clients get their new runs in one step of {@link Structs.replace}: some milliseconds. */
const clientsPerStep = 4_096;

/** See the head of this file. */
export class Structs {
  #runs = new Map<number, StructRun[]>();
  #bytesHere = 0;
  #bytesAway = 0;
  /** What is on disk only; undefined while all structs are here. */
  #away: StateVector | undefined;
  /** What there was when it was frozen; undefined while it is not. */
  #frozen: StateVector | undefined;

  /** The runs that are here. */
  get runs(): RunsByClient {
    return this.#runs;
  }

  /** Bytes of all structs, here or not. */
  get byteLength(): number {
    return this.#bytesHere + this.#bytesAway;
  }

  /** Bytes of those that are here. */
  get bytesHere(): number {
    return this.#bytesHere;
  }

  /** What is on disk only; undefined while all structs are here. */
  get away(): StateVector | undefined {
    return this.#away;
  }

  /** Adds a run, which continues what there is of its client. `isKept`: its bytes stay where they are. */
  add(run: StructRun, isKept: boolean): void {
    const runs = this.#runs.get(run.client);
    if (runs === undefined) this.#runs.set(run.client, [isKept ? run : compactRun(run)]);
    else if (run.bytes.length > maxRunBytes) runs.push(isKept ? run : compactRun(run));
    else addLatest(runs, run, this.#frozen?.get(run.client) ?? 0);
    this.#bytesHere += run.bytes.length;
  }

  /** The runs that a peer with the vector `known` misses, of a document with `vector`. All are here. */
  beyond(known: StateVector, vector: StateVector): Map<number, readonly StructRun[]> {
    const missing = new Map<number, readonly StructRun[]>();
    for (const [client, runs] of this.#runs) {
      const clock = known.get(client) ?? 0;
      if (clock >= (vector.get(client) ?? 0)) continue;
      if (clock === 0) {
        missing.set(client, runs);
        continue;
      }
      let index = runs.findIndex((run) => run.end > clock);
      const run = runs[index];
      if (run !== undefined && run.clock < clock && run.bytes.length > maxRunBytes) {
        // It is cut into parts once, and not looked through again for each who asks.
        runs.splice(index, 1, ...splitRun(run));
        index = runs.findIndex(({ end }) => end > clock);
      }
      const [first, ...rest] = runs.slice(index);
      if (first !== undefined) missing.set(client, [partWith(first, clock), ...rest]);
    }
    return missing;
  }

  /** What there is now, of a document with `vector`, stays in runs of its own until {@link thaw}. */
  freeze(vector: StateVector): void {
    this.#frozen = vector;
  }

  /** Ends what {@link freeze} began. */
  thaw(): void {
    this.#frozen = undefined;
  }

  /**
   * Puts `compact`, which is the same in another form, in the place of the first runs of each of its
   * clients, step by step: between two steps all may be used and added to. `isKept`: as for {@link add}.
   */
  *replace(compact: readonly StructRun[], isKept: boolean): Generator<undefined, void, undefined> {
    let steps = 0;
    for (const [client, runs] of runsByClient(compact)) {
      this.#replaceRuns(client, isKept ? runs : runs.map(compactRun));
      if (++steps % clientsPerStep === 0) yield;
    }
  }

  /** Keeps what there is of a document with `vector` on disk only, where all of it must be. */
  putAway(vector: StateVector): void {
    this.#away = new Map(vector);
    this.#runs = new Map();
    this.#bytesAway += this.#bytesHere;
    this.#bytesHere = 0;
  }

  /**
   * Takes what was on disk only from `read`, which has at least that, in steps as {@link replace}. All is
   * here when it ends, and not before.
   */
  *takeBack(read: Structs): Generator<undefined, void, undefined> {
    let steps = 0;
    for (const [client, runs] of read.#runs) {
      this.#replaceRuns(client, runs);
      if (++steps % clientsPerStep === 0) yield;
    }
    this.#away = undefined;
    this.#bytesAway = 0;
  }

  #replaceRuns(client: number, first: readonly StructRun[]): void {
    const runs = this.#runs.get(client) ?? [];
    const end = first.at(-1)?.end ?? 0;
    const [next, ...rest] = runs.filter((run) => run.end > end);
    const kept = next === undefined ? [] : [cutRun(next, end), ...rest];
    this.#runs.set(client, [...first, ...kept]);
    this.#bytesHere += bytesOf(first) + bytesOf(kept) - bytesOf(runs);
  }
}

/** Whether keeping `update` costs little more than keeping copies of `runs`, which are views on it. */
export function areMostOf(update: Uint8Array, runs: readonly StructRun[]): boolean {
  const { buffer } = update;
  const areViews = runs.every(({ bytes }) => bytes.buffer === buffer);
  return areViews && buffer.byteLength <= bytesOf(runs) * mostOverhead;
}

/** `runs`, in which those of a client stand together, client by client. */
function* runsByClient(
  runs: readonly StructRun[],
): Generator<readonly [client: number, runs: StructRun[]], void, undefined> {
  let ofClient: StructRun[] = [];
  for (const run of runs) {
    const [first] = ofClient;
    if (first !== undefined && first.client !== run.client) {
      yield [first.client, ofClient];
      ofClient = [];
    }
    ofClient.push(run);
  }
  const [first] = ofClient;
  if (first !== undefined) yield [first.client, ofClient];
}

function bytesOf(runs: readonly StructRun[]): number {
  return runs.reduce((size, run) => size + run.bytes.length, 0);
}

/**
 * Adds a run, joined with those before it as long as what is added is at least half as long. So n
 * bytes added one by one leave log n runs and are copied log n times each. None of them becomes longer
 * than `maxRunBytes`, and none that ends at or before the clock `frozen` is touched.
 */
function addLatest(runs: StructRun[], run: StructRun, frozen: number): void {
  const joined: [StructRun, ...StructRun[]] = [run];
  let length = run.bytes.length;
  for (let last = runs.at(-1); last !== undefined; last = runs.at(-1)) {
    const total = length + last.bytes.length;
    if (length * 2 < last.bytes.length || total > maxRunBytes || last.end <= frozen) break;
    runs.pop();
    joined.unshift(last);
    length = total;
  }
  runs.push(joined.length === 1 ? compactRun(run) : joinRuns(joined));
}

/** The run in memory of its own, if it is a view that would keep a larger buffer alive. */
function compactRun(run: StructRun): StructRun {
  const isSmallView = run.bytes.buffer.byteLength > run.bytes.length * mostOverhead;
  return isSmallView ? { ...run, bytes: new Uint8Array(run.bytes) } : run;
}
