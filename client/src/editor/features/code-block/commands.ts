/** Typing in code blocks. */

import { newBlockId } from "@coscribe/shared/flow";
import { TextSelection, type Command, type EditorState } from "prosemirror-state";
import { isVerbatim } from "../../block-kind.ts";
import { currentTextblock, type PlacedBlock } from "../../commands/selected-blocks.ts";

/** One step of indentation in code. */
const indentation = "  ";

/** Enter keeps the indentation of the line; after two empty lines it leaves the block. */
export const codeEnter: Command = (state, dispatch) => {
  const block = currentCode(state);
  if (block === undefined) return false;
  const { $from, $to, empty } = state.selection;
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\n");
  const isAtEnd = empty && $to.parentOffset === $to.parent.content.size;
  if (isAtEnd && /(^|\n)[ \t]*\n[ \t]*$/.test(before) && before.trim() !== "") {
    const { tr } = state;
    tr.delete($from.pos - /\n[ \t]*\n[ \t]*$/.exec(before)![0].length, $from.pos);
    return leave(state, tr, dispatch);
  }
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const padding = /^[ \t]*/.exec(line)![0];
  dispatch?.(state.tr.insertText(`\n${padding}`).scrollIntoView());
  return true;
};

/** Goes on in a paragraph below the code block. */
export const leaveCode: Command = (state, dispatch) =>
  currentCode(state) !== undefined && leave(state, state.tr, dispatch);

/** Tab in code: indents at the caret, or all selected lines. */
export const codeIndent: Command = (state, dispatch) => {
  if (currentCode(state) === undefined) return false;
  const { tr } = state;
  if (state.selection.empty) tr.insertText(indentation);
  else for (const pos of selectedLines(state).toReversed()) tr.insertText(indentation, pos);
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Shift-Tab in code: takes one step of indentation from all selected lines. */
export const codeOutdent: Command = (state, dispatch) => {
  if (currentCode(state) === undefined) return false;
  const { tr } = state;
  for (const pos of selectedLines(state).toReversed()) {
    const text = state.doc.textBetween(pos, Math.min(pos + 2, state.selection.$to.end()), "", "\n");
    const size = text.startsWith("\t") ? 1 : /^ */.exec(text)![0].length;
    tr.delete(pos, pos + size);
  }
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Selects the code before, at the next press, anything else. */
export const selectCode: Command = (state, dispatch) => {
  const block = currentCode(state);
  if (block === undefined) return false;
  const from = block.pos + 1;
  const to = from + block.node.content.size;
  const { selection } = state;
  if (from === to || (selection.from === from && selection.to === to)) return false;
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
  return true;
};

/** The code block that holds the whole selection. */
function currentCode(state: EditorState): PlacedBlock | undefined {
  const block = currentTextblock(state);
  const isWithin = state.selection.$from.sameParent(state.selection.$to);
  return block !== undefined && isWithin && isVerbatim(block.node) ? block : undefined;
}

function leave(
  state: EditorState,
  tr: EditorState["tr"],
  dispatch: ((tr: EditorState["tr"]) => void) | undefined,
): boolean {
  const after = tr.mapping.map(state.selection.$to.after());
  tr.insert(after, state.schema.node("textblock", { id: newBlockId() }));
  tr.setSelection(TextSelection.create(tr.doc, after + 1));
  dispatch?.(tr.scrollIntoView());
  return true;
}

/** Positions of the starts of the lines that the selection touches. */
function selectedLines({ selection: { $from, $to } }: EditorState): number[] {
  const text = $from.parent.textBetween(0, $from.parent.content.size, undefined, "\n");
  const first = text.lastIndexOf("\n", $from.parentOffset - 1) + 1;
  const starts = [...text.slice(0, $to.parentOffset).matchAll(/\n/g)].map(({ index }) => index + 1);
  return [first, ...starts.filter((start) => start > first && start < $to.parentOffset)].map(
    (offset) => $from.start() + offset,
  );
}
