/**
 * Makes new entries of the shared document out of ProseMirror nodes.
 *
 * The form is that of y-prosemirror: an element per node, named as the node, a text per run of
 * text, marks beside it by name. A placeholder becomes again what it stood for.
 */

import { isPlaceholder, type OriginalElement, type OriginalText } from "@coscribe/shared/schema";
import type { Fragment, Mark, Node } from "prosemirror-model";
import * as Y from "yjs";

/** What stands in the shared document's list of blocks, and in a text block. */
export type Entry = Y.XmlElement | Y.XmlText;

/** Values of marks by name, as Yjs keeps them beside text; null takes a mark away. */
export type Formatting = Readonly<Record<string, object | null>>;

/** A block, or a leaf of a text block, as a new entry. */
export function createEntry(node: Node): Entry {
  if (isPlaceholder(node)) return createOriginal(node.attrs as OriginalElement);
  // Attributes at their default are null, and are not stored.
  const attributes = Object.entries(node.attrs).filter(([, value]) => value !== null);
  return createElement(node.type.name, attributes, node.isTextblock ? entriesOf(node.content) : []);
}

/** ProseMirror's marks as Yjs keeps them. */
export function formattingOf(marks: readonly Mark[]): Formatting {
  return Object.fromEntries(marks.map((mark) => [mark.type.name, mark.attrs]));
}

/**
 * Leaves, with a text before, after and between them. Also an empty block gets a text: two people
 * who type the first letter then type in the same one.
 */
function entriesOf(content: Fragment): Entry[] {
  const entries: Entry[] = [];
  let runs: object[] = [];
  content.forEach((node) => {
    if (node.isText) runs.push({ insert: node.text!, attributes: formattingOf(node.marks) });
    else {
      entries.push(createText(runs), createEntry(node));
      runs = [];
    }
  });
  return [...entries, createText(runs)];
}

function createOriginal({ name, attributes, content }: OriginalElement): Entry {
  if (name === "") return createText(content.filter(isOriginalText).map(runOf));
  const entries = content.map((part) =>
    isOriginalText(part) ? createText([runOf(part)]) : createOriginal(part),
  );
  return createElement(name, Object.entries(attributes), entries);
}

function isOriginalText(part: OriginalElement | OriginalText): part is OriginalText {
  return "text" in part;
}

function runOf({ text, marks }: OriginalText): object {
  return { insert: text, attributes: marks };
}

function createElement(
  name: string,
  attributes: readonly (readonly [string, unknown])[],
  entries: readonly Entry[],
): Y.XmlElement {
  const element = new Y.XmlElement(name);
  for (const [key, value] of attributes) element.setAttribute(key, value as string);
  element.insert(0, [...entries]);
  return element;
}

function createText(runs: readonly object[]): Y.XmlText {
  const text = new Y.XmlText();
  text.applyDelta([...runs]);
  return text;
}
