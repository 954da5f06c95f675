/** What keys do. The page shows them in its toolbar and its list of shortcuts. */

import { baseKeymap, chainCommands, selectAll } from "prosemirror-commands";
import { keydownHandler } from "prosemirror-keymap";
import { Plugin, type Command } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { codeIndent, codeOutdent, leaveCode, selectCode } from "../commands/code-block.ts";
import { indent, outdent, setKind, toggleChecked, toggleKind } from "../commands/kind.ts";
import { backspace, deleteKey, enter, lineBreak } from "../commands/line.ts";
import { clearFormatting, toggleMark } from "../commands/marks.ts";
import { duplicate, moveDown, moveUp } from "../commands/move.ts";
import { currentTextblock, isListLine } from "../commands/selected-blocks.ts";
import type { History } from "../binding/history.ts";
import { extendToEnd, toEnd } from "../commands/document-end.ts";
import { nextCell, previousCell } from "../features/table/cell-commands.ts";
import { enterCode } from "../input-rules.ts";
import { liveSelection } from "../live-selection.ts";

const indentKeys: Record<string, Command> = {
  Tab: chainCommands(codeIndent, nextCell, inList(indent)),
  "Shift-Tab": chainCommands(codeOutdent, previousCell, inList(outdent)),
};

const editKeys: Record<string, Command> = {
  "Shift-Enter": lineBreak,
  "Mod-Enter": chainCommands(toggleChecked, leaveCode),
  Backspace: backspace,
  "Mod-Backspace": backspace,
  "Shift-Backspace": backspace,
  Delete: deleteKey,
  "Mod-Delete": deleteKey,
  "Mod-b": toggleMark("bold"),
  "Mod-i": toggleMark("italic"),
  "Mod-u": toggleMark("underline"),
  "Mod-e": toggleMark("code"),
  "Mod-Shift-s": toggleMark("strike"),
  "Mod-Shift-x": toggleMark("strike"),
  "Mod-\\": clearFormatting,
  "Mod-Alt-0": setKind("paragraph"),
  "Mod-Alt-1": setKind("heading", 1),
  "Mod-Alt-2": setKind("heading", 2),
  "Mod-Alt-3": setKind("heading", 3),
  "Mod-Alt-c": toggleKind("code"),
  "Mod-Shift-7": toggleKind("numbered"),
  "Mod-Shift-8": toggleKind("bullet"),
  "Mod-Shift-9": toggleKind("task"),
  "Mod-Shift-b": toggleKind("quote"),
  "Mod-]": indent,
  "Mod-[": outdent,
  "Alt-ArrowUp": moveUp,
  "Alt-ArrowDown": moveDown,
  "Mod-Shift-ArrowUp": moveUp,
  "Mod-Shift-ArrowDown": moveDown,
  "Mod-d": duplicate,
};

/** Keys that do something in a read-only editor as well. */
const readKeys: Record<string, Command> = {
  "Mod-a": chainCommands(selectCode, selectAll),
  "Mod-End": toEnd,
  "Shift-Mod-End": extendToEnd,
  "Meta-ArrowDown": toEnd,
  "Shift-Meta-ArrowDown": extendToEnd,
  // Everything is saved all the time; the event goes on to the page, which can say so.
  "Mod-s": () => true,
};

/** The plugin for all keys. */
export function handleKeys(history: History): Plugin {
  const withHistory: Record<string, Command> = {
    Enter: chainCommands(enterCode, enter),
    "Mod-z": always(() => history.undo()),
    "Mod-Shift-z": always(() => history.redo()),
    "Mod-y": always(() => history.redo()),
  };
  const read = keydownHandler(readKeys);
  const edit = keydownHandler({ ...baseKeymap, ...readKeys, ...editKeys, ...withHistory });
  const changeIndent = keydownHandler(indentKeys);
  // Tab indents in lists and code, so there has to be another way out for the keyboard.
  let tabLeaves = false;
  return new Plugin({
    props: {
      handleKeyDown: (view, event) => {
        if (isTypingWithAltGr(event)) return false;
        takeSelection(view);
        if (!view.editable) return read(view, event);
        if (event.key === "Tab" && !tabLeaves) return changeIndent(view, event);
        if (event.key !== "Tab" && event.key !== "Shift") tabLeaves = event.key === "Escape";
        return edit(view, event);
      },
    },
  });
}

/** Lets the state know of a caret that has moved on the screen just before the key. */
function takeSelection(view: EditorView): void {
  const selection = liveSelection(view);
  if (!selection.eq(view.state.selection)) view.dispatch(view.state.tr.setSelection(selection));
}

/** On Windows AltGr comes as Ctrl and Alt: AltGr-C is a letter in Polish, and no code block. */
function isTypingWithAltGr(event: KeyboardEvent): boolean {
  return event.ctrlKey && event.altKey && event.getModifierState("AltGraph");
}

/** A key of ours even where it does nothing, so that the browser does not do something instead. */
function always(action: () => unknown): Command {
  return () => {
    action();
    return true;
  };
}

/** In a list a key is ours even where it does nothing. */
function inList(command: Command): Command {
  return (state, dispatch, view) => {
    const block = currentTextblock(state);
    return (
      block !== undefined && isListLine(block.node) && (command(state, dispatch, view) || true)
    );
  };
}
