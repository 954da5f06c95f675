/**
 * Which tools stand where. What a tool is and does is said by the feature that brings it; undo and
 * redo belong to no feature.
 */

import type { Editor, EditorSummary, Tool, ToolGroup } from "../../editor/index.ts";

/** What a button or a line of a menu needs to know of a tool. */
export type ShownTool = Omit<Tool, "command" | "group">;

/** Undo and redo. */
export const historyTools: readonly ShownTool[] = [
  {
    id: "undo",
    label: "Undo",
    icon: "undo",
    keys: ["Mod-z"],
    isPossible: (summary) => summary.canUndo,
  },
  {
    id: "redo",
    label: "Redo",
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
