/** Formulas in HTML: their TeX, in elements that say so. */

import type { BlockData } from "../../../flow/data.ts";
import type { InlineObject } from "../../../flow/reading.ts";
import { textBlockName } from "../../../flow/segment.ts";
import { noValues, valuesOf } from "../../../flow/values.ts";
import { readAttributes } from "../../attribute.ts";
import { textIn } from "../../dom.ts";
import type { HtmlFeature } from "../../html-feature.ts";
import { mathIn, mathInComment } from "./foreign-math.ts";
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
    return math?.isDisplayed === true ? mathBlock(math.tex) : undefined;
  },
  readComment: (comment) => {
    const math = mathInComment(comment);
    if (math === undefined) return undefined;
    return math.isDisplayed ? mathBlock(math.tex) : inlineMath(math.tex);
  },
  readBlock: (element, _tag, outer) => {
    if (element.getAttribute("data-kind") !== "math") return undefined;
    const { language: _language, ...block } = outer;
    return { ...block, kind: "math" };
  },
  readInline: (element) => {
    if (element.getAttribute("data-math") === null) {
      const math = mathIn(element);
      return math === undefined ? undefined : inlineMath(math.tex);
    }
    return inlineMath(textIn(element));
  },
  inlines: {
    math: (attributes) => [
      ["span", { "data-math": "" }, readAttributes(mathAttributes, attributes).tex],
    ],
  },
};

function inlineMath(tex: string): InlineObject {
  return { name: "math", attributes: valuesOf([["tex", tex]]), value: undefined };
}

function mathBlock(tex: string): BlockData {
  const runs = [{ type: "text", text: tex, formats: noValues } as const];
  return { name: textBlockName, attributes: valuesOf([["kind", "math"]]), runs, inners: [] };
}
