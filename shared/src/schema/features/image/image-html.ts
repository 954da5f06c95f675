/**
 * Images in HTML. One whose bytes cannot be fetched by others (`data:`, `file:` and the like) is not
 * kept as it is: what it shows is told in words, and `picturesLeftOut` says which these are.
 */

import { noValues, valuesOf } from "../../../flow/values.ts";
import { elementsIn, inlineStyle, tagOf, type DomElement, type DomNode } from "../../dom.ts";
import type { HtmlFeature } from "../../html-feature.ts";
import { isHiddenElement } from "../../html-elements.ts";
import { emojiIn } from "./emoji-html.ts";
import { imageAttrs, type ImageAttrs } from "./image-attributes.ts";

/** A picture that was not taken over. */
export interface LeftOutPicture {
  /** As the page has it: the bytes themselves (`data:`), or where they lie on somebody's computer. */
  readonly src: string;
  readonly alt: string;
}

/** The pictures in a page of which reading it keeps no more than what they show, in words. */
export function picturesLeftOut(root: DomNode): LeftOutPicture[] {
  const pictures = elementsIn(
    root,
    (element) => isHiddenElement(element) || tagOf(element) === "img",
  );
  return pictures.flatMap((element): LeftOutPicture[] => {
    const src = element.getAttribute("src") ?? "";
    const isShown = tagOf(element) === "img" && !isHiddenElement(element) && !isDecoration(element);
    if (!isShown || src === "" || attrsOf(element).src !== "") return [];
    return [{ src, alt: element.getAttribute("alt") ?? "" }];
  });
}

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
  readText: (element, tag) => {
    if (tag !== "img") return undefined;
    const emoji = emojiIn(element);
    if (emoji !== undefined) return emoji;
    if (isDecoration(element)) return "";
    return attrsOf(element).src === "" ? (element.getAttribute("alt") ?? "").trim() : undefined;
  },
  readObject: (element, tag) => {
    if (tag !== "img") return undefined;
    const stored = Object.entries(attrsOf(element)).filter(
      ([, value]) => value !== "" && value !== 0,
    );
    const attributes = stored.length === 0 ? noValues : valuesOf(stored);
    return { name: "image", attributes, runs: [], inners: [] };
  },
};

/** Boxes of lists that are pictures, and dots that count readers. */
function isDecoration(element: DomElement): boolean {
  if (emojiIn(element) !== undefined) return true;
  if (element.getAttribute("aria-roledescription")?.toLowerCase() === "checkbox") return true;
  const style = inlineStyle(element);
  const isDot = (name: string): boolean =>
    /^[01](px)?$/.test(element.getAttribute(name) ?? style.get(name) ?? "");
  return isDot("width") && isDot("height");
}

function attrsOf(element: DomElement): ImageAttrs {
  const attribute = (name: string): string => element.getAttribute(name) ?? "";
  return imageAttrs({
    src: attribute("src"),
    alt: attribute("alt"),
    name: attribute("title"),
    width: pixels(element, "width"),
    height: pixels(element, "height"),
    scale: pixels(element, "data-scale"),
  });
}

function pixels(element: DomElement, name: string): number {
  const number = Number.parseInt(element.getAttribute(name) ?? "", 10);
  return Number.isNaN(number) ? 0 : number;
}
