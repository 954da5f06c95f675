/** What Enter, Backspace, Delete, and Tab do to lines. */

import { newBlockId } from "@coscribe/shared/flow";
import { textblockAttrs } from "@coscribe/shared/schema";
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
import { kindOf } from "../block-kind.ts";
import { setFrameOf, setKindOf } from "./kind.ts";
import { currentTextblock, setAttribute } from "./selected-blocks.ts";

/**
 * An empty list line goes one step out, and at the margin becomes a paragraph; an empty paragraph
 * leaves the quotation or callout.
 */
const leaveEmptyLine: Command = (state, dispatch) => {
  const block = currentTextblock(state);
  if (block === undefined || block.node.content.size > 0 || !state.selection.empty) return false;
  const { kind, indent, frame } = textblockAttrs(block.node);
  const endsList = kindOf(block.node).endsWhenEmpty === true;
  if (!endsList && (frame === "" || kind !== "paragraph")) return false;
  const { tr } = state;
  if (endsList && indent > 0) setAttribute(tr, block, "indent", indent - 1 || null);
  else if (endsList) setKindOf(tr, block, "paragraph");
  else setFrameOf(tr, block, "");
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
    // The line above takes the number along, and this one goes on from it.
    setAttribute(tr, block, "start", null);
    tr.insert(pos, node.type.create(lineAboveAttrs(node)));
  } else {
    tr.split($from.pos, 1, [{ type: node.type, attrs: nextLineAttrs(node, isAtEnd) }]);
  }
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** The empty line above a heading is not a heading, and that above a done task is still to do. */
function lineAboveAttrs(node: Node): Attrs {
  return kindOf(node).next === "paragraph"
    ? paragraphAttrs(node)
    : { ...node.attrs, checked: null, id: newBlockId() };
}

/** The line after a heading is text, the one after a done task is still to do. */
function nextLineAttrs(node: Node, isAtEnd: boolean): Attrs {
  return kindOf(node).next === "paragraph" && isAtEnd
    ? paragraphAttrs(node)
    : { ...node.attrs, checked: null, start: null, id: newBlockId() };
}

/** A paragraph where `node` is. */
function paragraphAttrs(node: Node): Attrs {
  const { indent, frame } = textblockAttrs(node);
  return { indent: indent || null, frame: frame || null, id: newBlockId() };
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
export const enter: Command = chainCommands(leaveEmptyLine, splitBlock, paragraphAfter);

/** Shift-Enter: a new line in the same block. */
export const lineBreak: Command = (state, dispatch) => {
  if (currentTextblock(state) === undefined) return false;
  dispatch?.(state.tr.insertText("\n").scrollIntoView());
  return true;
};

/** At the start of a block, first its kind goes, then what stands around it, then its indentation. */
const dropFormat: Command = (state, dispatch) => {
  const block = currentTextblock(state);
  if (block === undefined || !isAtBlockStart(state)) return false;
  const { kind, indent, frame } = textblockAttrs(block.node);
  if (kind === "paragraph" && indent === 0 && frame === "") return false;
  const { tr } = state;
  if (kind !== "paragraph") setKindOf(tr, block, "paragraph");
  else if (frame !== "") setFrameOf(tr, block, "");
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
