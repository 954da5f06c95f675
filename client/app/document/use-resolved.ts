/** Draws a component again when something has happened. */

import { useEffect, useState } from "preact/hooks";

/** Whether `promise`, which is the same in each call and never rejects, has resolved. */
export function useResolved(promise: Promise<unknown>): boolean {
  const [isResolved, setIsResolved] = useState(false);
  useEffect(() => void promise.then(() => setIsResolved(true)), []);
  return isResolved;
}
