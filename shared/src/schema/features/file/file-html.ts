/** Files in HTML: links to download them. */

import { valuesOf } from "../../../flow/values.ts";
import type { HtmlFeature } from "../../html-feature.ts";
import { fileAttrs } from "./file-attributes.ts";

/** See the head of this file. */
export const fileHtml: HtmlFeature = {
  name: "file",
  objects: {
    file: (attributes) => {
      const { src, name, size, type } = fileAttrs(attributes);
      const given = { href: src, download: name, type, "data-size": String(size) };
      return [["p", { "data-file": "" }, ["a", given, name || src]]];
    },
  },
  readObject: (element) => {
    if (element.getAttribute("data-file") === null) return undefined;
    const link = element.firstChild;
    if (link === null || !("getAttribute" in link)) return undefined;
    const get = (name: string): string => (link as typeof element).getAttribute(name) ?? "";
    const { src, name, size, type } = fileAttrs({
      src: get("href"),
      name: get("download"),
      size: Number(get("data-size")),
      type: get("type"),
    });
    if (src === "") return undefined;
    return {
      name: "file",
      attributes: valuesOf(Object.entries({ src, name, size, type })),
      runs: [],
      inners: [],
    };
  },
};
