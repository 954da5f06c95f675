/**
 * What an editor says, to be read or read out: each feature has its words in English beside it, with keys,
 * and whoever mounts an editor may have others for them. A text has places in braces: `Column {column}`.
 *
 * Words may change while an editor stands. What was said until then is remembered, so that nothing has to
 * be drawn anew where it would be the same.
 */

import type { EditorView } from "prosemirror-view";
import { contextOf } from "./context.ts";

/** Texts by their keys, in English. */
export type EnglishWords = Readonly<Record<string, string>>;

/** What there is to say for a key; undefined where English will do. */
export type WordLookup = (key: string) => string | undefined;

/** Says the text of a key, with `values` in its places. */
export type Say<English extends EnglishWords> = (
  key: keyof English & string,
  values?: Readonly<Record<string, string | number>>,
) => string;

/** What the editor of `view` says in place of `english`. */
export function wordsIn<English extends EnglishWords>(
  view: EditorView,
  english: English,
): Say<English> {
  return (key, values = {}) =>
    contextOf(view)
      .say(key, english[key] ?? key)
      .replace(/\{(\w+)\}/g, (_place, name: string) => String(values[name] ?? ""));
}

/** The words of one editor; see the head of this file. */
export class Speech {
  #lookup: WordLookup | undefined;
  readonly #said = new Map<string, { readonly english: string; readonly text: string }>();

  constructor(lookup: WordLookup | undefined) {
    this.#lookup = lookup;
  }

  /** The text for `key`, its places not filled. */
  say(key: string, english: string): string {
    const text = this.#lookup?.(key) ?? english;
    this.#said.set(key, { english, text });
    return text;
  }

  /** Goes on with other words. True where something that was said is another text now. */
  change(lookup: WordLookup | undefined): boolean {
    this.#lookup = lookup;
    return [...this.#said].some(([key, { english, text }]) => (lookup?.(key) ?? english) !== text);
  }
}
