/** Why a copy was set aside. */

import type { SetAsideCode } from "@coscribe/client";
import { closeCodes } from "@coscribe/shared";

/** `setAside.` and one of these is the message that says it. */
export type SetAsideReason =
  | "documentDeleted"
  | "frameTooLarge"
  | "documentTooLarge"
  | "updateRefused"
  | "unreadable"
  | "otherwise";

const reasons: ReadonlyMap<number, SetAsideReason> = new Map([
  [closeCodes.documentDeleted.code, "documentDeleted"],
  [closeCodes.frameTooLarge.code, "frameTooLarge"],
  [closeCodes.documentTooLarge.code, "documentTooLarge"],
  [closeCodes.updateRefused.code, "updateRefused"],
]);

/** For any close code, also for one that only a newer version knows. */
export function reasonFor(code: SetAsideCode): SetAsideReason {
  return code === "unreadable" ? code : (reasons.get(code) ?? "otherwise");
}
