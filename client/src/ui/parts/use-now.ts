/** The time, for what shows how long something has lasted. */

import { useEffect, useState } from "preact/hooks";

/** In ms since 1970; it goes on every second while `isWatched`, and stands still otherwise. */
export function useNow(isWatched: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isWatched) return undefined;
    const tick = (): void => setNow(Date.now());
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [isWatched]);
  return now;
}
