/**
 * What an entry of the shared document is, told by what it has rather than by its constructor: more
 * than one copy of Yjs can be in a program, and what is not recognised would be taken for foreign.
 */

import type * as Y from "yjs";

/** An element: the only type with a node name. */
export function isElement(entry: unknown): entry is Y.XmlElement {
  return isType(entry) && "nodeName" in entry;
}

/** A text, within XML or not: the only type that gives a delta. */
export function isText(entry: unknown): entry is Y.Text {
  return isType(entry) && "toDelta" in entry;
}

/** A shared type of any kind, and no plain value. */
export function isType(entry: unknown): entry is Y.AbstractType<unknown> {
  return typeof entry === "object" && entry !== null && "_item" in entry && "observeDeep" in entry;
}

/** An item of the document's history whose content is still known. */
export function isItem(struct: unknown): struct is Y.Item {
  return typeof struct === "object" && struct !== null && "content" in struct;
}

/** The shared type that an item holds; undefined if it holds anything else. */
export function typeIn({ content }: Y.Item): Y.AbstractType<unknown> | undefined {
  const type: unknown = "type" in content ? content.type : undefined;
  return isType(type) ? type : undefined;
}
