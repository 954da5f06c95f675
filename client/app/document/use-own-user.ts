/** The person that this device knows, in the colour that others see, also when another tab has changed it. */

import type { Connection, User } from "@coscribe/client";
import { useObserved } from "@coscribe/client/ui";
import type { Preferences } from "../preferences.ts";

/** See the head of this file. */
export function useOwnUser(connection: Connection, preferences: Preferences): User | undefined {
  const user = useObserved(
    preferences,
    (source, listener) => source.onChange(listener),
    (source) => source.user,
    (a, b) => a?.name === b?.name && a?.color === b?.color,
  );
  const color = useObserved(
    connection,
    (source, listener) => source.on("participants", listener),
    (source) => source.participants.find(({ isSelf }) => isSelf)?.user?.color,
  );
  return user && { ...user, ...(color !== undefined && { color }) };
}
