/** Lists are flat lines with a depth; this reads the tree that people see in them. */

import { textblockAttrs } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import { isListLine, type PlacedBlock } from "./selected-blocks.ts";

/** The list lines that hang below `line`: those after it that are deeper. */
export function blocksBelow(doc: Node, line: PlacedBlock): PlacedBlock[] {
  if (!isListLine(line.node)) return [];
  const below: PlacedBlock[] = [];
  let pos = line.pos + line.node.nodeSize;
  for (let index = line.index + 1; index < doc.childCount; index++) {
    const node = doc.child(index);
    if (!isListLine(node) || depthOf(node) <= depthOf(line.node)) break;
    below.push({ node, pos, index });
    pos += node.nodeSize;
  }
  return below;
}

/** How many blocks before `index` a list line that moves up goes past: its sibling and all below. */
export function siblingBefore(doc: Node, index: number): number {
  const depth = depthOf(doc.child(index));
  let start = index - 1;
  if (!isListLine(doc.child(index))) return 1;
  while (start > 0 && isListLine(doc.child(start)) && depthOf(doc.child(start)) > depth) start--;
  return index - start;
}

function depthOf(node: Node): number {
  return textblockAttrs(node).indent;
}
