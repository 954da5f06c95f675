/**
 * Texts in one language, by keys. English is the catalogue that decides which keys there are and which
 * places a text has; a translation that lacks one, or a call that fills the wrong places, does not
 * compile.
 */

import type { ComponentChild } from "preact";

/** One text per plural form of the language; `{count}` decides, and is put in as a number. */
export type PluralMessage = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {
  readonly other: string;
};

/** Keys and texts. A text has places in braces: `Heading {level}`. */
export type Catalogue = Readonly<Record<string, string | PluralMessage>>;

/** The same keys in another language, which may have other plural forms. */
export type Translation<English extends Catalogue> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : PluralMessage;
};

/** The names of the places in a text. */
export type PlacesIn<Text> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? Place | PlacesIn<Rest>
  : never;

/** What is to be said beside the key: a value for each place; nothing where there is none. */
export type ValuesFor<Message, Value = string | number> = [PlacesOf<Message>] extends [never]
  ? []
  : [values: Readonly<Record<PlacesOf<Message>, Value>>];

type PlacesOf<Message> = Message extends { readonly other: infer Other }
  ? PlacesIn<Other> | "count"
  : PlacesIn<Message>;

/** Says things in one language. */
export class Words<English extends Catalogue> {
  /** Never there: it has the compiler refuse a smaller catalogue where keys of a larger one are said. */
  declare readonly keys?: (key: keyof English) => void;
  /** A BCP 47 tag, for numbers, dates and the attribute `lang`. */
  readonly language: string;
  readonly #catalogue: Translation<English>;
  readonly #plurals: Intl.PluralRules;
  readonly #numbers: Intl.NumberFormat;

  constructor(language: string, catalogue: Translation<English>) {
    this.language = language;
    this.#catalogue = catalogue;
    this.#plurals = new Intl.PluralRules(language);
    this.#numbers = new Intl.NumberFormat(language);
  }

  /** The text for `key`. Numbers are written as the language writes them. */
  say<Key extends keyof English & string>(key: Key, ...values: ValuesFor<English[Key]>): string {
    return this.#fill(key, values[0]).join("");
  }

  /** The same in pieces, for places that take elements. */
  split<Key extends keyof English & string>(
    key: Key,
    ...values: ValuesFor<English[Key], ComponentChild>
  ): ComponentChild[] {
    return this.#fill(key, values[0]);
  }

  /** The text for a key that is made at run time; undefined where there is none. */
  find(key: string): string | undefined {
    const message = Object.hasOwn(this.#catalogue, key) ? this.#catalogue[key] : undefined;
    return typeof message === "string" ? message : undefined;
  }

  #fill<Value>(
    key: keyof English & string,
    values: Readonly<Record<string, Value>> = {},
  ): (Value | string)[] {
    const message = this.#catalogue[key];
    const text = typeof message === "string" ? message : this.#form(message, values["count"]);
    return text.split(/\{(\w+)\}/).map((piece, index) => {
      const value = index % 2 === 0 ? piece : values[piece];
      return typeof value === "number" ? this.#numbers.format(value) : (value ?? "");
    });
  }

  #form(message: PluralMessage, count: unknown): string {
    return message[this.#plurals.select(Number(count))] ?? message.other;
  }
}
