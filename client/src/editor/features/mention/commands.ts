/** Mentions somebody, or another document. */

import type { MentionAttrs } from "@coscribe/shared/schema";
import { TextSelection, type Command } from "prosemirror-state";
import type { TextRange } from "../../editor-command.ts";
import { isVerbatim } from "../../block-kind.ts";

/** Puts a mention in the place of the text in `instead`, or else of the selection, and a space after it. */
export function insertMention({ kind, ref, label }: MentionAttrs, instead?: TextRange): Command {
  return (state, dispatch) => {
    const { from, to } = instead ?? state.selection;
    const $from = state.doc.resolve(from);
    const type = state.schema.nodes["mention"];
    if (type === undefined || !$from.parent.isTextblock || isVerbatim($from.parent)) return false;
    const node = type.create({ kind: kind || null, ref, label });
    const hasSpace = /^\s/.test(state.doc.textBetween(to, Math.min(to + 1, $from.end()), "", " "));
    const content = hasSpace ? [node] : [node, state.schema.text(" ")];
    const tr = state.tr.replaceWith(from, to, content);
    tr.setSelection(TextSelection.create(tr.doc, from + 2));
    dispatch?.(tr.setMeta("uiEvent", "tool").scrollIntoView());
    return true;
  };
}
