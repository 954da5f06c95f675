/** A point in time, with its day. */

/** See the head of this file; `time` in milliseconds since 1970. */
export function momentInWords(language: string, time: number): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(
    time,
  );
}
