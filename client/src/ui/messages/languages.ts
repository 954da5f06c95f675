/** The languages that there are messages in, and which of them somebody is shown. */

/** As BCP 47 tags. Chinese is in simplified characters. */
export const languages = ["en", "de", "es", "fr", "ar", "zh"] as const;

/** One of {@link languages}. */
export type Language = (typeof languages)[number];

/**
 * The first of `wanted` (BCP 47 tags, dearest first, such as `navigator.languages`) that there are
 * messages for, as it is there, since its region decides how numbers are written; "en" if there is none.
 */
export function chooseLanguage(wanted: readonly string[]): string {
  return wanted.find((tag) => isTag(tag) && languageOf(tag) !== undefined) ?? "en";
}

/** The language whose messages serve `tag`, whatever its region; undefined if there are none. */
export function languageOf(tag: string): Language | undefined {
  const [base] = tag.toLowerCase().split("-");
  return languages.find((language) => language === base);
}

/** Where lines of text in the language `tag` begin. */
export function directionOf(tag: string): "ltr" | "rtl" {
  return languageOf(tag) === "ar" ? "rtl" : "ltr";
}

/** Tags come from anywhere; what is none makes `Intl` throw. */
function isTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length > 0;
  } catch {
    return false;
  }
}
