/** What Enter, Backspace, Delete, and Tab do to lines. */

import { newBlockId } from "@coscribe/shared/flow";
import { textblockAttrs, type TextblockKind } from "@coscribe/shared/schema";
import {
  chainCommands,
  deleteSelection,
  joinBackward,
  joinForward,
  selectNodeBackward,
  selectNodeForward,
} from "prosemirror-commands";
import type { Attrs, Node } from "prosemirror-model";
import { TextSelection, type Command, type EditorState } from "prosemirror-state";
import { codeEnter } from "./code-block.ts";
import { setKindOf } from "./kind.ts";
import { currentTextblock, setAttribute } from "./selected-blocks.ts";

/** Kinds that Enter in an empty line leaves. */
const leavableKinds: ReadonlySet<TextblockKind> = new Set(["bullet", "numbered", "task", "quote"]);

/** An empty list line goes one step out, and at the margin becomes a paragraph. */
const leaveEmptyLine: Command = (state, dispatch) => {
  const block = currentTextblock(state);
  if (block === undefined || block.node.content.size > 0 || !state.selection.empty) return false;
  const { kind, indent } = textblockAttrs(block.node);
  if (!leavableKinds.has(kind)) return false;
  const { tr } = state;
  if (indent > 0) setAttribute(tr, block, "indent", indent - 1 || null);
  else setKindOf(tr, block, "paragraph");
  dispatch?.(tr.scrollIntoView());
  return true;
};

/**
 * Starts a new block at the caret. At the beginning of a text that is a new line above it: the text
 * keeps its block, with all that is known by the block's id.
 */
const splitBlock: Command = (state, dispatch) => {
  if (currentTextblock(state) === undefined) return false;
  const { tr } = state;
  tr.deleteSelection();
  const block = currentTextblock(tr);
  if (block === undefined) return false;
  const { $from } = tr.selection;
  const { node, pos } = block;
  const isAtEnd = $from.parentOffset === node.content.size;
  if ($from.parentOffset === 0 && !isAtEnd) {
    tr.insert(pos, node.type.create(lineAboveAttrs(node)));
  } else {
    tr.split($from.pos, 1, [{ type: node.type, attrs: nextLineAttrs(node, isAtEnd) }]);
  }
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** The empty line above a heading is not a heading, and that above a done task is still to do. */
function lineAboveAttrs(node: Node): Attrs {
  const { kind, indent } = textblockAttrs(node);
  if (kind === "heading") return { indent: indent || null, id: newBlockId() };
  return { ...node.attrs, checked: null, id: newBlockId() };
}

/** The line after a heading is text, the one after a done task is still to do. */
function nextLineAttrs(node: Node, isAtEnd: boolean): Attrs {
  const { kind } = textblockAttrs(node);
  if (kind === "heading" && isAtEnd) return { id: newBlockId() };
  return { ...node.attrs, checked: null, id: newBlockId() };
}

/** Puts an empty paragraph after a selected divider or other block that has no text. */
const paragraphAfter: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  if ($from.parent.isTextblock || $from.depth !== $to.depth) return false;
  const { tr } = state;
  tr.insert($to.pos, state.schema.node("textblock", { id: newBlockId() }));
  tr.setSelection(TextSelection.create(tr.doc, $to.pos + 1));
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Enter. */
export const enter: Command = chainCommands(codeEnter, leaveEmptyLine, splitBlock, paragraphAfter);

/** Shift-Enter: a new line in the same block. */
export const lineBreak: Command = (state, dispatch) => {
  if (currentTextblock(state) === undefined) return false;
  dispatch?.(state.tr.insertText("\n").scrollIntoView());
  return true;
};

/** At the start of a block, first its kind goes, then its indentation. */
const dropFormat: Command = (state, dispatch) => {
  const block = currentTextblock(state);
  if (block === undefined || !isAtBlockStart(state)) return false;
  const { kind, indent } = textblockAttrs(block.node);
  if (kind === "paragraph" && indent === 0) return false;
  const { tr } = state;
  if (kind !== "paragraph") setKindOf(tr, block, "paragraph");
  else setAttribute(tr, block, "indent", null);
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Backspace. */
export const backspace: Command = chainCommands(
  deleteSelection,
  dropFormat,
  joinBackward,
  selectNodeBackward,
);

/** Delete. */
export const deleteKey: Command = chainCommands(deleteSelection, joinForward, selectNodeForward);

function isAtBlockStart({ selection }: EditorState): boolean {
  return selection.empty && selection.$from.parentOffset === 0;
}
