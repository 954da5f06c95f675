/** The words of the interface in a language, each language a chunk of its own. */

import type { Messages } from "./english.ts";
import { chooseLanguage, languageOf, type Language } from "./languages.ts";
import type { InterfaceWords } from "./use-words.ts";
import { Words } from "./words.ts";

const loaders: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: async () => (await import("./english.ts")).english,
  de: async () => (await import("./german.ts")).german,
  es: async () => (await import("./spanish.ts")).spanish,
  fr: async () => (await import("./french.ts")).french,
  ar: async () => (await import("./arabic.ts")).arabic,
  zh: async () => (await import("./chinese.ts")).chinese,
};

/**
 * For the first of `wanted` (BCP 47 tags, dearest first, such as `navigator.languages`) that there are
 * messages for, English if there is none. Rejects if they cannot be loaded.
 */
export async function loadWords(wanted: readonly string[]): Promise<InterfaceWords> {
  const tag = chooseLanguage(wanted);
  return new Words(tag, await loaders[languageOf(tag) ?? "en"]());
}
