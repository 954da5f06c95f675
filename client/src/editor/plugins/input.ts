/** Lets what is typed go through the input rules, also when an input method typed it. */

import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { History } from "../binding/history.ts";
import { applyInputRule } from "../input-rules.ts";

/** The plugin. Each rule begins a group in `history`, so that undo brings back what was typed. */
export function watchInput(history: History): Plugin {
  const apply = (view: EditorView): boolean => {
    const transaction = applyInputRule(view.state);
    if (transaction === undefined) return false;
    history.closeGroup();
    view.dispatch(transaction);
    history.closeGroup();
    return true;
  };
  return new Plugin({
    props: {
      handleTextInput: (view, from, to, text) => {
        if (view.composing) return false;
        const typed = view.state.tr.insertText(text, from, to);
        // Asked before the letter is typed for real, since most letters end no rule.
        if (applyInputRule(view.state.apply(typed)) === undefined) return false;
        view.dispatch(typed.scrollIntoView());
        return apply(view);
      },
      handleDOMEvents: {
        compositionend: (view) => {
          // ProseMirror reads what was composed only after this event.
          setTimeout(() => {
            if (!view.isDestroyed && view.editable && !view.composing) apply(view);
          }, compositionSettleMs);
          return false;
        },
      },
    },
  });
}

/** After this time ProseMirror has read what an ended composition left in the text (it takes 20). */
const compositionSettleMs = 40;
