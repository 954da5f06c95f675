/**
 * Placeholders: what is shown in place of content that this version of the schema does not know,
 * or that stands where it cannot be shown.
 *
 * A placeholder (`unknown_block`, `unknown_inline`) is one unit in the editor. Its attributes are
 * a copy of what it stands for, so that a reader sees the text of it, and so that it can be written
 * again whole when it is copied. The shared document keeps the original: nobody writes a placeholder
 * there just because it was shown.
 */

import type { Node } from "prosemirror-model";

/** An element of the shared document, as it was read. These are a placeholder's attributes. */
export interface OriginalElement {
  /** The element's name; "" when it was no element. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly content: readonly (OriginalElement | OriginalText)[];
}

/** A run of text in an element of the shared document. */
export interface OriginalText {
  readonly text: string;
  /** What each mark keeps, by its name: its attributes, or a plain value. */
  readonly marks: Readonly<Record<string, unknown>>;
}

/** Whether `node` stands for something that cannot be shown. */
export function isPlaceholder(node: Node): boolean {
  return node.type.name === "unknown_block" || node.type.name === "unknown_inline";
}

/** The text in a placeholder, a line for each block of it, at most `maxLength` characters. */
export function placeholderText(node: Node, maxLength = 2_000): string {
  return originalText(node.attrs as OriginalElement, maxLength);
}

/** Total, and without recursion: a placeholder's attributes may be another client's invention. */
function originalText(root: OriginalElement, maxLength = 2_000): string {
  let text = "";
  const open: unknown[] = [root];
  while (open.length > 0 && text.length < maxLength) {
    const next = open.pop();
    if (typeof next !== "object" || next === null) continue;
    const { text: run, name, content } = next as Partial<OriginalText & OriginalElement>;
    if (typeof run === "string") text += run;
    if (name === "textblock" && text !== "") text += "\n";
    if (Array.isArray(content)) for (let i = content.length - 1; i >= 0; i--) open.push(content[i]);
  }
  return text.slice(0, maxLength);
}
