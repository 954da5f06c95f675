/** Links in HTML. */

import { withValue } from "../../../flow/values.ts";
import type { HtmlFeature } from "../../html-feature.ts";
import { recordIn } from "../../node-json.ts";
import { safeHref } from "../../safe-href.ts";

/** See the head of this file. */
export const linkHtml: HtmlFeature = {
  name: "link",
  marks: {
    link: (value) => {
      const href = safeHref(recordIn(value)["href"]);
      if (href === undefined) return undefined;
      return { tag: "a", attributes: { href, rel: "noopener noreferrer nofollow" } };
    },
  },
  readMarks: (element, tag, _style, marks) => {
    const href = tag === "a" ? safeHref(element.getAttribute("href")) : undefined;
    return href === undefined ? marks : withValue(marks, "link", { href });
  },
};
