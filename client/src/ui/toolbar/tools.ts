/**
 * Which tools stand where. What a tool is and does is said by the feature that brings it; undo and
 * redo belong to no feature.
 */

import type { Editor, EditorSummary, Tool, ToolGroup } from "../../editor/index.ts";
import type { InterfaceWords } from "../messages/use-words.ts";

/** What a button or a line of a menu needs to know of a tool. */
export interface ShownTool extends Omit<Tool, "command" | "group" | "label"> {
  /** Its name where the words have none. */
  readonly label?: string;
}

/** Undo and redo. */
export const historyTools: readonly ShownTool[] = [
  {
    id: "undo",
    icon: "undo",
    keys: ["Mod-z"],
    isPossible: (summary) => summary.canUndo,
  },
  {
    id: "redo",
    icon: "redo",
    keys: ["Mod-Shift-z"],
    isPossible: (summary) => summary.canRedo,
  },
];

/** Does what a tool does; false where it does not apply. */
export function runTool(editor: Editor, id: string): boolean {
  return id === "undo" || id === "redo" ? editor.run({ type: id }) : editor.use(id);
}

/** The tools of these groups, in the order of the features. */
export function toolsIn(tools: readonly Tool[], ...groups: readonly ToolGroup[]): readonly Tool[] {
  return tools.filter(({ group }) => groups.includes(group));
}

/** The name of `tool` in the language of `words`. */
export function labelOf(
  words: InterfaceWords,
  { id, label }: Pick<ShownTool, "id" | "label">,
): string {
  return words.find(`tool.${id}`) ?? label ?? id;
}

/** Whether `tool` is on; false for tools that never are. */
export function isOn(tool: ShownTool, summary: EditorSummary | undefined): boolean {
  return summary !== undefined && tool.isOn?.(summary) === true;
}

/** Whether `tool` would do anything; nothing does before there is an editor to summarise. */
export function isPossible(tool: ShownTool, summary: EditorSummary | undefined): boolean {
  return summary !== undefined && (tool.isPossible === undefined || tool.isPossible(summary));
}

/** Whether links and marks can be put on the text at the caret. */
export function takesMarks(summary: EditorSummary): boolean {
  return summary.kind !== undefined && !summary.isVerbatim;
}
