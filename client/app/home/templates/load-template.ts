/** The templates, each language a chunk of its own. */

import { type Language, languageOf } from "@coscribe/client/ui";
import type { TemplateId, TemplateTexts } from "./template-texts.ts";

const loaders: Readonly<Record<Language, () => Promise<{ readonly texts: TemplateTexts }>>> = {
  en: async () => import("./english.ts"),
  de: async () => import("./german.ts"),
  es: async () => import("./spanish.ts"),
  fr: async () => import("./french.ts"),
  ar: async () => import("./arabic.ts"),
  zh: async () => import("./chinese.ts"),
};

/** The text of a template, for a BCP 47 tag. Rejects if it cannot be loaded. */
export async function loadTemplate(id: TemplateId, tag: string): Promise<string> {
  return (await loaders[languageOf(tag) ?? "en"]()).texts[id];
}
