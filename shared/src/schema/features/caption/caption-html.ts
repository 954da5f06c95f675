/** Captions in HTML. */

import type { HtmlFeature } from "../../html-feature.ts";

/** See the head of this file. */
export const captionHtml: HtmlFeature = {
  name: "caption",
  kinds: { caption: { write: () => ({ tag: "p", attributes: { "data-kind": "caption" } }) } },
  readBlock: (element, tag, outer) => {
    const isCaption =
      tag === "figcaption" || tag === "caption" || element.getAttribute("data-kind") === "caption";
    return isCaption ? { ...outer, kind: "caption" } : undefined;
  },
};
