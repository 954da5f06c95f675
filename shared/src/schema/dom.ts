/**
 * The little of the DOM that reading HTML needs, so that this package has no need of its types. A
 * browser's nodes fit, and so does any other tree of this shape.
 */

/** A node of an HTML tree. */
export interface DomNode {
  /** 1 for an element, 3 for text; everything else is passed over. */
  readonly nodeType: number;
  /** The tag, in any case. */
  readonly nodeName: string;
  /** The text of a text node. */
  readonly nodeValue: string | null;
  readonly firstChild: DomNode | null;
  readonly nextSibling: DomNode | null;
}

/** An element of an HTML tree. */
export interface DomElement extends DomNode {
  getAttribute(name: string): string | null;
}

/** Whether `node` is an element. */
export function isElement(node: DomNode): node is DomElement {
  return node.nodeType === 1;
}

/** The tag of an element in lower case. */
export function tagOf(node: DomNode): string {
  return node.nodeName.toLowerCase();
}

/** All text in a node. */
export function textIn(node: DomNode): string {
  if (node.nodeType === 3) return node.nodeValue ?? "";
  let text = "";
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    text += textIn(child);
  return text;
}

/** The declarations in an element's `style` attribute, names and values in lower case. */
export function inlineStyle(element: DomElement): ReadonlyMap<string, string> {
  const declarations = (element.getAttribute("style") ?? "").toLowerCase().split(";");
  return new Map(
    declarations.flatMap((declaration) => {
      const colon = declaration.indexOf(":");
      if (colon < 0) return [];
      return [[declaration.slice(0, colon).trim(), declaration.slice(colon + 1).trim()] as const];
    }),
  );
}
