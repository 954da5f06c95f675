/** The words of the page in a language. English is there at once, the others are a chunk each. */

import { type Language, languageOf, Words } from "@coscribe/client/ui";
import { english, type PageMessages } from "./english.ts";
import type { PageWords } from "./use-page-words.ts";

const loaders: Readonly<Record<Exclude<Language, "en">, () => Promise<PageMessages>>> = {
  de: async () => (await import("./german.ts")).german,
  es: async () => (await import("./spanish.ts")).spanish,
  fr: async () => (await import("./french.ts")).french,
  ar: async () => (await import("./arabic.ts")).arabic,
  zh: async () => (await import("./chinese.ts")).chinese,
};

/** In English, for a BCP 47 tag that decides how numbers and times are written. */
export function englishPageWords(tag = "en"): PageWords {
  return new Words<typeof english>(tag, english);
}

/**
 * For `tag`, one that `chooseLanguage` has given; English if they cannot be loaded. Not a promise where
 * they are there at once: then the first drawing need not wait.
 */
export function pageWordsFor(tag: string): PageWords | Promise<PageWords> {
  const language = languageOf(tag) ?? "en";
  if (language === "en") return englishPageWords(tag);
  return loaders[language]().then(
    (messages) => new Words<typeof english>(tag, messages),
    (reason: unknown) => {
      reportError(reason);
      return englishPageWords();
    },
  );
}
