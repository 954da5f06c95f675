/** The other people's carets, read out of awareness states, which may hold anything. */

import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { parseRelativePosition, placeOf, type SharedPlace } from "../binding/position.ts";
import { userOf } from "../../participants.ts";
import type { User } from "../../status.ts";

/** More carets than this nobody can tell apart. */
const maxCarets = 50;

/** The field of an awareness state that has the caret; y-prosemirror's own. */
export const caretField = "cursor";

/** Somebody else's selection. */
export interface RemoteCaret {
  /** Yjs client ID of the other replica. */
  readonly clientId: number;
  /** Undefined for somebody who gave no name. */
  readonly user: User | undefined;
  readonly anchor: SharedPlace;
  readonly head: SharedPlace;
}

/** Everybody whose caret is in `fragment`, this client excepted. */
export function remoteCarets(awareness: Awareness, fragment: Y.XmlFragment): RemoteCaret[] {
  const carets: RemoteCaret[] = [];
  for (const [clientId, state] of awareness.getStates()) {
    if (clientId === awareness.clientID || carets.length === maxCarets) continue;
    const { anchor, head } = (state[caretField] ?? {}) as { anchor?: unknown; head?: unknown };
    const anchorPlace = parsePlace(fragment, anchor);
    const headPlace = parsePlace(fragment, head);
    if (anchorPlace === undefined || headPlace === undefined) continue;
    carets.push({ clientId, user: userOf(state["user"]), anchor: anchorPlace, head: headPlace });
  }
  return carets;
}

function parsePlace(fragment: Y.XmlFragment, json: unknown): SharedPlace | undefined {
  const position = parseRelativePosition(json);
  return position && placeOf(fragment, position);
}
