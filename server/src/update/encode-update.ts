/** Runs and deleted ranges → the bytes of one update. */

import { varUintSize, writeVarUint } from "@coscribe/shared";
import type { DeleteSet } from "./delete-set.ts";
import type { StructRun } from "./struct-run.ts";

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

function countOf(runs: readonly StructRun[]): number {
  return runs.reduce((count, run) => count + run.count, 0);
}

function clockOf(runs: readonly StructRun[]): number {
  return runs[0]?.clock ?? 0;
}
