/**
 * Which structs are deleted, as ranges of clocks: per client sorted, apart, never touching.
 *
 * A state vector does not tell what of this a peer has, so every answer to a SyncStep1 carries the
 * whole set.
 */

import { varUintSize, writeVarUint } from "@coscribe/shared";
import { ClockRanges } from "./clock-ranges.ts";

/** The clocks of `client` from `clock` up to, not including, `end`. */
export interface DeleteRange {
  readonly client: number;
  readonly clock: number;
  readonly end: number;
}

/**
 * Ranges as numbers, {@link numbersPerRange} each: client, clock, end. There may be millions, for which
 * objects would take a gigabyte.
 */
export type DeleteRanges = readonly number[] | Float64Array;

/** See {@link DeleteRanges}. */
export const numbersPerRange = 3;

/** No range at all. */
export const noRanges: DeleteRanges = [];

/** What a client takes in memory besides its ranges, about. */
const bytesPerClient = 100;

/** A client's ranges of so few bytes, and its ID and their number, share a piece of so many with others'. */
const mostLittleBytes = 256;
const mostHeadBytes = 16;
const sharedBytes = 16 * 1024;

/** What a set starts with that may stay empty; never added to. */
const nobody = new Map<number, ClockRanges>();

/** A growing set of deleted clocks. */
export class DeleteSet {
  /** One of its own is made when needed. */
  #clients = nobody;

  /** True when nothing is deleted. */
  get isEmpty(): boolean {
    return this.#clients.size === 0;
  }

