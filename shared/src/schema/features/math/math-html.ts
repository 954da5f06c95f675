/** Formulas in HTML: their TeX, in elements that say so. */

import { readAttributes } from "../../attribute.ts";
import type { HtmlFeature } from "../../html-feature.ts";
import { mathAttributes } from "./math.ts";

/** See the head of this file. */
export const mathHtml: HtmlFeature = {
  name: "math",
  kinds: {
    math: {
      write: () => ({ tag: "pre", attributes: { "data-kind": "math" } }),
      verbatim: () => ({ tag: "code", attributes: { class: "language-math math-display" } }),
    },
  },
  inlines: {
    math: (attributes) => [
      ["span", { "data-math": "" }, readAttributes(mathAttributes, attributes).tex],
    ],
  },
};
