/** Times in words. */

const units: readonly { readonly unit: Intl.RelativeTimeFormatUnit; readonly ms: number }[] = [
  { unit: "week", ms: 7 * 24 * 60 * 60 * 1000 },
  { unit: "day", ms: 24 * 60 * 60 * 1000 },
  { unit: "hour", ms: 60 * 60 * 1000 },
  { unit: "minute", ms: 60 * 1000 },
];

/** Beyond this a date says more than a number of weeks. */
const longestMs = 5 * 7 * 24 * 60 * 60 * 1000;

/**
 * `time` as seen from `now`, both in ms since 1970, in the language of a BCP 47 tag: "5 minutes ago",
 * "yesterday", or the date when it is more than five weeks away. Undefined for less than a minute, and for
 * a time in the future, since clocks differ: that is "just now", for which browsers have no words.
 */
export function relativeTime(language: string, time: number, now: number): string | undefined {
  const age = now - time;
  if (age > longestMs) {
    return new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(time);
  }
  const unit = units.find(({ ms }) => age >= ms);
  if (unit === undefined) return undefined;
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return format.format(-Math.floor(age / unit.ms), unit.unit);
}
