/** A part of the page that most people do not need, loaded when it is first wanted. */

import { useEffect, useState } from "preact/hooks";

/**
 * What `load` resolves to, once `isWanted` has been true for long enough; undefined before. If it
 * rejects, `onFailure` is called, and the next wish tries again.
 */
export function useLate<Part extends object>(
  load: () => Promise<Part>,
  isWanted: boolean,
  onFailure: () => void,
): Part | undefined {
  const [part, setPart] = useState<Part>();
  useEffect(() => {
    if (isWanted && part === undefined) load().then(setPart, onFailure);
  }, [isWanted]);
  return part;
}
