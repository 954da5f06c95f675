/** Toggles in HTML: items of a list that say what they are, since what they fold hangs below them. */

import type { HtmlFeature } from "../../html-feature.ts";

/** See the head of this file. */
export const toggleHtml: HtmlFeature = {
  name: "toggle",
  kinds: {
    toggle: {
      write: () => ({ tag: "li", attributes: { "data-kind": "toggle" } }),
      list: () => ({ tag: "ul", attributes: {} }),
    },
  },
  readBlock: (element, tag, outer) => {
    return tag === "summary" || element.getAttribute("data-kind") === "toggle"
      ? { ...outer, kind: "toggle" }
      : undefined;
  },
};
