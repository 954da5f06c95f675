/**
 * Links in HTML. An address that must not be followed, or leads nowhere outside of the page it is
 * from, is no link; what it says is kept as text, unless it is a program.
 */

import { withValue } from "../../../flow/values.ts";
import { textIn, type DomElement } from "../../dom.ts";
import type { HtmlFeature } from "../../html-feature.ts";
import { recordIn } from "../../node-json.ts";
import { safeHref } from "../../safe-href.ts";

/** What browsers drop from an address, and what is only there by accident: invisible characters. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

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
    const href = tag === "a" ? targetOf(element) : undefined;
    return href === undefined ? marks : withValue(marks, "link", { href });
  },
  readAfter: (element, tag) => {
    if (tag !== "a" || targetOf(element) !== undefined) return undefined;
    const address = addressOf(element);
    if (!isWorthTelling(address)) return undefined;
    const text = textIn(element).trim();
    return text === "" || text.includes(address) ? undefined : ` (${address})`;
  },
};

function addressOf(element: DomElement): string {
  return (element.getAttribute("href") ?? "").replaceAll(invisible, "").trim();
}

/** Where a link leads; Word's to its own notes and comments lead nowhere. */
function targetOf(element: DomElement): string | undefined {
  const address = addressOf(element);
  return address === "#" || /^#_(ftn|edn|msocom)/.test(address) ? undefined : safeHref(address);
}

function isWorthTelling(address: string): boolean {
  return /^[a-z]/i.test(address) && !/^(javascript|vbscript|data|blob|about):/i.test(address);
}
