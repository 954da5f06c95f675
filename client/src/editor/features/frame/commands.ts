/** Puts blocks into a quotation or a callout, and takes them out. */

import { textblockAttrs, type Frame } from "@coscribe/shared/schema";
import type { Command } from "prosemirror-state";
import { setFrameOf } from "../../commands/kind.ts";
import { selectedTextblocks } from "../../commands/selected-blocks.ts";

/** Puts the selected blocks into `frame`, or out of it where all of them are in it already. */
export function toggleFrame(frame: Frame): Command {
  return (state, dispatch) => {
    const blocks = selectedTextblocks(state);
    if (blocks.length === 0) return false;
    const areAll = blocks.every(({ node }) => textblockAttrs(node).frame === frame);
    const { tr } = state;
    for (const block of blocks) setFrameOf(tr, block, areAll ? "" : frame);
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}
