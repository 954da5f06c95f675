/** What others see of somebody: who it is says the server, where it knows, and not the client. */

import type { AccessUser, PresenceEntry } from "@coscribe/shared";
import { decodeUtf8, encodeUtf8 } from "lib0/string";
import { checkPresenceState } from "../room/presence-state.ts";

/** What the id of somebody begins with whom nobody knows, where others are known. */
const guestPrefix = "guest:";

/**
 * `entry` of somebody who says who they are, and whom nobody knows: with an id that is nobody's whom the server
 * knows. Throws as {@link shownAs} does.
 */
export function shownAsGuest(entry: PresenceEntry): PresenceEntry {
  return withUser(entry, ({ id, ...claimed }) => {
    return typeof id === "string" ? { ...claimed, id: guestPrefix + id } : claimed;
  });
}

/**
 * `entry` with the id, name and colour of `user` in the field `user` of its state, where Yjs editors have
 * them. A colour of the client's own choice stays where the server has none. Throws ProtocolError
 * `malformedFrame` for a state that is none.
 */
export function shownAs(user: AccessUser, entry: PresenceEntry): PresenceEntry {
  const { id, name = id, color } = user;
  const colors = color === undefined ? {} : { color, colorLight: `${color}33` };
  return withUser(entry, (claimed) => ({ ...claimed, id, name, ...colors }), {});
}

/** `none` is what somebody claims who claims nothing; without it they are left as they are. */
function withUser(
  entry: PresenceEntry,
  userOf: (claimed: Fields) => Fields,
  none?: Fields,
): PresenceEntry {
  // One that is too much is shown to nobody, whoever it says it is.
  if (entry.state === null || checkPresenceState(entry.state) !== undefined) return entry;
  const state: unknown = JSON.parse(decodeUtf8(entry.state));
  // Others, such as a number, show nobody.
  if (!isObject(state)) return entry;
  const claimed = isObject(state["user"]) ? state["user"] : none;
  if (claimed === undefined) return entry;
  return { ...entry, state: encodeUtf8(JSON.stringify({ ...state, user: userOf(claimed) })) };
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
