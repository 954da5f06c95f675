/** A large update on its way into a room: screened beside the main loop, then taken in. */

import { ProtocolError } from "@coscribe/shared";
import { isEmptyChange } from "../update/admit-update.ts";
import type { Member } from "./member.ts";
import type { Room } from "./room.ts";

/** How often it is screened again because others brought parts of it meanwhile. */
const mostScreenings = 5;

/** What may be done on the way. */
export interface LargeUpdateSteps {
  /** Called once, where there is anything new in it, before it is taken in; its rejection ends it. */
  readonly accept?: (() => Promise<void> | undefined) | undefined;
  /** Does what takes time on the main loop. */
  readonly charge?: <T>(work: () => T) => T;
}

/**
 * Takes in what of `update` is new and complete; gives whether that is all of it, as `Room.submit` does.
 * Rejects with ProtocolError as that does, and with `tryAgainLater` where others bring parts of it again and again.
 */
export async function submitLarge(
  room: Room,
  update: Uint8Array,
  author: Member,
  { accept, charge = atOnce }: LargeUpdateSteps = {},
): Promise<boolean> {
  let isAccepted = accept === undefined;
  for (let attempt = 0; attempt < mostScreenings; attempt++) {
    // oxlint-disable-next-line no-await-in-loop -- again only where the document has changed
    const screened = await room.screen(update, author);
    const isNews = !(screened.isComplete && isEmptyChange(screened.change));
    if (!isAccepted && isNews) {
      // oxlint-disable-next-line no-await-in-loop
      await accept?.();
      isAccepted = true;
    }
    // oxlint-disable-next-line no-await-in-loop
    const isComplete = await charge(() => room.submitScreened(screened, author));
    if (isComplete !== undefined) return isComplete;
  }
  throw new ProtocolError("tryAgainLater");
}

function atOnce<T>(work: () => T): T {
  return work();
}
