/** What a new document can begin with. */

import { type Language, languageOf } from "@coscribe/client/ui";

/** The templates, in the order in which they are offered; their names are `template.` and one of these. */
export const templates = ["meeting", "project", "decision", "checklist"] as const;

/** One of them. */
export type TemplateId = (typeof templates)[number];

/** Their texts in one language, as Markdown. */
export type TemplateTexts = Readonly<Record<TemplateId, string>>;

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
