/** Whom the view scrolls along with, if anybody. */

import type { Connection } from "../../connection.ts";
import type { Person } from "../../status.ts";
import type { Editor } from "../../editor/index.ts";
import { useLayoutEffect, useState } from "preact/hooks";
import { usePeople } from "./use-people.ts";

/** See the head of this file. */
export interface Following {
  readonly followed: Person | undefined;
  readonly follow: (person: Person) => void;
  readonly stop: () => void;
}

/** Ends when the user does something else, see `Editor.follow`, and when the person leaves. */
export function useFollowing(connection: Connection, editor: Editor | undefined): Following {
  const people = usePeople(connection);
  const [key, setKey] = useState<string>();
  const followed = people.find((person) => person.key === key && !person.isSelf);
  const stop = (): void => setKey(undefined);
  const followedKey = followed?.key;
  useLayoutEffect(() => {
    if (editor === undefined || followedKey === undefined) return undefined;
    const isTheirs = (clientId: number): boolean =>
      connection.people.some(
        (person) => person.key === followedKey && person.clientIds.includes(clientId),
      );
    return editor.follow(isTheirs, stop);
  }, [editor, followedKey]);
  // Whoever comes back later is not followed without being asked.
  useLayoutEffect(() => {
    if (key !== undefined && followedKey === undefined) stop();
  }, [key, followedKey]);
  return { followed, follow: (person) => setKey(person.key), stop };
}
