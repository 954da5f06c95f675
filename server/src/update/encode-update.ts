/** Runs and deleted ranges → the bytes of one update; several updates that continue one another → one. */

import { varUintSize, writeVarUint } from "@coscribe/shared";
import { DeleteSet } from "./delete-set.ts";
import { parseUpdate } from "./parse-update.ts";
import { concat, varUintBytes, type StructRun } from "./struct-run.ts";

/** The update that changes nothing. */
export const emptyUpdate: Uint8Array = Uint8Array.of(0, 0);

/**
 * Encodes `runsByClient`: per client, runs that continue one another, at least one. Clients are
 * written from the highest ID down, the order in which Yjs resolves conflicts fastest and which
 * its lazy readers take for granted.
 */
export function encodeUpdate(
  runsByClient: ReadonlyMap<number, readonly StructRun[]>,
  deletes: DeleteSet,
): Uint8Array {
  const clients = [...runsByClient].toSorted(([a], [b]) => b - a);
  let size = varUintSize(clients.length) + deletes.encodedSize;
  for (const [client, runs] of clients) {
    size += varUintSize(countOf(runs)) + varUintSize(client) + varUintSize(clockOf(runs));
    for (const run of runs) size += run.bytes.length;
  }
  const update = new Uint8Array(size);
  let at = writeVarUint(update, 0, clients.length);
  for (const [client, runs] of clients) {
    at = writeVarUint(update, at, countOf(runs));
    at = writeVarUint(update, at, client);
    at = writeVarUint(update, at, clockOf(runs));
    for (const run of runs) {
      update.set(run.bytes, at);
      at += run.bytes.length;
    }
  }
  deletes.write(update, at);
  return update;
}

/** The bytes of an update, in parts that follow one another and may be views on others' memory. */
export type UpdateParts = readonly Uint8Array[];

/** Parts up to this size, in bytes, are copied: a view keeps a large buffer, and costs a write. */
const mostCopiedBytes = 4 * 1024;

/** The update with `runs`, at most one per client, and `deletes`; large runs are not copied. */
export function encodeInParts(runs: readonly StructRun[], deletes: DeleteSet): UpdateParts {
  const parts: Uint8Array[] = [];
  let small: Uint8Array[] = [varUintBytes(runs.length)];
  for (const { client, clock, count, bytes } of runs.toSorted((a, b) => b.client - a.client)) {
    small.push(varUintBytes(count), varUintBytes(client), varUintBytes(clock));
    if (bytes.length <= mostCopiedBytes) small.push(bytes);
    else {
      parts.push(concat(small), bytes);
      small = [];
    }
  }
  const deleted = new Uint8Array(deletes.encodedSize);
  deletes.write(deleted, 0);
  return [...parts, concat([...small, deleted])];
}

/**
 * One update with everything in `updates`, which a room made itself, in the order in which it made
 * them. Updates from elsewhere may overlap or leave gaps, and must be admitted by a replica instead.
 */
export function joinUpdates(updates: readonly Uint8Array[]): Uint8Array {
  const [first, ...rest] = updates;
  if (first !== undefined && rest.length === 0) return first;
  const runsByClient = new Map<number, StructRun[]>();
  const deleted = new DeleteSet();
  for (const update of updates) {
    const { runs, deletes } = parseUpdate(update);
    for (const run of runs) {
      const earlier = runsByClient.get(run.client);
      if (earlier === undefined) runsByClient.set(run.client, [run]);
      else earlier.push(run);
    }
    deleted.addAll(deletes);
  }
  return encodeUpdate(runsByClient, deleted);
}

function countOf(runs: readonly StructRun[]): number {
  return runs.reduce((count, run) => count + run.count, 0);
}

function clockOf(runs: readonly StructRun[]): number {
  return runs[0]?.clock ?? 0;
}
