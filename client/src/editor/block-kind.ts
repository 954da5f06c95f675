/** What the kind of a block means for editing; features say it, see the schema's feature.ts. */

import { contentOfSchema, kindIn, textblockAttrs, type Kind } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";

/** What the kind of a text block is; of a kind that no feature brings, what a paragraph is. */
export function kindOf(node: Node): Kind {
  return kindIn(contentOfSchema(node.type.schema), textblockAttrs(node).kind);
}

/** Whether blocks that follow and are indented deeper hang below this one. */
export function isListLine(node: Node): boolean {
  return node.isTextblock && kindOf(node).isListLine === true;
}

/** Whether marks and Markdown have no place in the block. */
export function isVerbatim(node: Node): boolean {
  return node.isTextblock && kindOf(node).isVerbatim === true;
}

/** Whether the block can be indented. */
export function isIndentable(node: Node): boolean {
  return !node.isTextblock || kindOf(node).isIndentable !== false;
}
