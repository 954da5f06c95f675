/**
 * The little of the DOM that reading HTML needs, so that this package has no need of its types. A
 * browser's nodes fit, and so does any other tree of this shape.
 */

/** A node of an HTML tree. */
export interface DomNode {
  /** 1 for an element, 3 for text, 8 for a comment; everything else is passed over. */
  readonly nodeType: number;
  /** The tag, in any case. */
  readonly nodeName: string;
  /** The text of a text node or comment. */
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
  const open: DomNode[] = [];
  for (let next = node.firstChild; next !== null || open.length > 0;) {
    if (next === null) {
      next = open.pop()!.nextSibling;
      continue;
    }
    if (next.nodeType === 3) text += next.nodeValue ?? "";
    if (next.firstChild !== null) {
      open.push(next);
      next = next.firstChild;
    } else next = next.nextSibling;
  }
  return text;
}

/** The elements in a node that are like this, in their order; nothing is looked for in one. */
export function elementsIn(
  node: DomNode,
  isWanted: (element: DomElement) => boolean,
): DomElement[] {
  const found: DomElement[] = [];
  const open: DomNode[] = [];
  for (let next = node.firstChild; next !== null || open.length > 0;) {
    if (next === null) {
      next = open.pop()!.nextSibling;
      continue;
    }
    if (isElement(next) && isWanted(next)) found.push(next);
    else if (next.firstChild !== null) {
      open.push(next);
      next = next.firstChild;
      continue;
    }
    next = next.nextSibling;
  }
  return found;
}

/** Whether one of the classes of an element is like this. */
export function hasClass(element: DomElement, wanted: RegExp): boolean {
  const classes = element.getAttribute("class");
  return classes !== null && classes.split(/\s+/).some((name) => wanted.test(name));
}

const noStyle: ReadonlyMap<string, string> = new Map();

/** The declarations in an element's `style` attribute, names and values in lower case. */
export function inlineStyle(element: DomElement): ReadonlyMap<string, string> {
  const source = element.getAttribute("style");
  if (source === null || source === "") return noStyle;
  const declarations = source.toLowerCase().split(";");
  return new Map(
    declarations.flatMap((declaration) => {
      const colon = declaration.indexOf(":");
      if (colon < 0) return [];
      return [[declaration.slice(0, colon).trim(), declaration.slice(colon + 1).trim()] as const];
    }),
  );
}
