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

/** What an editor is to say, such as the `Words` of the interface. */
export interface WordLookup {
  /** A BCP 47 tag, which decides how numbers are written. */
  readonly language: string;
  /** What there is to say for a key; undefined where English will do. */
  find(key: string): string | undefined;
}

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
  return (key, values = {}) => {
    const context = contextOf(view);
    return context.say(key, english[key] ?? key).replace(/\{(\w+)\}/g, (_place, name: string) => {
      const value = values[name];
      if (typeof value !== "number") return value ?? "";
      return new Intl.NumberFormat(context.language()).format(value);
    });
  };
}

/** The words of one editor; see the head of this file. */
export class Speech {
  #lookup: WordLookup | undefined;
  readonly #said = new Map<string, { readonly english: string; readonly text: string }>();
  /** Something was written as its language has it, such as a number. */
  #hasFormatted = false;

  constructor(lookup: WordLookup | undefined) {
    this.#lookup = lookup;
  }

  /** The text for `key`, its places not filled. */
  say(key: string, english: string): string {
    const text = this.#lookup?.find(key) ?? english;
    this.#said.set(key, { english, text });
    return text;
  }

  /** What numbers and sizes are to be written in; the browser's language where there are no words. */
  get language(): string | undefined {
    this.#hasFormatted = true;
    return this.#lookup?.language;
  }

  /** Goes on with other words. True where something that was said is another text now. */
  change(lookup: WordLookup | undefined): boolean {
    const isOtherLanguage = lookup?.language !== this.#lookup?.language;
    this.#lookup = lookup;
    if (isOtherLanguage && this.#hasFormatted) return true;
    return [...this.#said].some(
      ([key, { english, text }]) => (lookup?.find(key) ?? english) !== text,
    );
  }
}
