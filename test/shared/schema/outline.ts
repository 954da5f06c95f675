/** Blocks as lines of text, short enough to be compared at a glance. */

import type { Fragment, Node } from "prosemirror-model";

/** A line "kind indentation details: content" for each block, content with marks in brackets. */
export function outline(blocks: Fragment): string[] {
  return blocks.content.map((node) => {
    if (!node.isTextblock) return node.type.name;
    const { kind, level, indent, checked, language } = node.attrs;
    const head = [kind ?? "paragraph", indent ?? 0, level, checked, language];
    return `${head.filter((detail) => detail !== null).join(" ")}: ${content(node)}`;
  });
}

function content(block: Node): string {
  return block.content.content
    .map((node) => {
      const shown = node.text?.replaceAll("\n", "⏎") ?? `<${node.type.name}>`;
      const names = node.marks.map((mark) => String(mark.attrs["href"] ?? mark.type.name));
      return names.length > 0 ? `[${shown}](${names.join()})` : shown;
    })
    .join("");
}
