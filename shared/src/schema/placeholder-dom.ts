/** How a placeholder is drawn. */

import type { DOMOutputSpec, Node } from "prosemirror-model";
import { placeholderText } from "./placeholder.ts";

/** A block or a piece of text that says what it stands for. */
export function drawPlaceholder(tag: "div" | "span", node: Node): DOMOutputSpec {
  return [tag, { "data-placeholder": String(node.attrs["name"]) }, placeholderText(node)];
}
