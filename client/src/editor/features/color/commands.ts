/** Colours of letters, and behind them. */

import type { ColorName } from "@coscribe/shared/schema";
import type { Command } from "prosemirror-state";
import { isVerbatim } from "../../block-kind.ts";
import { selectedTextblocks } from "../../commands/selected-blocks.ts";

/**
 * Gives the selected text, or what is typed next, a colour (`"color"`) or one behind it
 * (`"highlight"`); undefined takes it away.
 */
export function setColor(mark: "color" | "highlight", color: ColorName | undefined): Command {
  return (state, dispatch) => {
    const type = state.schema.marks[mark];
    const blocks = selectedTextblocks(state);
    if (type === undefined || blocks.every(({ node }) => isVerbatim(node))) return false;
    const { tr } = state;
    const { from, to, empty } = state.selection;
    const set = color === undefined ? undefined : type.create({ color });
    if (empty && set !== undefined) tr.addStoredMark(set);
    else if (empty) tr.removeStoredMark(type);
    else if (set !== undefined) tr.addMark(from, to, set);
    else tr.removeMark(from, to, type);
    dispatch?.(tr);
    return true;
  };
}
