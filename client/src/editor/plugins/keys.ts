/**
 * What keys do: those of the features first, then what lines do by themselves. The interface shows
 * the keys of tools in its toolbar and its list of shortcuts.
 */

import { baseKeymap, chainCommands, selectAll } from "prosemirror-commands";
import { keydownHandler } from "prosemirror-keymap";
import { Plugin, type Command } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { backspace, deleteKey, enter, lineBreak } from "../commands/line.ts";
import { backTab, tab } from "../commands/tab.ts";
import type { History } from "../binding/history.ts";
import { extendToEnd, toEnd } from "../commands/document-end.ts";
import { liveSelection } from "../live-selection.ts";

/** What keys do that is no feature's. */
const editKeys: Record<string, Command> = {
  Enter: enter,
  "Shift-Enter": lineBreak,
  Backspace: backspace,
  "Mod-Backspace": backspace,
  "Shift-Backspace": backspace,
  Delete: deleteKey,
  "Mod-Delete": deleteKey,
};

const indentKeys: Record<string, Command> = {
  Tab: tab,
  "Shift-Tab": backTab,
};

/** Keys that do something in a read-only editor as well. */
const readKeys: Record<string, Command> = {
  "Mod-a": selectAll,
  "Mod-End": toEnd,
  "Shift-Mod-End": extendToEnd,
  "Meta-ArrowDown": toEnd,
  "Shift-Meta-ArrowDown": extendToEnd,
  // Everything is saved all the time; the event goes on to the page, which can say so.
  "Mod-s": () => true,
};

/** Commands by the names of their keys, as ProseMirror has them. */
type Keys = Readonly<Record<string, Command>>;

/** The plugin for all keys; `own` are those of the features, which may come late: it is asked each time. */
export function handleKeys(history: History, own: () => Keys): Plugin {
  const historyKeys: Record<string, Command> = {
    "Mod-z": always(() => history.undo()),
    "Mod-Shift-z": always(() => history.redo()),
    "Mod-y": always(() => history.redo()),
  };
  const read = keydownHandler(readKeys);
  const lineKeys = { ...baseKeymap, ...readKeys, ...editKeys, ...historyKeys };
  const handlers = new WeakMap<Keys, KeyHandlers>();
  const editing = (): KeyHandlers => {
    const keys = own();
    const known = handlers.get(keys) ?? {
      edit: keydownHandler(withFirst(keys, lineKeys)),
      changeIndent: keydownHandler(withFirst(pick(keys, Object.keys(indentKeys)), indentKeys)),
    };
    handlers.set(keys, known);
    return known;
  };
  // Tab indents, so there has to be another way out for the keyboard: Escape, and then Tab.
  let tabLeaves = false;
  return new Plugin({
    props: {
      handleKeyDown: (view, event) => {
        if (isTypingWithAltGr(event)) return false;
        takeSelection(view);
        if (!view.editable) return read(view, event);
        if (isTab(event) && !tabLeaves) return editing().changeIndent(view, event);
        if (!isTab(event) && event.key !== "Shift") tabLeaves = event.key === "Escape";
        return isTab(event) ? false : editing().edit(view, event);
      },
    },
  });
}

type KeyHandler = ReturnType<typeof keydownHandler>;

interface KeyHandlers {
  readonly edit: KeyHandler;
  readonly changeIndent: KeyHandler;
}

/** What `keys` do where `first` does nothing. */
function withFirst(first: Keys, keys: Keys): Record<string, Command> {
  const joined = Object.entries(first).map(([key, command]) => {
    const after = keys[key];
    return [key, after === undefined ? command : chainCommands(command, after)] as const;
  });
  return { ...keys, ...Object.fromEntries(joined) };
}

function pick(keys: Keys, names: readonly string[]) {
  return Object.fromEntries(Object.entries(keys).filter(([key]) => names.includes(key)));
}

/** Lets the state know of a caret that has moved on the screen just before the key. */
function takeSelection(view: EditorView): void {
  const selection = liveSelection(view);
  if (!selection.eq(view.state.selection)) view.dispatch(view.state.tr.setSelection(selection));
}

/** WebKit on Linux has no name for Tab while Shift is held, only its number. */
function isTab(event: KeyboardEvent): boolean {
  return event.key === "Tab" || event.keyCode === 9;
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
