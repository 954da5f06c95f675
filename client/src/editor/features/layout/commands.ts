/** How blocks lie on the page. */

import { textblockAttrs, type Alignment, type TextblockAttrs } from "@coscribe/shared/schema";
import type { Command } from "prosemirror-state";
import { selectedTextblocks, setAttribute } from "../../commands/selected-blocks.ts";

/** Aligns the selected blocks; "" to the start of the line. */
export function setAlign(align: Alignment): Command {
  return setLayout("align", align);
}

/** Sets the direction of the selected blocks; "" goes by the first letter. */
export function setDirection(dir: TextblockAttrs["dir"]): Command {
  return setLayout("dir", dir);
}

/** Puts a colour behind the selected blocks; "" for none. */
export function setTint(tint: TextblockAttrs["tint"]): Command {
  return setLayout("tint", tint);
}

function setLayout(name: "align" | "dir" | "tint", value: string): Command {
  return (state, dispatch) => {
    const blocks = selectedTextblocks(state);
    if (blocks.length === 0) return false;
    const { tr } = state;
    for (const block of blocks) {
      if (textblockAttrs(block.node)[name] !== value) setAttribute(tr, block, name, value || null);
    }
    dispatch?.(tr);
    return true;
  };
}
