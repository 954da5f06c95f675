/** What a person is told about where the edits are, with the timer that keeps it calm. */

import type { SaveStatus } from "@coscribe/client";
import { useEffect, useRef, useState } from "preact/hooks";
import { nextTelling, tellingOf, uneaseAfter, type Telling, type Unease } from "./telling.ts";

/** What is told, and the last status of which it is told: the newest may call for other words soon. */
export interface Told {
  readonly telling: Telling;
  readonly status: SaveStatus;
}

/** See the head of this file. */
export function useTelling(status: SaveStatus, hasContent: boolean): Told {
  const unease = useRef<Unease>({});
  const now = Date.now();
  unease.current = uneaseAfter(unease.current, status, now);
  const [told, setTold] = useState<Telling>(() => firstTold(status, hasContent, unease.current));
  const { telling, at } = nextTelling(told, status, hasContent, unease.current, now);
  // Not at each drawing: what is to come after a while would never come.
  const { unsavedSince, lostSince } = unease.current;
  useEffect(() => {
    const timer = setTimeout(setTold, Math.max(0, at - Date.now()), telling);
    return () => clearTimeout(timer);
  }, [told, telling, unsavedSince, lostSince]);
  const toldStatus = useRef(status);
  const isOfTold = (one: SaveStatus): boolean => tellingOf(one, hasContent) === told;
  if (isOfTold(status) || !isOfTold(toldStatus.current)) toldStatus.current = status;
  return { telling: told, status: toldStatus.current };
}

/** The telling may begin when the document has been open for a while; then it begins with what is so. */
function firstTold(status: SaveStatus, hasContent: boolean, unease: Unease): Telling {
  const now = Date.now();
  const { telling, at } = nextTelling("connecting", status, hasContent, unease, now);
  return telling === "saving" || at <= now ? telling : "connecting";
}
