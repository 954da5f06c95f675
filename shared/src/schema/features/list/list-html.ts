/** Lists in HTML: what lines write. How nested lists are read is html-import.ts's. */

import type { HtmlFeature, HtmlTag } from "../../html-feature.ts";

const item = (): HtmlTag => ({ tag: "li", attributes: {} });
const bullets = (): HtmlTag => ({ tag: "ul", attributes: {} });

/** See the head of this file. */
export const listHtml: HtmlFeature = {
  name: "list",
  kinds: {
    bullet: { write: item, list: bullets },
    numbered: {
      write: ({ start }) => {
        return { tag: "li", attributes: start === null ? {} : { value: String(start) } };
      },
      list: () => ({ tag: "ol", attributes: {} }),
    },
    task: {
      write: item,
      list: bullets,
      before: ({ checked }) => {
        return ["input", { type: "checkbox", disabled: "", ...(checked && { checked: "" }) }];
      },
    },
  },
};
