/** What is done with whole blocks. */

import { insertBelow } from "../../commands/insert-below.ts";
import { clearFormatting } from "../../commands/marks.ts";
import {
  deleteBlocks,
  duplicate,
  moveDown,
  moveTo,
  moveToBottom,
  moveToTop,
  moveUp,
} from "../../commands/move.ts";
import type { EditorFeature } from "../../feature.ts";

/** See the head of this file. */
export const blocks: EditorFeature = {
  name: "blocks",
  tools: [
    {
      id: "moveUp",
      group: "block",
      label: "Move up",
      icon: "arrowUp",
      command: moveUp,
      keys: ["Alt-ArrowUp", "Mod-Shift-ArrowUp"],
    },
    {
      id: "moveDown",
      group: "block",
      label: "Move down",
      icon: "arrowDown",
      command: moveDown,
      keys: ["Alt-ArrowDown", "Mod-Shift-ArrowDown"],
    },
    {
      id: "moveToTop",
      group: "block",
      label: "Move to the top",
      icon: "arrowUpToLine",
      command: moveToTop,
    },
    {
      id: "moveToBottom",
      group: "block",
      label: "Move to the bottom",
      icon: "arrowDownToLine",
      command: moveToBottom,
    },
    {
      id: "duplicate",
      group: "block",
      label: "Duplicate",
      icon: "copyPlus",
      command: duplicate,
      keys: ["Mod-d"],
    },
    {
      id: "deleteBlock",
      group: "block",
      label: "Delete",
      icon: "trash",
      keywords: "remove",
      command: deleteBlocks,
      keys: ["Mod-Shift-Backspace"],
    },
    {
      id: "clearFormatting",
      group: "block",
      label: "Clear formatting",
      icon: "removeFormatting",
      command: clearFormatting,
      keys: ["Mod-\\"],
    },
  ],
  commands: {
    insertBelow: () => insertBelow,
    moveTo: ({ position }) => moveTo(position),
    moveUp: () => moveUp,
    moveDown: () => moveDown,
    duplicate: () => duplicate,
    clearFormatting: () => clearFormatting,
  },
};
