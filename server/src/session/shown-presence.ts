/** What others see of somebody whom the server knows: who it is says the server, and not the client. */

import type { AccessUser, PresenceEntry } from "@coscribe/shared";
import { decodeUtf8, encodeUtf8 } from "lib0/string";
import { checkPresenceState } from "../room/presence-state.ts";

/**
 * `entry` with the id, name and colour of `user` in the field `user` of its state, where Yjs editors have
 * them. A colour of the client's own choice stays where the server has none. Throws ProtocolError
 * `malformedFrame` for a state that is none.
 */
export function shownAs(user: AccessUser, entry: PresenceEntry): PresenceEntry {
  // One that is too much is shown to nobody, whoever it says it is.
  if (entry.state === null || checkPresenceState(entry.state) !== undefined) return entry;
  const state: unknown = JSON.parse(decodeUtf8(entry.state));
  // Others, such as a number, show nobody.
  if (!isObject(state)) return entry;
  const { id, name = id, color } = user;
  const claimed = isObject(state["user"]) ? state["user"] : {};
  const shown = {
    ...claimed,
    id,
    name,
    ...(color !== undefined && { color, colorLight: `${color}33` }),
  };
  return { ...entry, state: encodeUtf8(JSON.stringify({ ...state, user: shown })) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
