/** Who can be mentioned: the people who are in the document, read off their presence. */

import type { Awareness } from "y-protocols/awareness";

/** Somebody who is here. */
export interface PersonHere {
  /**
   * What she is known by among those who are here: the id that she says, the same in all her tabs, or else
   * that of her connection.
   */
  readonly id: string;
  /** Her name. */
  readonly label: string;
}

/** As in a document: longer ones are nobody's. */
const maxIdLength = 512;
const maxNameLength = 200;

/** Everybody with a name, each once, oneself last; other programs may have sent anything. */
export function peopleIn(awareness: Awareness): readonly PersonHere[] {
  const found = new Map<string, PersonHere>();
  const isSelf = (clientId: number): number => Number(clientId === awareness.clientID);
  const states = [...awareness.getStates()].toSorted(([a], [b]) => isSelf(a) - isSelf(b));
  for (const [clientId, state] of states) {
    const { user } = state as { readonly user?: unknown };
    if (typeof user !== "object" || user === null) continue;
    const { name, id } = user as { readonly name?: unknown; readonly id?: unknown };
    if (typeof name !== "string" || name.trim() === "") continue;
    const isId = typeof id === "string" && id !== "" && id.length <= maxIdLength;
    const key = isId ? id : String(clientId);
    if (!found.has(key)) found.set(key, { id: key, label: name.trim().slice(0, maxNameLength) });
  }
  return [...found.values()];
}
