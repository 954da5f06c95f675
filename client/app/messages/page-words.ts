/**
 * The words of the page in a language. Each language is a chunk, and of English what the frame says is
 * there at once.
 */

import { type Language, languageOf, Words } from "@coscribe/client/ui";
import type { english, PageMessages } from "./english.ts";
import { frameEnglish } from "./frame-english.ts";
import type { FrameWords } from "./use-frame-words.ts";
import type { PageWords } from "./use-page-words.ts";

const loaders: Readonly<Record<Language, () => Promise<PageMessages>>> = {
  en: async () => (await import("./english.ts")).english,
  de: async () => (await import("./german.ts")).german,
  es: async () => (await import("./spanish.ts")).spanish,
  fr: async () => (await import("./french.ts")).french,
  ar: async () => (await import("./arabic.ts")).arabic,
  zh: async () => (await import("./chinese.ts")).chinese,
};

/** All words, for `tag`, one that `chooseLanguage` has given. Rejects if they cannot be loaded. */
export async function loadPageWords(tag: string): Promise<PageWords> {
  return new Words<typeof english>(tag, await loaders[languageOf(tag) ?? "en"]());
}

/**
 * What the frame says, for `tag`, one that `chooseLanguage` has given; in English if that cannot be loaded.
 * Not a promise where it is there at once: then the first drawing need not wait.
 */
export function frameWordsFor(tag: string): FrameWords | Promise<FrameWords> {
  if ((languageOf(tag) ?? "en") === "en") return new Words<typeof frameEnglish>(tag, frameEnglish);
  return loadPageWords(tag).catch((reason: unknown) => {
    reportError(reason);
    return new Words<typeof frameEnglish>("en", frameEnglish);
  });
}
