/** Documents in the form of y-prosemirror: a tree of elements, with a text in each paragraph. */

import {
  createRelativePositionFromTypeIndex,
  type Doc,
  relativePositionToJSON,
  XmlElement,
  XmlText,
} from "yjs";
import type { Paper, PaperKind, Paragraph } from "./paper.ts";

/** How a schema names and nests things. */
export interface TreeShape {
  /** The name of the root type, a fragment. */
  readonly root: string;
  /** Elements around all paragraphs, from the outside. */
  readonly around: readonly string[];
  /** Elements of each paragraph from the outside; the last one holds the text. */
  readonly elements: readonly ElementShape[];
  /** The mark for bold text. */
  readonly bold: string;
}

/** An element of a paragraph. */
export interface ElementShape {
  readonly name: string;
  /** The attributes in the `number`-th paragraph ever made. */
  readonly attributes?: (number: number) => Readonly<Record<string, string>>;
}

/** Documents of a shape. */
export function treeKind(shape: TreeShape): PaperKind {
  return {
    write(doc, paragraphs) {
      let parent: Parent = doc.getXmlFragment(shape.root);
      for (const name of shape.around) {
        const element = new XmlElement(name);
        parent.insert(0, [element]);
        parent = element;
      }
      return new TreePaper(doc, shape, parent, paragraphs);
    },
    read: (doc) => textsIn(doc.getXmlFragment(shape.root)).map(lettersOf),
  };
}

type Parent = ReturnType<Doc["getXmlFragment"]>;

class TreePaper implements Paper {
  readonly doc: Doc;
  readonly #shape: TreeShape;
  readonly #parent: Parent;
  /** By the number of the paragraph. */
  readonly #texts: XmlText[] = [];
  #made = 0;

  constructor(doc: Doc, shape: TreeShape, parent: Parent, paragraphs: readonly Paragraph[]) {
    this.doc = doc;
    this.#shape = shape;
    this.#parent = parent;
    const elements = paragraphs.map(({ before, bold, after }) => {
      const text = new XmlText();
      text.applyDelta([
        { insert: before },
        { insert: bold, attributes: { [shape.bold]: {} } },
        { insert: after },
      ]);
      this.#texts.push(text);
      return this.#paragraph(text);
    });
    parent.insert(0, elements);
  }

  insert(paragraph: number, offset: number, letters: string): void {
    this.#text(paragraph).insert(offset, letters);
  }

  makeBold(paragraph: number, from: number, to: number): void {
    this.#text(paragraph).format(from, to - from, { [this.#shape.bold]: {} });
  }

  split(paragraph: number, offset: number): void {
    const text = this.#text(paragraph);
    const tail = lettersOf(text).slice(offset);
    this.doc.transact(() => {
      text.delete(offset, tail.length);
      this.#parent.insertAfter(this.#top(text), [this.#paragraph(new XmlText(tail))]);
    });
  }

  caretAt(paragraph: number, offset: number): object {
    const place = createRelativePositionFromTypeIndex(this.#text(paragraph), offset);
    return relativePositionToJSON(place) as object;
  }

  #text(paragraph: number): XmlText {
    const text = this.#texts[paragraph];
    if (text === undefined) throw new RangeError(`there is no paragraph ${paragraph}`);
    return text;
  }

  /** The outermost element of a paragraph, below the one that holds all of them. */
  #top(text: XmlText): XmlElement {
    let element = text.parent as XmlElement;
    while (element.parent !== this.#parent) element = element.parent as XmlElement;
    return element;
  }

  #paragraph(text: XmlText): XmlElement {
    const number = this.#made++;
    let content: XmlText | XmlElement = text;
    for (const { name, attributes } of this.#shape.elements.toReversed()) {
      const element = new XmlElement(name);
      for (const [key, value] of Object.entries(attributes?.(number) ?? {})) {
        element.setAttribute(key, value);
      }
      element.insert(0, [content]);
      content = element;
    }
    return content as XmlElement;
  }
}

function textsIn(parent: Parent): readonly XmlText[] {
  return parent.toArray().flatMap((child) => {
    if (child instanceof XmlText) return [child];
    return child instanceof XmlElement ? textsIn(child) : [];
  });
}

/** Without the tags that `toString` adds for marks. */
function lettersOf(text: XmlText): string {
  return (text.toDelta() as readonly { insert: unknown }[])
    .map(({ insert }) => (typeof insert === "string" ? insert : ""))
    .join("");
}
