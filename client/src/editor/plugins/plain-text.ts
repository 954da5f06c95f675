/** Blocks as plain text: a line for each, those of lists with a marker as in Markdown. */

import { numbering, textblockAttrs } from "@coscribe/shared/schema";
import type { Fragment, Node } from "prosemirror-model";

/** The text of `content`, a line for each block. */
export function plainText(content: Fragment): string {
  const numbers = numbering(content.content);
  return content.content.map((block, i) => marker(block, numbers[i]) + textOf(block)).join("\n");
}

function marker(block: Node, number: number | undefined): string {
  if (!block.isTextblock) return "";
  const { kind, indent, checked } = textblockAttrs(block);
  const depth = "  ".repeat(indent);
  switch (kind) {
    case "bullet":
      return `${depth}- `;
    case "numbered":
      return `${depth}${number}. `;
    case "task":
      return `${depth}- [${checked ? "x" : " "}] `;
    case "quote":
      return "> ";
    case "paragraph":
    case "heading":
    case "code":
      return "";
  }
}

function textOf(block: Node): string {
  if (block.type.name === "divider") return "---";
  return block.isLeaf ? leafText(block) : block.textBetween(0, block.content.size, "\n", leafText);
}

function leafText(leaf: Node): string {
  return leaf.type.spec.leafText?.(leaf) ?? "";
}
