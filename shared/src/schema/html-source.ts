/**
 * HTML source as blocks, where there is no browser to parse it. The parser reads as browsers do,
 * whatever is wrong with the source; its tree is shown to html-import.ts as the DOM that this takes.
 */

import { parse, type DefaultTreeAdapterTypes } from "parse5";
import type { BlockData } from "../flow/data.ts";
import type { DomElement, DomNode } from "./dom.ts";
import { blocksFromHtml } from "./html-import.ts";
import type { KeptPicture } from "./kept-picture.ts";

/** How HTML source is read. */
export interface HtmlSourceReading {
  /**
   * Keeps a picture whose bytes stand in the source, as the URL `data:…`, and says where; undefined, and
   * without it, what such a picture shows is told in words.
   */
  readonly picture?: ((dataUrl: string) => KeptPicture | undefined) | undefined;
}

/**
 * The blocks of HTML source, a page or a part of one; see {@link blocksFromHtml}. Total. A megabyte
 * takes some half a second, all of it at once, so bound the length of what strangers send.
 */
export function blocksFromHtmlSource(
  html: string,
  { picture }: HtmlSourceReading = {},
): BlockData[] {
  const page = nodeAt([parse(html)], 0, keptOnce(picture));
  return page === null ? [] : blocksFromHtml(page);
}

type ParsedNode = DefaultTreeAdapterTypes.Node;

/** What an attribute of a picture is instead; undefined where it stays as it is. */
type PictureAttribute = (src: string, attribute: string) => string | undefined;

/** Nodes are made whenever they are asked for, and a picture is kept once. */
function keptOnce(picture: HtmlSourceReading["picture"]): PictureAttribute {
  const known = new Map<string, KeptPicture | undefined>();
  return (src, attribute) => {
    if (picture === undefined || !/^data:/i.test(src)) return undefined;
    if (!known.has(src)) known.set(src, picture(src));
    const kept = known.get(src);
    if (attribute === "src") return kept?.src;
    const size = attribute === "width" || attribute === "height" ? kept?.[attribute] : undefined;
    return size?.toString();
  };
}

/** The node in this place among its siblings, made when it is asked for. */
function nodeAt(
  siblings: readonly ParsedNode[],
  index: number,
  pictureAttribute: PictureAttribute,
): DomNode | null {
  const node = siblings[index];
  if (node === undefined) return null;
  const children = "childNodes" in node ? node.childNodes : [];
  const dom: DomNode = {
    nodeType: "attrs" in node ? 1 : node.nodeName === "#text" ? 3 : 8,
    nodeName: node.nodeName,
    nodeValue: "value" in node ? node.value : "data" in node ? node.data : null,
    get firstChild() {
      return nodeAt(children, 0, pictureAttribute);
    },
    get nextSibling() {
      return nodeAt(siblings, index + 1, pictureAttribute);
    },
  };
  if (!("attrs" in node)) return dom;
  const valueOf = (name: string): string | undefined =>
    node.attrs.find((attribute) => attribute.name === name)?.value;
  const getAttribute = (name: string): string | null => {
    const own = valueOf(name);
    if (node.nodeName !== "img" || (own !== undefined && name !== "src")) return own ?? null;
    return pictureAttribute(valueOf("src") ?? "", name) ?? own ?? null;
  };
  return Object.assign(dom, { getAttribute }) satisfies DomElement;
}
