/** What is stored about code. */

import type { Attribute } from "../../attribute.ts";

/** Whether `value` can be the language of a code block: one word, at most 40 characters. */
export function isLanguage(value: unknown): value is string {
  return typeof value === "string" && /^\S{0,40}$/.test(value);
}

const language: Attribute<string> = {
  default: "",
  read: (value) => (isLanguage(value) ? value : ""),
};

/** See the head of this file. */
export const codeAttributes: { readonly language: Attribute<string> } = {
  /** A short word; "" when none is named. Without meaning for other kinds. */
  language,
};
