/** The phase of a connection, with the timers that it needs. */

import type { Connection } from "@coscribe/client";
import { useEffect, useState } from "preact/hooks";
import { useObserved } from "../ui/use-observed.ts";
import { blipMs, phaseOf, slowStartMs, type Phase } from "./phase.ts";

/** See the head of this file. */
export function usePhase(connection: Connection): Phase {
  const status = useObserved(
    connection,
    (source, listener) => source.on("status", listener),
    (source) => source.status,
  );
  const isSynced = status.state === "connected" && status.isSynced;
  const [hasContent, setHasContent] = useState(isSynced);
  const [isLong, setIsLong] = useState(false);

  useEffect(() => {
    setIsLong(false);
    if (isSynced) {
      setHasContent(true);
      return undefined;
    }
    const timer = setTimeout(setIsLong, hasContent ? blipMs : slowStartMs, true);
    return () => clearTimeout(timer);
  }, [isSynced]);

  return phaseOf(status, hasContent, isLong);
}
