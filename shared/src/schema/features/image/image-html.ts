/** Images in HTML. */

import { noValues, valuesOf } from "../../../flow/values.ts";
import type { DomElement } from "../../dom.ts";
import type { HtmlFeature } from "../../html-feature.ts";
import { imageAttrs } from "./image-attributes.ts";

/** See the head of this file. */
export const imageHtml: HtmlFeature = {
  name: "image",
  objects: {
    image: (attributes) => {
      const { src, alt, name, width, height, scale } = imageAttrs(attributes);
      const size = { width: String(width), height: String(height) };
      const given = {
        src,
        alt,
        ...(name !== "" && { title: name }),
        ...(width > 0 && height > 0 && size),
        ...(scale > 0 && { "data-scale": String(scale) }),
      };
      return [["figure", {}, ["img", given]]];
    },
  },
  readObject: (element, tag) => {
    if (tag !== "img") return undefined;
    const attribute = (name: string): string => element.getAttribute(name) ?? "";
    const read = imageAttrs({
      src: attribute("src"),
      alt: attribute("alt"),
      name: attribute("title"),
      width: pixels(element, "width"),
      height: pixels(element, "height"),
      scale: pixels(element, "data-scale"),
    });
    if (read.src === "") return undefined;
    const stored = Object.entries(read).filter(([, value]) => value !== "" && value !== 0);
    const attributes = stored.length === 0 ? noValues : valuesOf(stored);
    return { name: "image", attributes, runs: [], inners: [] };
  },
};

function pixels(element: DomElement, name: string): number {
  const number = Number.parseInt(element.getAttribute(name) ?? "", 10);
  return Number.isNaN(number) ? 0 : number;
}
