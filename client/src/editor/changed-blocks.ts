/**
 * Which blocks of a document are others than before. What is not in the range is the very same object,
 * so whatever is known of a block, by its node, stays known; finding the range is two walks that compare
 * pointers.
 */

import type { Node } from "prosemirror-model";

/** Children number `from` to `to` of the document before became number `from` to `newTo`. */
export interface ChangedBlocks {
  readonly from: number;
  readonly to: number;
  readonly newTo: number;
}

/** See the head of this file; an empty range where nothing changed. */
export function changedBlocks(before: Node, after: Node): ChangedBlocks {
  const shorter = Math.min(before.childCount, after.childCount);
  let from = 0;
  while (from < shorter && before.child(from) === after.child(from)) from++;
  let [to, newTo] = [before.childCount, after.childCount];
  while (to > from && newTo > from && before.child(to - 1) === after.child(newTo - 1)) {
    to--;
    newTo--;
  }
  return { from, to, newTo };
}
