/** Formulas in HTML: their TeX, in elements that say so. */

import { textBlockName } from "../../../flow/segment.ts";
import { noValues, valuesOf } from "../../../flow/values.ts";
import { readAttributes } from "../../attribute.ts";
import { textIn } from "../../dom.ts";
import type { HtmlFeature } from "../../html-feature.ts";
import { mathIn } from "./foreign-math.ts";
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
  readObject: (element) => {
    const math = mathIn(element);
    if (math?.isDisplayed !== true) return undefined;
    const runs = [{ type: "text", text: math.tex, formats: noValues } as const];
    return { name: textBlockName, attributes: valuesOf([["kind", "math"]]), runs, inners: [] };
  },
  readBlock: (element, _tag, outer) => {
    if (element.getAttribute("data-kind") !== "math") return undefined;
    const { language: _language, ...block } = outer;
    return { ...block, kind: "math" };
  },
  readInline: (element) => {
    if (element.getAttribute("data-math") === null) {
      const math = mathIn(element);
      if (math === undefined) return undefined;
      return { name: "math", attributes: valuesOf([["tex", math.tex]]), value: undefined };
    }
    return { name: "math", attributes: valuesOf([["tex", textIn(element)]]), value: undefined };
  },
  inlines: {
    math: (attributes) => [
      ["span", { "data-math": "" }, readAttributes(mathAttributes, attributes).tex],
    ],
  },
};
