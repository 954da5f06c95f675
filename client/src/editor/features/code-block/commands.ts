/** Typing in code blocks. */

import { newBlockId } from "@coscribe/shared/flow";
import { textblockAttrs } from "@coscribe/shared/schema";
import { TextSelection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { isVerbatim } from "../../block-kind.ts";
import { setKindOf } from "../../commands/kind.ts";
import {
  currentTextblock,
  selectedTextblocks,
  type PlacedBlock,
} from "../../commands/selected-blocks.ts";

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

/**
 * Makes the selected lines one block of code, a line of code for each; what is all code already becomes
 * paragraphs again, one for each line.
 */
export const toggleCode: Command = (state, dispatch) => {
  const blocks = selectedTextblocks(state);
  const [first] = blocks;
  if (first === undefined) return false;
  const { tr } = state;
  const areCode = blocks.every(({ node }) => textblockAttrs(node).kind === "code");
  for (const block of blocks) setKindOf(tr, block, areCode ? "paragraph" : "code");
  if (areCode) for (const block of blocks.toReversed()) splitLines(tr, block);
  else for (const run of runsOf(blocks)) joinLines(tr, run);
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Blocks that follow each other directly, apart from those that do not. */
function runsOf(blocks: readonly PlacedBlock[]): PlacedBlock[][] {
  const runs: PlacedBlock[][] = [];
  for (const block of blocks) {
    const last = runs.at(-1)?.at(-1);
    const follows = last?.holder === block.holder && last.index + 1 === block.index;
    if (follows) runs.at(-1)!.push(block);
    else runs.push([block]);
  }
  return runs;
}

/** Joins blocks, with a line feed where one ended. */
function joinLines(tr: Transaction, blocks: readonly PlacedBlock[]): void {
  for (const { pos } of blocks.slice(1).toReversed()) {
    const at = tr.mapping.map(pos, -1);
    tr.insertText("\n", at - 1).join(at + 1);
  }
}

/** Splits a block where its line feeds are. */
function splitLines(tr: Transaction, { node, pos }: PlacedBlock): void {
  const text = node.textBetween(0, node.content.size, undefined, "\ufffc");
  for (let i = text.length - 1; i >= 0; i--) {
    if (text[i] !== "\n") continue;
    const at = pos + 1 + i;
    tr.delete(at, at + 1);
    tr.split(at, 1, [{ type: node.type, attrs: { id: newBlockId() } }]);
  }
}

/** Out of code that nothing stands above, upward or to the left: a line is made there. */
export function leaveBefore(direction: "up" | "left"): Command {
  return (state, dispatch, view) => {
    const block = currentCode(state);
    if (block === undefined || block.index > 0 || !isAtEdge(state, direction, view)) return false;
    const tr = state.tr.insert(block.pos, state.schema.node("textblock", { id: newBlockId() }));
    tr.setSelection(TextSelection.create(tr.doc, block.pos + 1));
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/** Out of code that nothing stands below, downward or to the right. */
export function leaveAfter(direction: "down" | "right"): Command {
  return (state, dispatch, view) => {
    const block = currentCode(state);
    if (block === undefined || block.index + 1 < block.holder.childCount) return false;
    return isAtEdge(state, direction, view) && leave(state, state.tr, dispatch);
  };
}

function isAtEdge(
  state: EditorState,
  direction: "up" | "down" | "left" | "right",
  view: EditorView | undefined,
): boolean {
  const { $head, empty } = state.selection;
  if (!empty) return false;
  if (direction === "left") return $head.parentOffset === 0;
  if (direction === "right") return $head.parentOffset === $head.parent.content.size;
  return view?.endOfTextblock(direction, state) === true;
}
