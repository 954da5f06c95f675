/**
 * HTML as a tree of plain values, made by html-export.ts.
 *
 * An element has the shape that ProseMirror's `DOMSerializer.renderSpec` takes, so one tree serves
 * a browser's clipboard and a program without a DOM.
 */

/** An element: its tag, its attributes, and what is in it. */
export type HtmlElement = readonly [
  tag: string,
  attributes: Readonly<Record<string, string>>,
  ...children: HtmlNode[],
];

/** A text is a string. */
export type HtmlNode = string | HtmlElement;

const voidElements: ReadonlySet<string> = new Set(["br", "col", "hr", "input"]);

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** HTML source of a tree. Tags and attribute names must be trustworthy; values need not be. */
export function htmlSource(nodes: readonly HtmlNode[]): string {
  return nodes
    .map((node) => (typeof node === "string" ? escaped(node) : elementSource(node)))
    .join("");
}

function elementSource([tag, attributes, ...children]: HtmlElement): string {
  const given = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  const start = `<${tag}${given.join("")}>`;
  return voidElements.has(tag) ? start : `${start}${htmlSource(children)}</${tag}>`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? "");
}
