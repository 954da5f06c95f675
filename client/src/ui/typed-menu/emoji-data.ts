/**
 * Emoji with their names, by emojibase (MIT), and the short names that GitHub gives them. Of many kilobytes,
 * loaded when the first one is looked for.
 */

import compact from "emojibase-data/en/compact.json" with { type: "json" };
import github from "emojibase-data/en/shortcodes/github.json" with { type: "json" };

/** One that can be inserted. */
export interface Emoji {
  readonly unicode: string;
  readonly label: string;
  /** More words by which it is found. */
  readonly keywords: string;
  /** Without the colons; the usual one first. */
  readonly names: readonly string[];
}

/** All of them in the order of Unicode, in their default colour. */
export const emoji: readonly Emoji[] = compact
  .filter(({ group, order }) => group !== undefined && order !== undefined)
  .toSorted((a, b) => a.order! - b.order!)
  .map(({ unicode, label, tags = [], hexcode }) => {
    const names = namesOf(hexcode);
    return { unicode, label, keywords: [...names, ...tags].join(" "), names };
  });

function namesOf(hexcode: string): readonly string[] {
  const names = (github as Readonly<Record<string, string | string[]>>)[hexcode];
  return names === undefined ? [] : [names].flat();
}
