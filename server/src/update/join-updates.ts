/** Several updates → one, where each continues what the ones before it hold. */

import { DeleteSet } from "./delete-set.ts";
import { encodeUpdate } from "./encode-update.ts";
import { parseUpdate } from "./parse-update.ts";
import type { StructRun } from "./struct-run.ts";

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
