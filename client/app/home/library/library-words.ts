/** What is said of the list of documents and the templates, which comes after the start page itself. */

import { type Language, languageOf, Words } from "@coscribe/client/ui";
import type { LibraryMessages, libraryEnglish } from "./words/english.ts";

/** See the head of this file. */
export type LibraryWords = Words<typeof libraryEnglish>;

const loaders: Readonly<Record<Language, () => Promise<LibraryMessages>>> = {
  en: async () => (await import("./words/english.ts")).libraryEnglish,
  de: async () => (await import("./words/german.ts")).libraryGerman,
  es: async () => (await import("./words/spanish.ts")).librarySpanish,
  fr: async () => (await import("./words/french.ts")).libraryFrench,
  ar: async () => (await import("./words/arabic.ts")).libraryArabic,
  zh: async () => (await import("./words/chinese.ts")).libraryChinese,
};

/** For `tag`, one that `chooseLanguage` has given. Rejects if they cannot be loaded. */
export async function loadLibraryWords(tag: string): Promise<LibraryWords> {
  return new Words<typeof libraryEnglish>(tag, await loaders[languageOf(tag) ?? "en"]());
}
