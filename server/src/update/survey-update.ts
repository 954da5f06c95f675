/**
 * Reads through a whole document, or a large change of one, to find where it may be cut.
 *
 * Updates of which each builds on those before it are not yet harmless. Between two of them a reader
 * has a document that never was: what was deleted is gone, what came in its place is not there. Yjs
 * then drops formatting that seems to enclose nothing, and editors delete elements that their schema
 * does not allow to be empty, both for everybody and for good. So these types must reach a reader whole,
 * in one go with the item that holds them: elements, maps and arrays; texts with attributes; and texts
 * in which there is formatting and something was deleted. Everything else, root lists and maps and plain
 * text above all, may be cut anywhere.
 *
 * Only for updates that were made here: nothing is checked.
 */

import { ByteReader } from "@coscribe/shared";
import type { DeleteRange } from "./delete-set.ts";
import {
  depthAt,
  holderAt,
  isUnderKey,
  isWhole,
  nowhere,
  typeNumberOf,
  typeAt,
  type ClientPlaces,
  type Place,
  type PlacesData,
} from "./places.ts";
import { rereadStruct, Struct } from "./read-struct.ts";
import { content, isTextKind } from "./skip-content.ts";
import type { StructRun } from "./struct-run.ts";

/** What there is in an update. */
export interface Survey {
  /** All structs of each client, as views on the update. */
  readonly runs: readonly StructRun[];
  readonly deleted: Deleted;
  /** Where the items are of the types that must not be cut, by the number of the type. */
  readonly wholes: ReadonlyMap<number, readonly DeleteRange[]>;
}

/** What is deleted of each client: starts and ends of ranges in turn, ascending. Ranges may touch. */
export type Deleted = ReadonlyMap<number, Float64Array>;

/** So many structs are read between two moments in which others may go on: less than a millisecond. */
export const structsPerStep = 500;

/** A struct of so many bytes is a step of its own: to count what is in it takes a part of a millisecond. */
export const bytesPerStep: number = 256 * 1024;

/**
 * Surveys `update`, a whole document, whose items live in `places`; pauses again and again. Places
 * may grow meanwhile.
 */
export function* surveyUpdate(
  update: Uint8Array,
  places: PlacesData,
): Generator<undefined, Survey> {
  const reader = new ByteReader(update);
  const found: Found = { formats: [], types: [] };
  const runs: StructRun[] = [];
  for (let left = reader.varUint(); left > 0; left--) {
    runs.push(yield* readRun(reader, places, found));
  }
  const deleted = readDeletes(reader);
  yield;
  const ends = new Map(runs.map(({ client, end }) => [client, end]));
  return { runs, deleted, wholes: wholesAmong(found, deleted, ends, places) };
}

/**
 * The same for a change of a document, which is in `places` by now: only what the change touches is
 * looked at. A text counts as formatted if it ever was.
 */
export function* surveyChange(
  update: Uint8Array,
  places: PlacesData,
): Generator<undefined, Survey> {
  const reader = new ByteReader(update);
  const runs: StructRun[] = [];
  for (let left = reader.varUint(); left > 0; left--) runs.push(yield* readRun(reader, places));
  const deleted = readDeletes(reader);
  yield;
  const reach = new Map(runs.map(({ client, clock }) => [client, clock]));
  const wholes = new Map<number, DeleteRange[]>();
  let steps = 0;
  const look = function* (range: DeleteRange): Generator<undefined, void> {
    for (const { place, clock, end } of spansWithin(places, range)) {
      if (++steps % structsPerStep === 0) yield;
      const typeNumber = typeNumberOf(place);
      if (!isWhole(places.types, typeNumber)) continue;
      // Nobody sees what is in a type that is deleted.
      if (isHeldDeleted(deleted, typeNumber, places)) continue;
      add(wholes, typeNumber, { client: range.client, clock, end });
    }
  };
  for (const run of runs) yield* look(run);
  for (const [client, edges] of deleted) {
    const known = { client, clock: 0, end: reach.get(client) ?? edges.at(-1) ?? 0 };
    for (const range of deletedRanges(deleted, known)) yield* look(range);
  }
  return { runs, deleted, wholes };
}

/** What of `range` is deleted, range by range as an update should have them. */
export function* deletedRanges(
  deleted: Deleted,
  { client, clock, end }: DeleteRange,
): Generator<DeleteRange, void> {
  const edges = deleted.get(client);
  if (edges === undefined) return;
  for (let at = firstBehind(edges, clock); (edges[at] ?? Infinity) < end; at += 2) {
    const [start = 0, stop = 0] = [edges[at], edges[at + 1]];
    yield { client, clock: Math.max(start, clock), end: Math.min(stop, end) };
  }
}

/** The ranges of clocks within `range` that are in one place each. */
export function* spansWithin(
  { byClient }: PlacesData,
  { client, clock: first, end: last }: DeleteRange,
): Generator<{ readonly place: Place; readonly clock: number; readonly end: number }, void> {
  const starts = byClient.get(client)?.starts;
  if (starts === undefined) return;
  for (let at = Math.max(starts.lastPairUpTo(first), 0); at < starts.length; at += 2) {
    const clock = Math.max(starts.at(at) ?? last, first);
    if (clock >= last) return;
    const end = Math.min(starts.at(at + 2) ?? last, last);
    yield { place: starts.at(at + 1) ?? nowhere, clock, end };
  }
}

function isHeldDeleted(deleted: Deleted, typeNumber: number, { types }: PlacesData): boolean {
  if (depthAt(types, typeNumber) === 0) return false;
  return isDeleted(deleted, ...holderAt(types, typeNumber));
}

