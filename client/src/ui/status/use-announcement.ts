/**
 * What assistive technology is told about where the edits are: trouble, and the end of it. It is told
 * once things have settled, and nothing of the saving that goes on all the time.
 */

import { useEffect, useRef, useState } from "preact/hooks";

/** What kind of news a text is; `relief` is news only after trouble. */
export type NewsKind = "trouble" | "relief" | "quiet";

/** Shorter spells are not worth interrupting somebody for. */
const settledMs = 1_000;

/** The text of a live region, if any, for a state that `kind` and `text` describe. */
export function useAnnouncement(kind: NewsKind, text: string): string | undefined {
  const [said, setSaid] = useState<string>();
  const isReliefDue = useRef(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      const isNews = kind === "trouble" || (kind === "relief" && isReliefDue.current);
      setSaid(isNews ? text : undefined);
      if (kind !== "quiet") isReliefDue.current = kind === "trouble";
    }, settledMs);
    return () => clearTimeout(timer);
  }, [kind, text]);
  return said;
}
