/**
 * Emoji with their names in a language, by emojibase (MIT), and the short names that GitHub gives them. Of
 * many kilobytes, loaded when the first one is looked for; each language is a chunk of its own.
 */

import compact from "emojibase-data/en/compact.json" with { type: "json" };
import github from "emojibase-data/en/shortcodes/github.json" with { type: "json" };
import { languageOf, type Language } from "../messages/languages.ts";

/** One that can be inserted. */
export interface Emoji {
  readonly unicode: string;
  readonly label: string;
  /** In English, where that is another language. */
  readonly otherLabel?: string;
  /** More words by which it is found: those in English are among them in every language. */
  readonly keywords: string;
  /** Without the colons; the usual one first. */
  readonly names: readonly string[];
}

/** What emojibase has of an emoji in one language. */
interface Named {
  readonly hexcode: string;
  readonly label: string;
  readonly tags?: readonly string[];
}

/** Emojibase has no Arabic: there they have their English names. */
const loaders: Readonly<Partial<Record<Language, () => Promise<{ readonly default: Named[] }>>>> = {
  de: async () => import("emojibase-data/de/compact.json", { with: { type: "json" } }),
  es: async () => import("emojibase-data/es/compact.json", { with: { type: "json" } }),
  fr: async () => import("emojibase-data/fr/compact.json", { with: { type: "json" } }),
  zh: async () => import("emojibase-data/zh/compact.json", { with: { type: "json" } }),
};

/**
 * All of them in the order of Unicode, in their default colour, by their names in the language of `tag`
 * (BCP 47). Rejects if those cannot be loaded.
 */
export async function loadEmoji(tag: string): Promise<readonly Emoji[]> {
  const named = (await loaders[languageOf(tag) ?? "en"]?.())?.default ?? [];
  const byHexcode = new Map(named.map((one) => [one.hexcode, one]));
  return compact
    .filter(({ group, order }) => group !== undefined && order !== undefined)
    .toSorted((a, b) => a.order! - b.order!)
    .map(({ unicode, label, tags = [], hexcode }) => {
      const names = namesOf(hexcode);
      const local = byHexcode.get(hexcode);
      const english = [...names, ...tags];
      if (local === undefined) return { unicode, label, keywords: english.join(" "), names };
      const keywords = [...(local.tags ?? []), ...english].join(" ");
      return { unicode, label: local.label, otherLabel: label, keywords, names };
    });
}

function namesOf(hexcode: string): readonly string[] {
  const names = (github as Readonly<Record<string, string | string[]>>)[hexcode];
  return names === undefined ? [] : [names].flat();
}
