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

/** A growing set of deleted clocks. */
export class DeleteSet {
  /** Client ID → starts and ends in turn: [start, end, start, end, …]. */
  readonly #edges = new Map<number, number[]>();

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
    for (const [client, added] of groupByClient(ranges)) {
      const merged = [...pairsOf(this.#edges.get(client) ?? []), ...added];
      merged.sort(([a], [b]) => a - b);
      this.#edges.set(client, joinTouching(merged));
    }
  }

  /** The parts of `range` that are not in the set, in order. */
  missingFrom({ client, clock, end }: DeleteRange): readonly DeleteRange[] {
    const edges = this.#edges.get(client) ?? [];
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

type Pair = readonly [start: number, end: number];

function groupByClient(ranges: readonly DeleteRange[]): ReadonlyMap<number, readonly Pair[]> {
  const groups = new Map<number, Pair[]>();
  for (const { client, clock, end } of ranges) {
    const group = groups.get(client);
    if (group === undefined) groups.set(client, [[clock, end]]);
    else group.push([clock, end]);
  }
  return groups;
}

function pairsOf(edges: readonly number[]): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let index = 0; index < edges.length; index += 2) {
    pairs.push([edges[index] ?? 0, edges[index + 1] ?? 0]);
  }
  return pairs;
}

/** Edges of the ranges in `sorted`, those that overlap or touch made one. */
function joinTouching(sorted: readonly Pair[]): number[] {
  const edges: number[] = [];
  for (const [start, end] of sorted) {
    const last = edges.at(-1);
    if (last === undefined || start > last) edges.push(start, end);
    else edges[edges.length - 1] = Math.max(last, end);
  }
  return edges;
}
