/** What every store checks of its callers' arguments. Each throws a RangeError with the value. */

import type { Sequence } from "./document-store.ts";

/** Checks the `through` of a compaction against the current base and the last update. */
export function checkThrough(through: Sequence, lowest: Sequence, highest: Sequence): void {
  if (Number.isInteger(through) && through >= lowest && through <= highest) return;
  throw new RangeError(
    `cannot compact through ${through}: it must lie between ${lowest} and ${highest}`,
  );
}

/** Checks the `limit` of a list. */
export function checkLimit(limit: number | undefined): void {
  if (limit === undefined || (Number.isInteger(limit) && limit > 0)) return;
  throw new RangeError(`limit is ${limit}, not a positive integer`);
}
