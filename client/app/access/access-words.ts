/** What is said of links and of what somebody may do: loaded where that is said. */

import { type Language, languageOf, Words } from "@coscribe/client/ui";
import { useLoadedWords } from "../messages/use-loaded-words.ts";
import type { accessEnglish, AccessMessages } from "./words/english.ts";

/** See the head of this file. */
export type AccessWords = Words<typeof accessEnglish>;

const loaders: Readonly<Record<Language, () => Promise<AccessMessages>>> = {
  en: async () => (await import("./words/english.ts")).accessEnglish,
  de: async () => (await import("./words/german.ts")).accessGerman,
  es: async () => (await import("./words/spanish.ts")).accessSpanish,
  fr: async () => (await import("./words/french.ts")).accessFrench,
  ar: async () => (await import("./words/arabic.ts")).accessArabic,
  zh: async () => (await import("./words/chinese.ts")).accessChinese,
};

/** Undefined before they are there, and as long as they are not wanted. */
export function useAccessWords(isWanted: boolean): AccessWords | undefined {
  return useLoadedWords(load, isWanted, () => undefined);
}

async function load(tag: string): Promise<AccessWords> {
  return new Words<typeof accessEnglish>(tag, await loaders[languageOf(tag) ?? "en"]());
}
