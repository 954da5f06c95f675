/**
 * Which structs are deleted, as ranges of clocks: per client sorted, apart, never touching.
 *
 * A state vector does not tell what of this a peer has, so every answer to a SyncStep1 carries the
 * whole set.
 */

import { varUintSize, writeVarUint } from "@coscribe/shared";

/** The clocks of `client` from `clock` up to, not including, `end`. */
export interface DeleteRange {
  readonly client: number;
  readonly clock: number;
  readonly end: number;
}

/** Client ID → starts and ends of ranges in turn: [start, end, start, end, …]. */
export type DeletedEdges = ReadonlyMap<number, readonly number[]>;

/** A growing set of deleted clocks. */
export class DeleteSet {
  readonly #edges = new Map<number, number[]>();

  /** A set with these ranges, or none. */
  constructor(edges?: DeletedEdges) {
    for (const [client, ranges] of edges ?? []) this.#edges.set(client, [...ranges]);
  }

  /** The ranges as plain data, to be read. */
  get edges(): DeletedEdges {
    return this.#edges;
  }

  /** True when nothing is deleted. */
  get isEmpty(): boolean {
    return this.#edges.size === 0;
  }

  /** Adds a range, joining what it overlaps or touches. */
  add({ client, clock, end }: DeleteRange): void {
    const edges = this.#edges.get(client);
    if (edges === undefined) {
      this.#edges.set(client, [clock, end]);
      return;
    }
    // The ranges from `first` up to `last` overlap or touch the new one and are replaced by it.
    const first = firstRangeEndingAtOrAfter(edges, clock);
    let last = first;
    while (last < edges.length && (edges[last] ?? 0) <= end) last += 2;
    const start = last > first ? Math.min(clock, edges[first] ?? clock) : clock;
    const stop = last > first ? Math.max(end, edges[last - 1] ?? end) : end;
    edges.splice(first, last - first, start, stop);
  }

  /** Adds many ranges in one go: time grows with their number and the set's size, not the product. */
  addAll(ranges: readonly DeleteRange[]): void {
    // Each single insertion moves what comes after it; for a few that is cheaper than a merge.
    if (ranges.length < 16) {
      for (const range of ranges) this.add(range);
      return;
    }
    for (const [client, added] of edgesByClient(ranges)) {
      const edges = this.#edges.get(client);
      this.#edges.set(client, edges === undefined ? added : union(edges, added));
    }
  }

  /** The parts of `range` that are not in the set, in order. */
  missingFrom(range: DeleteRange): readonly DeleteRange[] {
    const { client, clock, end } = range;
    const edges = this.#edges.get(client);
    if (edges === undefined) return [range];
    const missing: DeleteRange[] = [];
    let at = clock;
    for (let index = firstRangeEndingAtOrAfter(edges, clock); index < edges.length; index += 2) {
      const start = edges[index] ?? 0;
      if (start >= end) break;
      if (start > at) missing.push({ client, clock: at, end: start });
      at = Math.max(at, edges[index + 1] ?? 0);
    }
    if (at < end) missing.push({ client, clock: at, end });
    return missing;
  }

