/**
 * Toggles in HTML: items of a list that say what they are, since what they fold hangs below them. Of
 * foreign pages `<details>`: its summary is the line, the rest is indented below.
 */

import type { HtmlFeature } from "../../html-feature.ts";
import { maxIndent } from "../../textblock.ts";

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
    if (tag === "details") return { ...outer, indent: Math.min(outer.indent + 1, maxIndent) };
    if (tag === "summary") {
      return { ...outer, kind: "toggle", indent: Math.max(outer.indent - 1, 0) };
    }
    return element.getAttribute("data-kind") === "toggle"
      ? { ...outer, kind: "toggle" }
      : undefined;
  },
};
