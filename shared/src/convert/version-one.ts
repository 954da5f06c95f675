/** Blocks of a flow → the tree of our version 1: a flat list of `textblock` and other elements. */

import type { BlockData, InnerData } from "../flow/data.ts";
import { placeAttributes, textBlockName } from "../flow/segment.ts";
import { restoredAttributes, restoredName } from "./kept.ts";
import { contentOf, marksOf } from "./line-content.ts";
import { treeElement, type TreeNode } from "./tree.ts";

/** The tree that these blocks are in our version 1. */
export function versionOneTree(blocks: readonly BlockData[]): TreeNode[] {
  return blocks.map(({ name, attributes, runs, inners }) => {
    const own = restoredAttributes(attributes, placeAttributes);
    if (name !== textBlockName) {
      return treeElement(restoredName(name), own, innerTree(inners, versionOneTree));
    }
    const lineBreak = attributes["kind"] === "code" ? undefined : "hard_break";
    return treeElement("textblock", own, contentOf(runs, { lineBreak, marks: marksOf }));
  });
}

/** What is in an object, where its flows are written by `treeOf`. */
export function innerTree(
  inners: readonly InnerData[],
  treeOf: (blocks: readonly BlockData[]) => readonly TreeNode[],
): TreeNode[] {
  return inners.flatMap((inner): readonly TreeNode[] => {
    switch (inner.type) {
      case "cell":
        return [treeElement(inner.name, inner.attributes, innerTree(inner.inners, treeOf))];
      case "flow":
        return treeOf(inner.blocks);
      case "tooDeep":
        return [];
    }
  });
}
