/** A tool as a line of a menu. */

import type { EditorSummary } from "../../editor/index.ts";
import type { InterfaceWords } from "../messages/use-words.ts";
import type { MenuItem } from "../parts/menu.tsx";
import { isOn, labelOf, type ShownTool } from "./tools.ts";

/** `summary` tells whether it is on. */
export function itemOfTool(
  words: InterfaceWords,
  tool: ShownTool,
  summary: EditorSummary | undefined,
): MenuItem {
  const { id, icon, keys } = tool;
  const shortcut = keys?.[0];
  return {
    id,
    label: labelOf(words, tool),
    icon,
    ...(shortcut !== undefined && { shortcut }),
    ...(tool.isOn !== undefined && { isChecked: isOn(tool, summary) }),
  };
}
