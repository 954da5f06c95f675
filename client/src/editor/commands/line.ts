/** What Enter, Backspace, Delete, and Tab do to lines. */

import { textblockAttrs, type TextblockKind } from "@coscribe/shared/schema";
import {
  chainCommands,
  deleteSelection,
  joinBackward,
  joinForward,
  selectNodeBackward,
  selectNodeForward,
} from "prosemirror-commands";
import type { Attrs } from "prosemirror-model";
import { TextSelection, type Command, type EditorState } from "prosemirror-state";
import { codeEnter } from "./code-block.ts";
import { setKindOf } from "./kind.ts";
import { currentTextblock, setAttribute, type PlacedBlock } from "./selected-blocks.ts";

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

/** Starts a new block at the caret. */
const splitBlock: Command = (state, dispatch) => {
  const block = currentTextblock(state);
  if (block === undefined) return false;
  const { tr } = state;
  tr.deleteSelection();
  const { $from } = tr.selection;
  if ($from.depth === 0) return false;
  const isAtEnd = $from.parentOffset === $from.parent.content.size;
  const isAtStart = $from.parentOffset === 0 && !isAtEnd;
  tr.split($from.pos, 1, [
    { type: $from.parent.type, attrs: nextLineAttrs($from.parent, isAtEnd) },
  ]);
  if (isAtStart && textblockAttrs($from.parent).kind === "heading") {
    // The empty line above a heading is not a heading.
    const above = { node: tr.doc.nodeAt($from.before())!, pos: $from.before() };
    setKindOf(tr, above, "paragraph");
    setAttribute(tr, above, "level", null);
  }
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** The line after a heading is text, the one after a done task is still to do. */
function nextLineAttrs(node: PlacedBlock["node"], isAtEnd: boolean): Attrs {
  const { kind } = textblockAttrs(node);
  if (kind === "heading" && isAtEnd) return {};
  return { ...node.attrs, checked: null };
}

/** Puts an empty paragraph after a selected divider or other block that has no text. */
const paragraphAfter: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  if ($from.depth > 0 || $to.depth > 0) return false;
  const { tr } = state;
  tr.insert($to.pos, state.schema.node("textblock"));
  tr.setSelection(TextSelection.create(tr.doc, $to.pos + 1));
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Enter. */
export const enter: Command = chainCommands(codeEnter, leaveEmptyLine, splitBlock, paragraphAfter);

/** Shift-Enter: a new line in the same block. */
export const lineBreak: Command = (state, dispatch) => {
  const block = currentTextblock(state);
  if (block === undefined) return false;
  const isCode = textblockAttrs(block.node).kind === "code";
  const node = isCode ? state.schema.text("\n") : state.schema.node("hard_break");
  dispatch?.(state.tr.replaceSelectionWith(node).scrollIntoView());
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
