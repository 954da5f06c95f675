/** A tree of HTML as the DOM that a reader sees, for tests that run without a browser. */

import type { DomElement, DomNode, HtmlNode } from "@coscribe/shared/schema";

/** A fragment that holds `nodes`. */
export function domOf(nodes: readonly HtmlNode[]): DomNode {
  const root = { nodeType: 11, nodeName: "#document-fragment", nodeValue: null };
  return { ...root, firstChild: siblings(joined(nodes)), nextSibling: null };
}

function siblings(nodes: readonly HtmlNode[]): DomNode | null {
  // From the last to the first, so that each knows the next.
  return nodes.reduceRight<DomNode | null>((next, node) => domNode(node, next), null);
}

function domNode(node: HtmlNode, nextSibling: DomNode | null): DomNode {
  if (typeof node === "string") {
    return { nodeType: 3, nodeName: "#text", nodeValue: node, firstChild: null, nextSibling };
  }
  const [tag, attributes, ...children] = node;
  const element: DomElement = {
    nodeType: 1,
    nodeName: tag.toUpperCase(),
    nodeValue: null,
    firstChild: siblings(joined(children)),
    nextSibling,
    getAttribute: (name) => attributes[name] ?? null,
  };
  return element;
}

/** A parser makes one text node of texts side by side. */
function joined(nodes: readonly HtmlNode[]): HtmlNode[] {
  const result: HtmlNode[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (typeof node === "string" && typeof last === "string") {
      result[result.length - 1] = last + node;
    } else result.push(node);
  }
  return result;
}
