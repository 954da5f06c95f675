/**
 * The commands of the API, as ProseMirror commands: those of any text here, all others by their features.
 * Undo and redo are the history's.
 */

import type { Command } from "prosemirror-state";
import { insertText } from "./commands/insert-text.ts";
import { indent, outdent, setKind } from "./commands/kind.ts";
import { toggleMark } from "./commands/marks.ts";
import type { EditorCommand } from "./editor-command.ts";
import type { FeatureCommands } from "./feature.ts";

/** What is no feature's. */
const textCommands: FeatureCommands = {
  toggleMark: ({ mark }) => toggleMark(mark),
  setKind: ({ kind, level }) => setKind(kind, level),
  indent: () => indent,
  outdent: () => outdent,
  insertText: ({ text, instead }) => insertText(text, instead),
};

/** What `command` does to a state; undefined where no feature has it, or not yet. */
export function toCommand(command: EditorCommand, features: FeatureCommands): Command | undefined {
  const all: Partial<Record<string, (command: never) => Command>> = {
    ...features,
    ...textCommands,
  };
  return all[command.type]?.(command as never);
}
