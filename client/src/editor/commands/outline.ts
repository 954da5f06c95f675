/** Lists are flat lines with a depth; this reads the tree that people see in them. */

import { textblockAttrs } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import type { Selection } from "prosemirror-state";
import { isListLine, kindOf } from "../block-kind.ts";
import { selectedBlocks, type PlacedBlock } from "./selected-blocks.ts";

/** What hangs below `line`: the list lines after it that are deeper, below a toggle all blocks that are. */
export function blocksBelow(line: PlacedBlock): PlacedBlock[] {
  if (!isListLine(line.node)) return [];
  const { holder } = line;
  const below: PlacedBlock[] = [];
  let pos = line.pos + line.node.nodeSize;
  for (let index = line.index + 1; index < holder.childCount; index++) {
    const node = holder.child(index);
    if (!hangsBelow(node, line.node)) break;
    below.push({ node, pos, index, holder });
    pos += node.nodeSize;
  }
  return below;
}

/** The selected blocks, and all that hangs below the last of them. */
export function movedBlocks(selection: Selection): PlacedBlock[] {
  const blocks = selectedBlocks(selection);
  const last = blocks.at(-1);
  return last === undefined ? [] : [...blocks, ...blocksBelow(last)];
}

/** Whether `node`, behind `line` and what is between, hangs below it. */
function hangsBelow(node: Node, line: Node): boolean {
  if (depthOf(node) <= depthOf(line)) return false;
  return isListLine(node) || kindOf(line).holdsAll === true;
}

/** How many blocks before `line` it goes past when it moves up: its sibling and all below that. */
export function siblingBefore({ node, index, holder }: PlacedBlock): number {
  let start = index - 1;
  if (!isListLine(node)) return 1;
  while (start > 0 && isDeeper(holder.child(start), node)) start--;
  return index - start;
}

function isDeeper(line: Node, other: Node): boolean {
  return isListLine(line) && depthOf(line) > depthOf(other);
}

function depthOf(node: Node): number {
  return textblockAttrs(node).indent;
}