  /** Whether `ranges`, in the order of {@link joinRanges}, are what is deleted. */
  isExactly(ranges: readonly DeleteRange[]): boolean {
    const passed = new Map<number, number>();
    for (const { client, clock, end } of ranges) {
      const edges = this.#edges.get(client);
      const at = passed.get(client) ?? 0;
      if (edges?.[at] !== clock || edges[at + 1] !== end) return false;
      passed.set(client, at + 2);
    }
    for (const [client, { length }] of this.#edges) if (passed.get(client) !== length) return false;
    return true;
  }

  /** Bytes that {@link write} takes. */
  get encodedSize(): number {
    let size = varUintSize(this.#edges.size);
    for (const [client, edges] of this.#edges) {
      size += varUintSize(client) + varUintSize(edges.length / 2);
      for (let index = 0; index < edges.length; index += 2) {
        const start = edges[index] ?? 0;
        size += varUintSize(start) + varUintSize((edges[index + 1] ?? 0) - start);
      }
    }
    return size;
  }

  /** Writes the set as the end of an update at `position`; returns the position after it. */
  write(target: Uint8Array, position: number): number {
    let at = writeVarUint(target, position, this.#edges.size);
    for (const [client, edges] of this.#edges) {
      at = writeVarUint(target, at, client);
      at = writeVarUint(target, at, edges.length / 2);
      for (let index = 0; index < edges.length; index += 2) {
        const start = edges[index] ?? 0;
        at = writeVarUint(target, at, start);
        at = writeVarUint(target, at, (edges[index + 1] ?? 0) - start);
      }
    }
    return at;
  }
}

/** Index of the first range that ends at or after `clock`; `edges.length` if there is none. */
function firstRangeEndingAtOrAfter(edges: readonly number[], clock: number): number {
  let low = 0;
  let high = edges.length / 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle * 2 + 1] ?? 0) < clock) low = middle + 1;
    else high = middle;
  }
  return low * 2;
}

/** `ranges` without overlaps, in order within each client. */
export function joinRanges(ranges: readonly DeleteRange[]): readonly DeleteRange[] {
  if (ranges.length < 2 || areJoined(ranges)) return ranges;
  const joined: DeleteRange[] = [];
  for (const [client, edges] of edgesByClient(ranges)) {
    for (let index = 0; index < edges.length; index += 2) {
      joined.push({ client, clock: edges[index] ?? 0, end: edges[index + 1] ?? 0 });
    }
  }
  return joined;
}

/** Whether the ranges of each client stand together, in order and apart, as Yjs writes them. */
function areJoined(ranges: readonly DeleteRange[]): boolean {
  const clients = new Set<number>();
  let client: number | undefined;
  let reach = 0;
  for (const range of ranges) {
    if (range.client !== client) {
      client = range.client;
      if (clients.has(client)) return false;
      clients.add(client);
    } else if (range.clock <= reach) return false;
    reach = range.end;
  }
  return true;
}

/** Per client the edges of its ranges, in order; ranges that overlap or touch are made one. */
function edgesByClient(ranges: readonly DeleteRange[]): ReadonlyMap<number, number[]> {
  const edgesOf = new Map<number, number[]>();
  let unsorted: DeleteRange[] | undefined;
  for (const range of ranges) {
    const edges = edgesOf.get(range.client);
    if (edges === undefined) edgesOf.set(range.client, [range.clock, range.end]);
    // Mostly they come in order.
    else if (range.clock > (edges.at(-1) ?? 0)) edges.push(range.clock, range.end);
    else (unsorted ??= []).push(range);
  }
  if (unsorted === undefined) return edgesOf;
  const sorted = unsorted.toSorted((a, b) => a.client - b.client || a.clock - b.clock);
  for (let from = 0; from < sorted.length;) {
    const client = sorted[from]?.client ?? 0;
    const edges: number[] = [];
    for (; sorted[from]?.client === client; from++) {
      const { clock = 0, end = 0 } = sorted[from] ?? {};
      if (clock > (edges.at(-1) ?? -1)) edges.push(clock, end);
      else edges[edges.length - 1] = Math.max(end, edges.at(-1) ?? 0);
    }
    edgesOf.set(client, union(edgesOf.get(client) ?? [], edges));
  }
  return edgesOf;
}

/** The edges of both, in order of their starts; ranges that overlap or touch are made one. */
function union(a: readonly number[], b: readonly number[]): number[] {
  const edges: number[] = [];
  let stop = -1;
  for (let inA = 0, inB = 0; inA < a.length || inB < b.length;) {
    const isFromA = (a[inA] ?? Infinity) <= (b[inB] ?? Infinity);
    const start = (isFromA ? a[inA] : b[inB]) ?? 0;
    const end = (isFromA ? a[inA + 1] : b[inB + 1]) ?? 0;
    if (isFromA) inA += 2;
    else inB += 2;
    if (start > stop) edges.push(start, end);
    else if (end > stop) edges[edges.length - 1] = end;
    stop = Math.max(stop, end);
  }
  return edges;
}
