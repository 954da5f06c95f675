/**
 * Quotation marks that open and close. Which ones is a matter of the language, and whether at all one of
 * taste, so an editor has them only where this is in its list of features.
 */

import type { EditorFeature } from "../../feature.ts";
import { replaceRule } from "./replace-rule.ts";

/** Opening and closing marks, double and single. */
const marksOf: Readonly<Record<string, readonly [string, string, string, string]>> = {
  en: ["“", "”", "‘", "’"],
  de: ["„", "“", "‚", "‘"],
  fr: ["« ", " »", "‹ ", " ›"],
  es: ["«", "»", "“", "”"],
};

/** The feature for a language, as `en` or `de-AT`; English marks for those that are not known. */
export function smartQuotes(language: string): EditorFeature {
  const [open, close, openSingle, closeSingle] = marksOf[language.slice(0, 2)] ?? marksOf["en"]!;
  return {
    name: "smartQuotes",
    inputRules: [
      replaceRule(/(?:^|[\s([{<'"\u2018\u201c])(")$/, open),
      replaceRule(/(")$/, close),
      replaceRule(/(?:^|[\s([{<'"\u2018\u201c])(')$/, openSingle),
      replaceRule(/(')$/, closeSingle),
    ],
  };
}
