/** The person that this device knows, also when another tab has changed it. */

import type { User } from "@coscribe/client";
import { useObserved } from "@coscribe/client/ui";
import type { Preferences } from "../preferences.ts";

/** See the head of this file. */
export function useOwnUser(preferences: Preferences): User | undefined {
  return useObserved(
    preferences,
    (source, listener) => source.onChange(listener),
    (source) => source.user,
    (a, b) => a?.name === b?.name && a?.color === b?.color,
  );
}