function add(wholes: Map<number, DeleteRange[]>, typeNumber: number, span: DeleteRange): void {
  const spans = wholes.get(typeNumber);
  if (spans === undefined) wholes.set(typeNumber, [span]);
  else spans.push(span);
}

function isDeleted(deleted: Deleted, client: number, clock: number): boolean {
  const edges = deleted.get(client);
  return edges !== undefined && (edges[firstBehind(edges, clock)] ?? Infinity) <= clock;
}

/** Index of the first range that ends behind `clock`; the number of edges if there is none. */
function firstBehind(edges: Float64Array, clock: number): number {
  let low = 0;
  let high = edges.length / 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle * 2 + 1] ?? 0) <= clock) low = middle + 1;
    else high = middle;
  }
  return low * 2;
}

/** Goes along the places of one client, clock by clock. */
export class PlaceWalk {
  readonly clientPlaces: ClientPlaces | undefined;
  #at: number;

  /** Nothing below `clock` will be asked for. */
  constructor(clientPlaces: ClientPlaces | undefined, clock: number) {
    this.clientPlaces = clientPlaces;
    this.#at = Math.max(clientPlaces?.starts.lastPairUpTo(clock) ?? 0, 0);
  }

  /** The number of the type in which `clock`, not below the last one asked for, is. */
  typeNumberAt(clock: number): number {
    if (this.clientPlaces === undefined) return typeNumberOf(nowhere);
    const { starts } = this.clientPlaces;
    while ((starts.at(this.#at + 2) ?? Infinity) <= clock) this.#at += 2;
    return typeNumberOf(starts.at(this.#at + 1) ?? nowhere);
  }
}

/** What matters of the structs that were read, as numbers, since there may be many. */
interface Found {
  /** For each format: the number of the type it is in, client, clock. */
  readonly formats: number[];
  /** For each nested type: its number, its kind, the client and clock of the item that holds it. */
  readonly types: number[];
}

function* readRun(
  reader: ByteReader,
  { byClient }: PlacesData,
  found?: Found,
): Generator<undefined, StructRun> {
  const count = reader.varUint();
  const client = reader.varUint();
  const start = reader.varUint();
  const startAt = reader.position;
  const walk = new PlaceWalk(byClient.get(client), start);
  const struct = new Struct();
  let clock = start;
  for (let index = 0; index < count; index++) {
    if (index % structsPerStep === structsPerStep - 1) yield;
    const from = reader.position;
    rereadStruct(reader, struct);
    if (reader.position - from >= bytesPerStep) yield;
    if (struct.kind === content.format) {
      found?.formats.push(walk.typeNumberAt(clock), client, clock);
    } else if (struct.kind === content.type && walk.clientPlaces !== undefined) {
      const kind = reader.bytes[struct.contentAt] ?? 0;
      found?.types.push(typeAt(walk.clientPlaces, clock), kind, client, clock);
    }
    clock += struct.length;
  }
  const bytes = reader.bytes.subarray(startAt, reader.position);
  return { client, clock: start, end: clock, count, bytes };
}

function readDeletes(reader: ByteReader): Deleted {
  const deleted = new Map<number, Float64Array>();
  for (let clients = reader.varUint(); clients > 0; clients--) {
    const client = reader.varUint();
    const edges = new Float64Array(reader.varUint() * 2);
    for (let at = 0; at < edges.length; at += 2) {
      const clock = reader.varUint();
      edges[at] = clock;
      edges[at + 1] = clock + reader.varUint();
    }
    deleted.set(client, edges);
  }
  return deleted;
}

function wholesAmong(
  { formats, types }: Found,
  deleted: Deleted,
  ends: ReadonlyMap<number, number>,
  places: PlacesData,
): Map<number, readonly DeleteRange[]> {
  /** Texts with formatting that somebody sees. */
  const formatted = new Set<number>();
  for (let at = 0; at < formats.length; at += 3) {
    const [typeNumber = 0, client = 0, clock = 0] = formats.slice(at, at + 3);
    if (typeNumber !== 0 && !formatted.has(typeNumber) && !isDeleted(deleted, client, clock))
      formatted.add(typeNumber);
  }
  /** Types that may be cut, unless they turn out to be formatted or to have attributes. */
  const texts = new Set<number>(places.types.roots.values());
  const others = new Set<number>();
  for (let at = 0; at < types.length; at += 4) {
    const [typeNumber = 0, kind = 0, client = 0, clock = 0] = types.slice(at, at + 4);
    // Nobody sees what is in a type that is deleted.
    if (typeNumber === 0 || isDeleted(deleted, client, clock)) continue;
    if (isTextKind(kind)) texts.add(typeNumber);
    else others.add(typeNumber);
  }
  const roots = new Set(places.types.roots.values());
  const spans = new Map<number, DeleteRange[]>();
  const keyed = new Set<number>();
  for (const [client, last] of ends) {
    for (const { place, clock, end } of spansWithin(places, { client, clock: 0, end: last })) {
      const typeNumber = typeNumberOf(place);
      if (!others.has(typeNumber) && !texts.has(typeNumber)) continue;
      if (isUnderKey(place) && !roots.has(typeNumber)) keyed.add(typeNumber);
      add(spans, typeNumber, { client, clock, end });
    }
  }
  for (const [typeNumber, spansOf] of spans) {
    const hasGaps =
      formatted.has(typeNumber) &&
      spansOf.some((span) => deletedRanges(deleted, span).next().done !== true);
    if (!others.has(typeNumber) && !keyed.has(typeNumber) && !hasGaps) spans.delete(typeNumber);
  }
  return spans;
}
