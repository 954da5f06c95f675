/** Times in words. */

import type { InterfaceWords } from "../messages/use-words.ts";

const units: readonly { readonly unit: Intl.RelativeTimeFormatUnit; readonly ms: number }[] = [
  { unit: "week", ms: 7 * 24 * 60 * 60 * 1000 },
  { unit: "day", ms: 24 * 60 * 60 * 1000 },
  { unit: "hour", ms: 60 * 60 * 1000 },
  { unit: "minute", ms: 60 * 1000 },
];

/** Beyond this a date says more than a number of weeks. */
const longestMs = 5 * 7 * 24 * 60 * 60 * 1000;

/**
 * `time` as seen from `now`, both in ms since 1970: "just now", "5 minutes ago", "yesterday", or
 * the date when it is more than five weeks away. A time in the future counts as now: clocks differ.
 */
export function relativeTime(words: InterfaceWords, time: number, now: number): string {
  const age = now - time;
  if (age > longestMs) {
    return new Intl.DateTimeFormat(words.language, { dateStyle: "medium" }).format(time);
  }
  const unit = units.find(({ ms }) => age >= ms);
  if (unit === undefined) return words.say("time.justNow");
  const format = new Intl.RelativeTimeFormat(words.language, { numeric: "auto" });
  return format.format(-Math.floor(age / unit.ms), unit.unit);
}
