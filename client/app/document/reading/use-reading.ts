/** How this person likes to read, as it changes here or in another tab. */

import type { Preferences, Reading } from "../../preferences.ts";
import { useObserved } from "@coscribe/client/ui";

/** See the head of this file. */
export function useReading(preferences: Preferences): Reading {
  return useObserved(
    preferences,
    (source, listener) => source.onChange(listener),
    (source) => source.reading,
    isSame,
  );
}

function isSame(a: Reading, b: Reading): boolean {
  return Object.entries(a).every(([name, value]) => b[name as keyof Reading] === value);
}
