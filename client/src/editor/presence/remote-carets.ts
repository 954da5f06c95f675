/** The other people's carets, read out of awareness states, which may hold anything. */

import type { Awareness } from "y-protocols/awareness";
import type { RelativePosition } from "yjs";
import { parseRelativePosition } from "../binding/anchored.ts";
import { userOf } from "../../participants.ts";
import type { User } from "../../status.ts";

/** More carets than this nobody can tell apart. */
const maxCarets = 50;

/** The field of an awareness state that has the caret, as other bindings of Yjs name it. */
export const caretField = "cursor";

/** Somebody else's selection. */
export interface RemoteCaret {
  /** Yjs client ID of the other replica. */
  readonly clientId: number;
  /** Undefined for somebody who gave no name. */
  readonly user: User | undefined;
  readonly anchor: RelativePosition;
  readonly head: RelativePosition;
}

/** Everybody who says where their caret is, this client excepted. */
export function remoteCarets(awareness: Awareness): RemoteCaret[] {
  const carets: RemoteCaret[] = [];
  for (const [clientId, state] of awareness.getStates()) {
    if (clientId === awareness.clientID || carets.length === maxCarets) continue;
    const cursor = (state[caretField] ?? {}) as { anchor?: unknown; head?: unknown };
    const anchor = parseRelativePosition(cursor.anchor);
    const head = parseRelativePosition(cursor.head);
    if (anchor === undefined || head === undefined) continue;
    carets.push({ clientId, user: userOf(state["user"]), anchor, head });
  }
  return carets;
}
