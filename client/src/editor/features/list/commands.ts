/** What is done with lines of lists. */

import { textblockAttrs } from "@coscribe/shared/schema";
import type { Command } from "prosemirror-state";
import { selectedTextblocks, setAttribute } from "../../commands/selected-blocks.ts";
import { numberBefore } from "./numbering.ts";

/** Ticks the selected tasks, or unticks them when all are done. */
export const toggleChecked: Command = (state, dispatch) => {
  const tasks = selectedTextblocks(state).filter(
    ({ node }) => textblockAttrs(node).kind === "task",
  );
  if (tasks.length === 0) return false;
  const areDone = tasks.every(({ node }) => textblockAttrs(node).checked);
  const { tr } = state;
  for (const task of tasks) setAttribute(tr, task, "checked", areDone ? null : true);
  dispatch?.(tr);
  return true;
};

/** Lets the first selected numbered line begin at `number`; null goes on with the lines before. */
export function setStart(number: number | null): Command {
  return (state, dispatch) => {
    const line = selectedTextblocks(state).find(
      ({ node }) => textblockAttrs(node).kind === "numbered",
    );
    if (line === undefined) return false;
    const natural = numberBefore(line) + 1;
    const { tr } = state;
    setAttribute(tr, line, "start", number === natural ? null : number);
    dispatch?.(tr);
    return true;
  };
}
