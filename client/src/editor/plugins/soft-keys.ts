/**
 * Enter, Backspace and Delete of keyboards that do not say so.
 *
 * A keyboard on a screen sends a key without a name (key code 229) and lets the browser do its own
 * command. What that makes of lists, tasks and cells is not what the key means here. So what would
 * change more than letters is stopped, and done as the key does it. Letters are left to the browser:
 * an input method would lose its place otherwise.
 */

import { Plugin, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

/** Which key a command of the browser stands for. */
const keyOfInput: Readonly<Record<string, KeyboardEventInit>> = {
  insertParagraph: { key: "Enter" },
  insertLineBreak: { key: "Enter", shiftKey: true },
  deleteContentBackward: { key: "Backspace" },
  deleteWordBackward: { key: "Backspace" },
  deleteSoftLineBackward: { key: "Backspace" },
  deleteHardLineBackward: { key: "Backspace" },
  deleteContentForward: { key: "Delete" },
  deleteWordForward: { key: "Delete" },
};

/** The plugin; see above. It sees only what no key has done, which is stopped before. */
export function takeSoftKeys(): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        beforeinput: (view, event) => {
          const key = keyOfInput[event.inputType];
          if (key === undefined || !event.cancelable || !view.editable) return false;
          if (!isStructural(view.state, String(key.key)) || !press(view, key)) return false;
          event.preventDefault();
          return true;
        },
      },
    },
  });
}

/** Whether a key would do more than delete letters of one text. */
function isStructural({ selection }: EditorState, key: string): boolean {
  const { $from, $to, empty } = selection;
  if (key === "Enter") return true;
  if (!empty) return !$from.sameParent($to) || !$from.parent.isTextblock;
  return key === "Backspace"
    ? $from.parentOffset === 0
    : $from.parentOffset === $from.parent.content.size;
}

function press(view: EditorView, key: KeyboardEventInit): boolean {
  const event = new KeyboardEvent("keydown", key);
  return view.someProp("handleKeyDown", (handle) => handle(view, event)) === true;
}
