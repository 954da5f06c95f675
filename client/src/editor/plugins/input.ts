/** Lets what is typed go through the input rules, also when an input method typed it. */

import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { applyInputRule, looksLikeInputRule, type InputRule } from "../input-rule.ts";

/** After this time ProseMirror has read what an ended composition left in the text (it takes 20). */
const compositionSettleMs = 40;

/**
 * The plugin. The letter and the rule are two edits, so that undo brings back what was typed. `rules` is
 * asked each time, since features may come late.
 */
export function watchInput(rules: () => readonly InputRule[]): Plugin {
  const apply = (view: EditorView): void => {
    const transaction = applyInputRule(view.state, rules());
    if (transaction !== undefined) view.dispatch(transaction);
  };
  return new Plugin({
    props: {
      handleTextInput: (view, from, to, text) => {
        if (view.composing) return false;
        const typed = view.state.tr.insertText(text, from, to);
        // Asked before the letter is typed for real, since most letters end no rule.
        if (!looksLikeInputRule(typed, rules())) return false;
        view.dispatch(typed.scrollIntoView());
        apply(view);
        return true;
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
