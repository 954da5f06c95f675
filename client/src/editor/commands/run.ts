/** The commands of the API, as ProseMirror commands. Undo and redo are the history's. */

import type { Command } from "prosemirror-state";
import type { EditorCommand } from "../api.ts";
import { insertDivider } from "./divider.ts";
import { insertTable } from "../features/table/insert-table.ts";
import { indent, outdent, setKind, setLanguage, toggleChecked } from "./kind.ts";
import { clearFormatting, removeLink, setLink, toggleMark } from "./marks.ts";
import { duplicate, moveDown, moveUp } from "./move.ts";

/** Every command but those of the history. */
export type EditCommand = Exclude<EditorCommand, { type: "undo" | "redo" }>;

/** What `command` does to a state. */
export function toCommand(command: EditCommand): Command {
  switch (command.type) {
    case "toggleMark":
      return toggleMark(command.mark);
    case "setKind":
      return setKind(command.kind, command.level);
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
