/**
 * Formulas: a block of TeX, whose text is the TeX itself, so that several people can write in it at
 * once, and one within a line, which is an object with its TeX as an attribute.
 */

import { readAttributes, text, type Attribute } from "../../attribute.ts";
import type { ContentFeature } from "../../feature.ts";

/** What a formula within a line holds. */
export const mathAttributes: { readonly tex: Attribute<string> } = {
  /** TeX, without delimiters. */
  tex: text(10_000),
};

/** See the head of this file. */
export const math: ContentFeature = {
  name: "math",
  kinds: [
    {
      name: "math",
      isVerbatim: true,
      next: "paragraph",
      draw: (_attrs, attributes) => ["div", { ...attributes, spellcheck: "false" }, 0],
    },
  ],
  inlines: [
    {
      name: "math",
      text: (attributes) => `$${readAttributes(mathAttributes, attributes).tex}$`,
      spec: {
        attrs: { tex: { default: null } },
        toDOM: ({ attrs }) => [
          "span",
          { "data-math": "" },
          readAttributes(mathAttributes, attrs).tex,
        ],
      },
    },
  ],
};
