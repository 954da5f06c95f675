/**
 * Well-formed XML as the DOM that reading takes: the MathML that pages keep in an attribute. There is
 * no parser that a page and a program without one both have.
 */

import type { DomElement, DomNode } from "../../dom.ts";

interface Node {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly text: string | undefined;
  readonly children: Node[];
}

const token =
  /<!--[^]*?-->|<[!?][^>]*>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|[^<]+|</g;

const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** A node around all that is in `source`. Never fails; what is not closed ends at the end. */
export function xmlTree(source: string): DomElement {
  const root = element("#root", "");
  const open = [root];
  for (const [whole, closing, tag, attributes = "", empty] of source.matchAll(token)) {
    if (tag === undefined) {
      const isMarkup = whole.startsWith("<") && whole.length > 1;
      if (!isMarkup) open.at(-1)!.children.push({ ...element("#text", ""), text: decoded(whole) });
    } else if (closing === "/") {
      const at = open.findLastIndex((node) => node.tag === tag);
      if (at > 0) open.length = at;
    } else {
      const node = element(tag, attributes);
      open.at(-1)!.children.push(node);
      if (empty !== "/") open.push(node);
    }
  }
  return domNode([root], 0) as DomElement;
}

function element(tag: string, source: string): Node {
  const attributes = Array.from(source.matchAll(attribute), ([, name, double, single]) => {
    return [name!, decoded(double ?? single ?? "")] as const;
  });
  return { tag, attributes: new Map(attributes), text: undefined, children: [] };
}

function decoded(text: string): string {
  return text.replaceAll(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole, hex, digits, name) => {
      if (name !== undefined) return entities[name as string] ?? whole;
      const point = hex === undefined ? Number(digits) : Number.parseInt(hex as string, 16);
      return point > 0x10ffff ? "" : String.fromCodePoint(point);
    },
  );
}

function domNode(siblings: readonly Node[], index: number): DomNode | null {
  const node = siblings[index];
  if (node === undefined) return null;
  const { tag, text, children, attributes } = node;
  const dom: DomElement = {
    nodeType: text === undefined ? 1 : 3,
    nodeName: tag,
    nodeValue: text ?? null,
    get firstChild() {
      return domNode(children, 0);
    },
    get nextSibling() {
      return domNode(siblings, index + 1);
    },
    getAttribute: (name) => attributes.get(name) ?? null,
  };
  return dom;
}
