/** Reads people out of awareness states, which other programs may have filled with anything. */

import type { Awareness } from "y-protocols/awareness";
import type { Participant, User } from "./status.ts";

const colorPattern = /^#[0-9a-f]{6}$/i;
/** Used where a participant gave no colour that can be drawn. */
const neutralColor = "#6b7280";
/** Longer names are cut: they come from other people and end up in small places. */
const maxNameLength = 60;

/** Everybody with a state, in the order of their client IDs, so that lists do not jump. */
export function participantsOf(awareness: Awareness): readonly Participant[] {
  return [...awareness.getStates()]
    .toSorted(([a], [b]) => a - b)
    .map(([clientId, state]) => ({
      clientId,
      user: userOf(state["user"]),
      isSelf: clientId === awareness.clientID,
    }));
}

/** The user in an awareness state's `user` field, or undefined where there is none worth showing. */
export function userOf(field: unknown): User | undefined {
  if (typeof field !== "object" || field === null) return undefined;
  const { name, color } = field as { name?: unknown; color?: unknown };
  if (typeof name !== "string" || name.trim() === "") return undefined;
  return {
    name: name.trim().slice(0, maxNameLength),
    color: typeof color === "string" && colorPattern.test(color) ? color : neutralColor,
  };
}
