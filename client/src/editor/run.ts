/** The commands of the API, as ProseMirror commands. Undo and redo are the history's. */

import type { Command } from "prosemirror-state";
import type { EditorCommand } from "./api.ts";
import { indent, outdent, setKind, setLanguage } from "./commands/kind.ts";
import { insertText } from "./commands/insert-text.ts";
import { clearFormatting, toggleMark } from "./commands/marks.ts";
import { insertBelow } from "./commands/insert-below.ts";
import { duplicate, moveDown, moveTo, moveUp } from "./commands/move.ts";
import { setColor } from "./features/color/commands.ts";
import { insertDivider } from "./features/divider/commands.ts";
import { toggleFrame } from "./features/frame/commands.ts";
import { setAlign, setDirection, setTint } from "./features/layout/commands.ts";
import { removeLink, setLink } from "./features/link/commands.ts";
import { insertTable } from "./features/table/insert-table.ts";
import { insertMention } from "./features/mention/commands.ts";
import { setStart, toggleChecked } from "./features/list/commands.ts";

/** Every command but those of the history. */
export type EditCommand = Exclude<EditorCommand, { type: "undo" | "redo" }>;

/** What `command` does to a state. */
export function toCommand(command: EditCommand): Command {
  switch (command.type) {
    case "toggleMark":
      return toggleMark(command.mark);
    case "setKind":
      return setKind(command.kind, command.level);
    case "toggleFrame":
      return toggleFrame(command.frame);
    case "setAlign":
      return setAlign(command.align);
    case "setDirection":
      return setDirection(command.dir);
    case "setTint":
      return setTint(command.tint);
    case "setColor":
      return setColor(command.mark, command.color);
    case "setStart":
      return setStart(command.number);
    case "setLanguage":
      return setLanguage(command.language);
    case "indent":
      return indent;
    case "outdent":
      return outdent;
    case "toggleChecked":
      return toggleChecked;
    case "setLink":
      return setLink(command.href, command.text);
    case "removeLink":
      return removeLink;
    case "insertDivider":
      return insertDivider;
    case "insertTable":
      return insertTable(command.rows, command.columns);
    case "insertText":
      return insertText(command.text, command.instead);
    case "insertMention":
      return insertMention(command.mention, command.instead);
    case "insertBelow":
      return insertBelow;
    case "moveTo":
      return moveTo(command.position);
    case "moveUp":
      return moveUp;
    case "moveDown":
      return moveDown;
    case "duplicate":
      return duplicate;
    case "clearFormatting":
      return clearFormatting;
    default:
      return command satisfies never;
  }
}
