/**
 * HTML source as blocks, where there is no browser to parse it. The parser reads as browsers do,
 * whatever is wrong with the source; its tree is shown to html-import.ts as the DOM that this takes.
 */

import { parse, type DefaultTreeAdapterTypes } from "parse5";
import type { BlockData } from "../flow/data.ts";
import type { DomElement, DomNode } from "./dom.ts";
import { blocksFromHtml } from "./html-import.ts";

/**
 * The blocks of HTML source, a page or a part of one; see {@link blocksFromHtml}. Total. A megabyte
 * takes some half a second, all of it at once, so bound the length of what strangers send.
 */
export function blocksFromHtmlSource(html: string): BlockData[] {
  const page = nodeAt([parse(html)], 0);
  return page === null ? [] : blocksFromHtml(page);
}

type ParsedNode = DefaultTreeAdapterTypes.Node;

/** The node in this place among its siblings, made when it is asked for. */
function nodeAt(siblings: readonly ParsedNode[], index: number): DomNode | null {
  const node = siblings[index];
  if (node === undefined) return null;
  const children = "childNodes" in node ? node.childNodes : [];
  const dom: DomNode = {
    nodeType: "attrs" in node ? 1 : node.nodeName === "#text" ? 3 : 8,
    nodeName: node.nodeName,
    nodeValue: "value" in node ? node.value : "data" in node ? node.data : null,
    get firstChild() {
      return nodeAt(children, 0);
    },
    get nextSibling() {
      return nodeAt(siblings, index + 1);
    },
  };
  if (!("attrs" in node)) return dom;
  const getAttribute = (name: string): string | null =>
    node.attrs.find((attribute) => attribute.name === name)?.value ?? null;
  return Object.assign(dom, { getAttribute }) satisfies DomElement;
}
