/** Reads people out of awareness states, which other programs may have filled with anything. */

import type { Awareness } from "y-protocols/awareness";
import type { Participant, Person, User } from "./status.ts";

const colorPattern = /^#[0-9a-f]{6}$/i;
/** Used where a participant gave no colour that can be drawn. */
const neutralColor = "#6b7280";
/** Longer names are cut: they come from other people and end up in small places. */
const maxNameLength = 60;
/** Longer IDs are none. */
const maxIdLength = 64;
/** The field of an awareness state that says that its owner does not look. */
export const awayField = "away";

/** Everybody with a state, in the order of their client IDs, so that lists do not jump. */
export function participantsOf(awareness: Awareness): readonly Participant[] {
  return [...awareness.getStates()]
    .toSorted(([a], [b]) => a - b)
    .map(([clientId, state]) => ({
      clientId,
      user: userOf(state["user"]),
      isSelf: clientId === awareness.clientID,
      isAway: state[awayField] === true,
    }));
}

/** The people behind `participants`, in the order of their keys, so that lists do not jump. */
export function peopleOf(participants: readonly Participant[]): readonly Person[] {
  const byKey = new Map<string, Participant[]>();
  for (const participant of participants) {
    const { user, clientId } = participant;
    // A number cannot be mistaken for an ID, which others choose.
    const key = user?.id === undefined ? `#${clientId}` : `=${user.id}`;
    byKey.set(key, [...(byKey.get(key) ?? []), participant]);
  }
  return [...byKey]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, theirs]) => {
      const shown = theirs.find(({ isSelf }) => isSelf) ?? theirs.find(({ isAway }) => !isAway);
      return {
        key,
        user: (shown ?? theirs[0])?.user,
        clientIds: theirs.map(({ clientId }) => clientId),
        isSelf: theirs.some(({ isSelf }) => isSelf),
        isAway: theirs.every(({ isAway }) => isAway),
      };
    });
}

/** The user in an awareness state's `user` field, or undefined where there is none worth showing. */
export function userOf(field: unknown): User | undefined {
  if (typeof field !== "object" || field === null) return undefined;
  const {
    name,
    color,
    id,
    madeUpColorSince: since,
  } = field as Partial<Record<keyof User, unknown>>;
  const isId = typeof id === "string" && id !== "" && id.length <= maxIdLength;
  if (typeof name !== "string" || name.trim() === "") return undefined;
  return {
    name: name.trim().slice(0, maxNameLength),
    color: typeof color === "string" && colorPattern.test(color) ? color : neutralColor,
    ...(isId && { id }),
    ...(typeof since === "number" && Number.isFinite(since) && { madeUpColorSince: since }),
  };
}
