/** Compacts a replica as a room does, but at once. */

import type { Replica } from "@coscribe/server/internal/document/replica";
import { concat } from "@coscribe/server/internal/update/struct-run";
import { baseOf } from "@coscribe/server/internal/worker/background";
import { compact } from "@coscribe/server/internal/worker/jobs";
import { atOnce } from "@coscribe/server/internal/worker/pack";

/** Puts the compact form of `replica` in its place, and returns it; `meanwhile` happens in between. */
export function compactReplica(
  replica: Replica,
  meanwhile?: () => void,
  keepsDeleted = false,
): Uint8Array {
  const { pieces, deletesAt } = replica.freeze();
  const base = atOnce(baseOf(compact(concat(pieces), deletesAt, keepsDeleted)));
  meanwhile?.();
  const steps = replica.rebase(base);
  while (steps.next().done !== true);
  replica.thaw();
  return base.update;
}
