/** Says above the text that edits were refused, and that the time of a link is almost over. */

import { Banner, useAccess } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { KeepText, type KeepTextProps } from "../document/keep-text.tsx";
import { useAccessWords } from "./access-words.ts";

/** So long before the end somebody can still ask for another link, in milliseconds. */
const soonMs = 5 * 60_000;

/** Timers know no longer time. */
const longestTimerMs = 2 ** 31 - 1;

/** See the head of this file. */
export function AccessBanners(props: KeepTextProps): JSX.Element | null {
  const access = useAccess(props.connection);
  const endsSoon = useIsSoon(access?.expiresAt);
  const words = useAccessWords(endsSoon || access?.refused !== undefined);
  if (words === undefined) return null;
  return (
    <>
      {access?.refused === undefined ? undefined : (
        <Banner title={words.say("refusedEdits.title")} actions={<KeepText {...props} />}>
          <p>{words.say("refusedEdits.text")}</p>
          <p class="coscribe-banner-reason">
            {words.split("refusedEdits.answer", { reason: <bdi>{access.refused}</bdi> })}
          </p>
        </Banner>
      )}
      {endsSoon && access?.expiresAt !== undefined ? (
        <Banner
          title={words.say("accessEnds.title", {
            time: clockTime(words.language, access.expiresAt),
          })}
        >
          <p>{words.say("accessEnds.text")}</p>
        </Banner>
      ) : undefined}
    </>
  );
}

function clockTime(language: string, time: number): string {
  return new Intl.DateTimeFormat(language, { timeStyle: "short" }).format(time);
}

/** Whether `time` is near, or over; drawn anew when it comes near. */
function useIsSoon(time: number | undefined): boolean {
  const [, setLooks] = useState(0);
  const untilSoonMs = time === undefined ? Infinity : time - soonMs - Date.now();
  useEffect(() => {
    if (untilSoonMs <= 0 || untilSoonMs === Infinity) return undefined;
    const ms = Math.min(untilSoonMs, longestTimerMs);
    const timer = setTimeout(() => setLooks((looks) => looks + 1), ms);
    return () => clearTimeout(timer);
  });
  return untilSoonMs <= 0;
}