  /** Bytes in memory, about. */
  get byteLength(): number {
    let bytes = 0;
    for (const ranges of this.#clients.values()) bytes += bytesPerClient + ranges.byteLength;
    return bytes;
  }

  /** Adds a range, joining what it overlaps or touches; returns how many bytes that takes. */
  add(client: number, clock: number, end: number): number {
    let ranges = this.#clients.get(client);
    let before = 0;
    if (ranges === undefined) {
      ranges = new ClockRanges();
      if (this.#clients === nobody) this.#clients = new Map();
      this.#clients.set(client, ranges);
      before = -bytesPerClient;
    } else before = ranges.byteLength;
    ranges.add(clock, end);
    return ranges.byteLength - before;
  }

  /** Adds many ranges; returns how many bytes that takes. It is fastest where they are in order. */
  addAll(added: DeleteRanges): number {
    let bytes = 0;
    for (let at = 0; at < added.length; at += numbersPerRange) {
      bytes += this.add(added[at] ?? 0, added[at + 1] ?? 0, added[at + 2] ?? 0);
    }
    return bytes;
  }

  /**
   * Calls `found` with the parts of a range that are not in the set, in order. Where they are very
   * many it is one range with all of them and what is between them.
   */
  missingFrom(
    client: number,
    clock: number,
    end: number,
    found: (clock: number, end: number) => void,
  ): void {
    const ranges = this.#clients.get(client);
    if (ranges === undefined) found(clock, end);
    else ranges.missingFrom(clock, end, found);
  }

  /** Whether all of a range is in the set. */
  has(client: number, clock: number, end: number): boolean {
    let hasAll = true;
    this.missingFrom(client, clock, end, () => (hasAll = false));
    return hasAll;
  }

  /** Calls `found` with each range; those of a client stand together and in order. */
  forEach(found: (client: number, clock: number, end: number) => void): void {
    for (const [client, ranges] of this.#clients) {
      ranges.forEach((clock, end) => found(client, clock, end));
    }
  }

  /** The ranges of each client. */
  get clients(): ReadonlyMap<number, ClockRanges> {
    return this.#clients;
  }

  /** How many ranges there are. */
  get count(): number {
    let count = 0;
    for (const ranges of this.#clients.values()) count += ranges.count;
    return count;
  }

  /** Whether both have the same clocks. Takes longer the more ranges there are. */
  equals(other: DeleteSet): boolean {
    if (this.#clients.size !== other.#clients.size) return false;
    for (const [client, ranges] of this.#clients) {
      const others = other.#clients.get(client);
      if (others?.count !== ranges.count || others.encodedSize !== ranges.encodedSize) return false;
      const edges = edgesOf(ranges);
      const othersEdges = edgesOf(others);
      if (!edges.every((edge, index) => edge === othersEdges[index])) return false;
    }
    return true;
  }

  /** Bytes that {@link write} takes. */
  get encodedSize(): number {
    let size = varUintSize(this.#clients.size);
    for (const [client, ranges] of this.#clients) {
      size += varUintSize(client) + varUintSize(ranges.count) + ranges.encodedSize;
    }
    return size;
  }

  /** Writes the set as the end of an update at `position`; returns the position after it. */
  write(target: Uint8Array, position: number): number {
    let at = writeVarUint(target, position, this.#clients.size);
    for (const [client, ranges] of this.#clients) {
      at = writeVarUint(target, at, client);
      at = writeVarUint(target, at, ranges.count);
      at = ranges.write(target, at);
    }
    return at;
  }

  /**
   * The same as pieces that will not change. Of clients who have deleted little there may be many: they
   * share pieces.
   */
  pieces(): readonly Uint8Array[] {
    const pieces = [varUints(this.#clients.size)];
    let shared = new Uint8Array();
    let start = 0;
    let at = 0;
    const cut = (): void => {
      if (at > start) pieces.push(shared.subarray(start, at));
      start = at;
    };
    for (const [client, ranges] of this.#clients) {
      const isLittle = ranges.encodedSize <= mostLittleBytes;
      if (at + mostHeadBytes + mostLittleBytes > shared.length) {
        cut();
        shared = new Uint8Array(sharedBytes);
        start = 0;
        at = 0;
      }
      at = writeVarUint(shared, at, client);
      at = writeVarUint(shared, at, ranges.count);
      if (isLittle) at = ranges.write(shared, at);
      else {
        cut();
        for (const piece of ranges.pieces()) pieces.push(piece);
      }
    }
    cut();
    return pieces;
  }
}

/**
 * `ranges` without overlaps, and in order within each client. Of a million that come in any order it
 * takes as long as sorting two million numbers.
 */
export function joinRanges(ranges: DeleteRanges): DeleteRanges {
  if (ranges.length <= numbersPerRange || areJoined(ranges)) return ranges;
  return sortedRanges(ranges);
}

/** Whether the ranges of each client stand together, in order and apart, as Yjs writes them. */
function areJoined(ranges: DeleteRanges): boolean {
  const clients = new Set<number>();
  let client: number | undefined;
  let reach = 0;
  for (let at = 0; at < ranges.length; at += numbersPerRange) {
    if (ranges[at] !== client) {
      client = ranges[at] ?? 0;
      if (clients.has(client)) return false;
      clients.add(client);
    } else if ((ranges[at + 1] ?? 0) <= reach) return false;
    reach = ranges[at + 2] ?? 0;
  }
  return true;
}

/** The ranges of one client, while they are being put in order. */
interface Unsorted {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  count: number;
}

/**
 * Starts and ends are sorted each for themselves: where the next start lies behind as many ends as
 * there were starts, a joined range ends.
 */
function sortedRanges(ranges: DeleteRanges): DeleteRanges {
  const joined = new Float64Array(ranges.length);
  let length = 0;
  for (const [client, { starts, ends }] of byClient(ranges)) {
    starts.sort();
    ends.sort();
    let start = starts[0] ?? 0;
    for (let index = 0; index < ends.length; index++) {
      const end = ends[index] ?? 0;
      const next = starts[index + 1] ?? Infinity;
      if (next <= end) continue;
      joined[length++] = client;
      joined[length++] = start;
      joined[length++] = end;
      start = next;
    }
  }
  return joined.slice(0, length);
}

function byClient(ranges: DeleteRanges): ReadonlyMap<number, Unsorted> {
  const counts = new Map<number, number>();
  for (let at = 0; at < ranges.length; at += numbersPerRange) {
    const client = ranges[at] ?? 0;
    counts.set(client, (counts.get(client) ?? 0) + 1);
  }
  const clients = new Map<number, Unsorted>();
  for (const [client, count] of counts) {
    const [starts, ends] = [new Float64Array(count), new Float64Array(count)];
    clients.set(client, { starts, ends, count: 0 });
  }
  for (let at = 0; at < ranges.length; at += numbersPerRange) {
    const unsorted = clients.get(ranges[at] ?? 0);
    if (unsorted === undefined) continue;
    unsorted.starts[unsorted.count] = ranges[at + 1] ?? 0;
    unsorted.ends[unsorted.count] = ranges[at + 2] ?? 0;
    unsorted.count++;
  }
  return clients;
}

function edgesOf(ranges: ClockRanges): Float64Array {
  const edges = new Float64Array(ranges.count * 2);
  let at = 0;
  ranges.forEach((clock, end) => {
    edges[at++] = clock;
    edges[at++] = end;
  });
  return edges;
}

/** Numbers as an update has them. */
export function varUints(...numbers: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(numbers.reduce((size, number) => size + varUintSize(number), 0));
  let at = 0;
  for (const number of numbers) at = writeVarUint(bytes, at, number);
  return bytes;
}
