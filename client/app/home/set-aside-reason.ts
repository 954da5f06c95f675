/** Why a copy was set aside, in a few words. */

import type { SetAsideCode } from "@coscribe/client";
import { closeCodes } from "@coscribe/shared";

const reasons: ReadonlyMap<number, string> = new Map([
  [closeCodes.documentDeleted.code, "Deleted on the server"],
  [closeCodes.frameTooLarge.code, "With an edit that was too large for the server"],
  [closeCodes.documentTooLarge.code, "Too large for the server"],
  [closeCodes.updateRefused.code, "With an edit that the server did not accept"],
]);

/** For any close code, also for one that only a newer version knows. */
export function reasonFor(code: SetAsideCode): string {
  if (code === "unreadable") return "This device has lost a part of it";
  return reasons.get(code) ?? "Refused by the server";
}
