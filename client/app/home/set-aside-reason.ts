/** Why the server has refused a copy, in a few words. */

import { closeCodes } from "@coscribe/shared";

const reasons: ReadonlyMap<number, string> = new Map([
  [closeCodes.documentDeleted.code, "Deleted on the server"],
  [closeCodes.frameTooLarge.code, "With an edit that was too large for the server"],
  [closeCodes.documentTooLarge.code, "Too large for the server"],
  [closeCodes.updateRefused.code, "With an edit that the server did not accept"],
]);

/** For any close code, also for one that only a newer version knows. */
export function reasonFor(code: number): string {
  return reasons.get(code) ?? "Refused by the server";
}
