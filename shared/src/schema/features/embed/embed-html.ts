/** Cards for links in HTML: the link. */

import { valuesOf } from "../../../flow/values.ts";
import type { DomElement } from "../../dom.ts";
import type { HtmlFeature } from "../../html-feature.ts";
import { embedAttrs } from "./embed-attributes.ts";

/** See the head of this file. */
export const embedHtml: HtmlFeature = {
  name: "embed",
  objects: {
    embed: (attributes) => {
      const { href, title, description } = embedAttrs(attributes);
      const link = { href, title: description, rel: "noopener noreferrer nofollow" };
      return [["p", { "data-embed": "" }, ["a", link, title || href]]];
    },
  },
  readObject: (element) => {
    const link = element.getAttribute("data-embed") === null ? null : element.firstChild;
    if (link === null || !("getAttribute" in link)) return undefined;
    const get = (name: string): string => (link as DomElement).getAttribute(name) ?? "";
    const { href, description } = embedAttrs({ href: get("href"), description: get("title") });
    if (href === "") return undefined;
    const shown = link.firstChild?.nodeValue ?? "";
    const attributes = valuesOf(
      Object.entries({ href, title: shown === href ? "" : shown, description }).filter(
        ([, value]) => value !== "",
      ),
    );
    return { name: "embed", attributes, runs: [], inners: [] };
  },
};
