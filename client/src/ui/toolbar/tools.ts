/**
 * What can be done to the text: icons, keys and commands, in one place for the toolbar, its
 * menus and the list of shortcuts. The keys are those of the editor's keymap; here they are shown,
 * not handled.
 */

import type { EditorCommand, EditorSummary, MarkName } from "../../editor/index.ts";
import { maxIndent, type TextblockKind } from "@coscribe/shared/schema";
import type { InterfaceWords } from "../messages/use-words.ts";
import type { IconName } from "../parts/icon.tsx";

/** One thing that can be done. */
export interface Tool {
  /** Its name is the message `tool.ID`. */
  readonly id: string;
  /** Its name where there is no such message. */
  readonly label?: string;
  readonly icon: IconName;
  readonly command: EditorCommand;
  /** Written as in `parts/shortcut.ts`. */
  readonly shortcut?: string;
  /** For tools that are on or off: whether this one is on. */
  readonly isOn?: (summary: EditorSummary) => boolean;
  /** Whether it would do anything now; always, by default. */
  readonly isPossible?: (summary: EditorSummary) => boolean;
}

/** Undo and redo. */
export const historyTools: readonly Tool[] = [
  {
    id: "undo",
    icon: "undo",
    command: { type: "undo" },
    shortcut: "Mod-Z",
    isPossible: (summary) => summary.canUndo,
  },
  {
    id: "redo",
    icon: "redo",
    command: { type: "redo" },
    shortcut: "Mod-Shift-Z",
    isPossible: (summary) => summary.canRedo,
  },
];

/** What a block can be; exactly one of them is on. */
export const kindTools: readonly Tool[] = [
  kindTool("paragraph", "pilcrow", "Mod-Alt-0"),
  headingTool(1, "heading1"),
  headingTool(2, "heading2"),
  headingTool(3, "heading3"),
  kindTool("bullet", "list", "Mod-Shift-8"),
  kindTool("numbered", "listOrdered", "Mod-Shift-7"),
  kindTool("task", "listTodo", "Mod-Shift-9"),
  kindTool("quote", "textQuote", "Mod-Shift-B"),
  kindTool("code", "squareCode", "Mod-Alt-C"),
];

/** How letters look. */
export const markTools: readonly Tool[] = [
  markTool("bold", "bold", "bold", "Mod-B"),
  markTool("italic", "italic", "italic", "Mod-I"),
  markTool("underline", "underline", "underline", "Mod-U"),
  markTool("strike", "strike", "strikethrough", "Mod-Shift-S"),
  markTool("inlineCode", "code", "code", "Mod-E"),
];

/** How deep a block stands. */
export const indentTools: readonly Tool[] = [
  {
    id: "outdent",
    icon: "indentDecrease",
    command: { type: "outdent" },
    shortcut: "Mod-[",
    isPossible: (summary) => summary.indent > 0,
  },
  {
    id: "indent",
    icon: "indentIncrease",
    command: { type: "indent" },
    shortcut: "Mod-]",
    isPossible: (summary) => summary.indent < maxIndent,
  },
];

/** What is put between blocks. */
export const insertTools: readonly Tool[] = [
  { id: "divider", icon: "separator", command: { type: "insertDivider" } },
];

/** What is done with whole blocks. */
export const blockTools: readonly Tool[] = [
  {
    id: "moveUp",
    icon: "arrowUp",
    command: { type: "moveUp" },
    shortcut: "Alt-Up",
  },
  {
    id: "moveDown",
    icon: "arrowDown",
    command: { type: "moveDown" },
    shortcut: "Alt-Down",
  },
  {
    id: "duplicate",
    icon: "copyPlus",
    command: { type: "duplicate" },
    shortcut: "Mod-D",
  },
  {
    id: "clearFormatting",
    icon: "removeFormatting",
    command: { type: "clearFormatting" },
    shortcut: "Mod-\\",
  },
];

/** The name of `tool` in the language of `words`. */
export function labelOf(words: InterfaceWords, { id, label }: Tool): string {
  return words.find(`tool.${id}`) ?? label ?? id;
}

/** Whether `tool` is on; false for tools that never are. */
export function isOn(tool: Tool, summary: EditorSummary | undefined): boolean {
  return summary !== undefined && tool.isOn?.(summary) === true;
}

/** Whether `tool` would do anything; nothing does before there is an editor to summarise. */
export function isPossible(tool: Tool, summary: EditorSummary | undefined): boolean {
  return summary !== undefined && (tool.isPossible === undefined || tool.isPossible(summary));
}

/** Whether links and marks can be put on the text at the caret. */
export function takesMarks(summary: EditorSummary): boolean {
  return summary.kind !== undefined && summary.kind !== "code";
}

function kindTool(kind: TextblockKind, icon: IconName, shortcut: string): Tool {
  return {
    id: kind,
    icon,
    shortcut,
    command: { type: "setKind", kind },
    isOn: (summary) => summary.kind === kind,
  };
}

function headingTool(level: 1 | 2 | 3, icon: IconName): Tool {
  return {
    id: `heading${level}`,
    icon,
    shortcut: `Mod-Alt-${level}`,
    command: { type: "setKind", kind: "heading", level },
    isOn: (summary) => summary.kind === "heading" && summary.level === level,
  };
}

function markTool(id: string, mark: MarkName, icon: IconName, shortcut: string): Tool {
  return {
    id,
    icon,
    shortcut,
    command: { type: "toggleMark", mark },
    isOn: (summary) => summary.marks[mark],
    isPossible: takesMarks,
  };
}
