/** The people in a document, oneself first. */

import type { Connection } from "../../connection.ts";
import type { Person } from "../../status.ts";
import type { InterfaceWords } from "../messages/use-words.ts";
import { useObserved } from "../parts/use-observed.ts";

/** See the head of this file. */
export function usePeople(connection: Connection): readonly Person[] {
  return useObserved(
    connection,
    (source, listener) => source.on("participants", listener),
    ({ people }) => people.toSorted((a, b) => Number(b.isSelf) - Number(a.isSelf)),
    isSameList,
  );
}

/** Carets move with every key; only what is drawn here counts as a change. */
function isSameList(a: readonly Person[], b: readonly Person[]): boolean {
  return a.length === b.length && a.every((person, index) => isSame(person, b[index]));
}

function isSame(a: Person, b: Person | undefined): boolean {
  const isSameUser = a.user?.name === b?.user?.name && a.user?.color === b?.user?.color;
  return a.key === b?.key && a.isSelf === b.isSelf && a.isAway === b.isAway && isSameUser;
}

/** What a person is called. */
export function nameOf(words: InterfaceWords, { user }: Person): string {
  return user?.name ?? words.say("people.unnamed");
}
