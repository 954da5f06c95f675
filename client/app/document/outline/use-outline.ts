/**
 * Whether the outline is to be seen. Where there is room beside the text that is remembered; elsewhere it
 * lies above the text, so it is only there from when it is asked for until a heading is chosen.
 */

import { useLayoutEffect, useState } from "preact/hooks";
import type { Preferences } from "../../preferences.ts";
import { useReading } from "../reading/use-reading.ts";

/** As in styles/outline.css. */
const roomyQuery = "(min-width: 70rem)";

/** See the head of this file. */
export function useOutline(preferences: Preferences): {
  readonly isShown: boolean;
  readonly isAbove: boolean;
  readonly toggle: () => void;
} {
  const { hasOutline } = useReading(preferences);
  const [isRoomy, setIsRoomy] = useState(() => matchMedia(roomyQuery).matches);
  const [isAsked, setIsAsked] = useState(false);
  useLayoutEffect(() => {
    const query = matchMedia(roomyQuery);
    const update = (): void => setIsRoomy(query.matches);
    query.addEventListener("change", update);
    return () => query.removeEventListener("change", update);
  }, []);
  const toggle = (): void => {
    if (!isRoomy) setIsAsked(!isAsked);
    else preferences.reading = { ...preferences.reading, hasOutline: !hasOutline };
  };
  return { isShown: isRoomy ? hasOutline : isAsked, isAbove: !isRoomy, toggle };
}
