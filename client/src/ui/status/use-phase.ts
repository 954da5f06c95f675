/** The phase of a document, with the timer that it needs. */

import type { Connection } from "../../connection.ts";
import { useObserved } from "../parts/use-observed.ts";
import { useEffect, useState } from "preact/hooks";
import { phaseOf, slowStartMs, type Phase } from "./phase.ts";

/** See the head of this file. */
export function usePhase(connection: Connection): Phase {
  const status = useObserved(
    connection,
    (source, listener) => source.on("status", listener),
    (source) => source.status,
  );
  const [hasContent, setHasContent] = useState(false);
  const [isSlow, setIsSlow] = useState(false);

  // Whoever was refused and brings another token is let in by the same connection.
  const isRefused = status.state === "refused";
  useEffect(() => {
    const timer = setTimeout(setIsSlow, slowStartMs, true);
    connection.loaded().then(
      () => setHasContent(true),
      () => undefined, // Refused before there was anything to show; `status` says so.
    );
    return () => clearTimeout(timer);
  }, [isRefused]);

  return phaseOf(status, hasContent, isSlow);
}
