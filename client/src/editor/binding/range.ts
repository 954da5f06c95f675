/** Ranges that were replaced, in the content of a node. */

import type { Fragment } from "prosemirror-model";
import { contentDifference } from "./remote-step.ts";

/** Where a replacement is, counted from the beginning of a node's content. */
export interface Range {
  readonly from: number;
  readonly to: number;
  /** Where the end is afterwards. */
  readonly newTo: number;
}

/** Where two contents differ; an empty range where they do not. */
export function differenceOf(before: Fragment, after: Fragment): Range {
  const [from = 0, size = 0, newSize = 0] = contentDifference(before, after, 0);
  return { from, to: from + size, newTo: from + newSize };
}
