/**
 * Runs and places as arrays of numbers: these cross between threads at once, where an object for each
 * would keep the main loop busy.
 */

import { NumberList } from "../update/number-list.ts";
import type { ClientPlaces, NewPlaces, PlacesData, Types } from "../update/places.ts";
import type { StructRun } from "../update/struct-run.ts";

/** Places that can cross. */
export interface PackedPlaces {
  /** For each client: its ID, how many numbers its starts are and the starts, and the same of its types. */
  readonly byClient: Float64Array;
  /** See `Types.facts`. */
  readonly facts: Float64Array;
  readonly roots: ReadonlyMap<string, number>;
}

/** For each run: client, clock, end, number of structs, and where its bytes begin and end. */
const numbersPerRun = 6;

/** `runs` as numbers: views on `whole`, or else on their bytes one after the other. */
export function packRuns(runs: readonly StructRun[], whole: Uint8Array | undefined): Float64Array {
  const packed = new Float64Array(runs.length * numbersPerRun);
  let at = 0;
  let position = 0;
  for (const { client, clock, end, count, bytes } of runs) {
    const start = whole === undefined ? position : bytes.byteOffset - whole.byteOffset;
    position = start + bytes.length;
    packed.set([client, clock, end, count, start, position], at);
    at += numbersPerRun;
  }
  return packed;
}

/** So many runs are unpacked in one step: some milliseconds. */
const mostRunsInStep = 8_192;

/** So many numbers of places are, about, where a client costs as much as some of them. */
const mostNumbersInStep = 2 ** 18;
const numbersPerClient = 32;

/** The runs that were packed, as views on `bytes`; in steps, since there may be hundreds of thousands. */
export function* unpackRuns(
  packed: Float64Array,
  bytes: Uint8Array,
): Generator<undefined, readonly StructRun[], undefined> {
  const runs: StructRun[] = [];
  for (let at = 0; at < packed.length; at += numbersPerRun) {
    if (runs.length % mostRunsInStep === mostRunsInStep - 1) yield;
    runs.push({
      client: packed[at] ?? 0,
      clock: packed[at + 1] ?? 0,
      end: packed[at + 2] ?? 0,
      count: packed[at + 3] ?? 0,
      bytes: bytes.subarray(packed[at + 4], packed[at + 5]),
    });
  }
  return runs;
}

/** Places as numbers. */
export function packPlaces({
  byClient,
  types,
}: Pick<NewPlaces, "byClient" | "types">): PackedPlaces {
  let size = 0;
  for (const { starts, types: held } of byClient.values()) {
    size += 3 + starts.length + (held?.length ?? 0);
  }
  const packed = new Float64Array(size);
  let at = 0;
  for (const [client, { starts, types: held }] of byClient) {
    packed[at++] = client;
    at = putList(packed, at, starts);
    at = putList(packed, at, held);
  }
  return {
    byClient: packed,
    facts: new Float64Array(types?.facts.numbers ?? []),
    roots: types?.roots ?? new Map(),
  };
}

/** The places that were packed; in steps. */
export function* unpackPlaces({
  byClient,
  facts,
  roots,
}: PackedPlaces): Generator<undefined, PlacesData, undefined> {
  const placesOfClient = new Map<number, ClientPlaces>();
  let unpacked = 0;
  for (let at = 0; at < byClient.length;) {
    if (unpacked > mostNumbersInStep) {
      yield;
      unpacked = 0;
    }
    const client = byClient[at++] ?? 0;
    const starts = listAt(byClient, at);
    at += 1 + starts.length;
    const hasTypes = (byClient[at] ?? 0) > 0;
    const types = hasTypes ? listAt(byClient, at) : undefined;
    at += 1 + (types?.length ?? 0);
    unpacked += numbersPerClient + starts.length + (types?.length ?? 0);
    placesOfClient.set(client, { starts, types });
  }
  if (unpacked + facts.length > mostNumbersInStep) yield;
  const types: Types = { facts: new NumberList(facts), roots: new Map(roots) };
  if (facts.length > mostNumbersInStep) yield;
  return { byClient: placesOfClient, types };
}

function putList(packed: Float64Array, at: number, list: NumberList | undefined): number {
  packed[at] = list?.length ?? 0;
  if (list === undefined) return at + 1;
  packed.set(list.numbers, at + 1);
  return at + 1 + list.length;
}

function listAt(packed: Float64Array, at: number): NumberList {
  const start = at + 1;
  return new NumberList(packed.subarray(start, start + (packed[at] ?? 0)));
}

/** Does all steps of something at once. */
export function atOnce<T>(steps: Generator<undefined, T, undefined>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
