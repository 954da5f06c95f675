/** Headings in HTML. */

import type { HtmlFeature } from "../../html-feature.ts";

/** See the head of this file. */
export const headingHtml: HtmlFeature = {
  name: "heading",
  kinds: { heading: { write: ({ level }) => ({ tag: `h${level}`, attributes: {} }) } },
  readBlock: (_element, tag, outer) => {
    if (!/^h[1-6]$/.test(tag)) return undefined;
    return { ...outer, kind: "heading", level: Number(tag.slice(1)) };
  },
};
