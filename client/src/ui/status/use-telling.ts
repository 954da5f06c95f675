/** What a person is told about where the edits are, with the timer that keeps it calm. */

import type { SaveStatus } from "../../saving/save-status.ts";
import { useEffect, useState } from "preact/hooks";
import { patienceMs, tellingOf, type Telling } from "./telling.ts";

/** See the head of this file. */
export function useTelling(status: SaveStatus, hasContent: boolean): Telling {
  const next = tellingOf(status, hasContent);
  const [told, setTold] = useState<Telling>(() => firstOf(next, status));
  const savedUntil = status.state === "saving" ? status.since : undefined;
  useEffect(() => {
    const timer = setTimeout(setTold, patienceMs(told, next, status, Date.now()), next);
    return () => clearTimeout(timer);
  }, [next, savedUntil]);
  return told;
}

/** The telling may begin when the document has been open for a while; then it begins with what is so. */
function firstOf(next: Telling, status: SaveStatus): Telling {
  if (next === "saving") return next;
  return patienceMs("connecting", next, status, Date.now()) === 0 ? next : "connecting";
}
