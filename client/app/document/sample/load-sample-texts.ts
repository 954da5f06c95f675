/** The example in a language, each language a chunk of its own. */

import { languageOf, type Language } from "@coscribe/client/ui";
import type { SampleTexts } from "./sample-texts.ts";

const loaders: Readonly<Record<Language, () => Promise<{ readonly texts: SampleTexts }>>> = {
  en: async () => import("./texts/english.ts"),
  de: async () => import("./texts/german.ts"),
  es: async () => import("./texts/spanish.ts"),
  fr: async () => import("./texts/french.ts"),
  ar: async () => import("./texts/arabic.ts"),
  zh: async () => import("./texts/chinese.ts"),
};

/** For a BCP 47 tag. Rejects if they cannot be loaded. */
export async function loadSampleTexts(tag: string): Promise<SampleTexts> {
  return (await loaders[languageOf(tag) ?? "en"]()).texts;
}
