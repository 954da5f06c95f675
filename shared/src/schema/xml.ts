/**
 * Well-formed XML as a tree that can be changed and written again, and as the DOM that reading takes.
 * There is no parser that a page and a program without one both have.
 */

import type { DomElement, DomNode } from "./dom.ts";

/** An element, or with `text` a text. */
export interface XmlNode {
  /** With its prefix: `w:p`. */
  readonly tag: string;
  readonly attributes: Map<string, string>;
  readonly text: string | undefined;
  children: XmlNode[];
}

const token =
  /<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>|<[!?][^>]*>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|[^<]+|</g;

const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** A node around all that is in `source`. Never fails; what is not closed ends at the end. */
export function xmlTree(source: string): XmlNode {
  const root = xmlElement("#root");
  const open = [root];
  for (const [whole, data, closing, tag, attributes = "", empty] of source.matchAll(token)) {
    const around = open.at(-1)!;
    if (data !== undefined) around.children.push(xmlText(data));
    else if (tag === undefined) {
      const isMarkup = whole.startsWith("<") && whole.length > 1;
      if (!isMarkup) around.children.push(xmlText(decoded(whole)));
    } else if (closing === "/") {
      const at = open.findLastIndex((node) => node.tag === tag);
      if (at > 0) open.length = at;
    } else {
      const node = xmlElement(tag, attributesIn(attributes));
      around.children.push(node);
      if (empty !== "/") open.push(node);
    }
  }
  return root;
}

/** An element. */
export function xmlElement(
  tag: string,
  attributes: Iterable<readonly [string, string]> = [],
  children: readonly XmlNode[] = [],
): XmlNode {
  return { tag, attributes: new Map(attributes), text: undefined, children: [...children] };
}

/** A text. */
export function xmlText(text: string): XmlNode {
  return { tag: "#text", attributes: new Map(), text, children: [] };
}

/** The source of all that is in `node`. */
export function xmlSource({ children }: XmlNode): string {
  const source: string[] = [];
  const write = (node: XmlNode): void => {
    if (node.text !== undefined) return void source.push(encoded(node.text));
    source.push(`<${node.tag}`);
    for (const [name, value] of node.attributes) source.push(` ${name}="${encoded(value)}"`);
    if (node.children.length === 0) return void source.push("/>");
    source.push(">");
    node.children.forEach(write);
    source.push(`</${node.tag}>`);
  };
  children.forEach(write);
  return source.join("");
}

/** A node as the DOM that reading takes. */
export function domOfXml(node: XmlNode): DomElement {
  return domNode([node], 0) as DomElement;
}

function attributesIn(source: string): (readonly [string, string])[] {
  return Array.from(source.matchAll(attribute), ([, name, double, single]) => {
    return [name!, decoded(double ?? single ?? "")] as const;
  });
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

function encoded(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function domNode(siblings: readonly XmlNode[], index: number): DomNode | null {
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
