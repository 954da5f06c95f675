/** What a block is: its kind, its depth, whether it is done. */

import {
  contentOfSchema,
  kindIn,
  maxIndent,
  textblockAttrs,
  type Frame,
} from "@coscribe/shared/schema";
import type { Command, EditorState, Transaction } from "prosemirror-state";
import { isIndentable } from "../block-kind.ts";
import { blocksBelow } from "./outline.ts";
import { selectedTextblocks, setAttribute, type PlacedBlock } from "./selected-blocks.ts";

/** Makes the selected blocks `kind`; `level` counts for headings. */
export function setKind(kind: string, level = 1): Command {
  return (state, dispatch) => {
    const blocks = selectedTextblocks(state);
    if (blocks.length === 0) return false;
    const { tr } = state;
    for (const block of blocks) setKindOf(tr, block, kind, level);
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/** As {@link setKind}, but back to a paragraph when all selected blocks are that already. */
export function toggleKind(kind: string): Command {
  return (state, dispatch) => {
    const isAll = selectedTextblocks(state).every(({ node }) => textblockAttrs(node).kind === kind);
    return setKind(isAll ? "paragraph" : kind)(state, dispatch);
  };
}

/** Writes a kind into one block of `tr`. */
export function setKindOf(
  tr: Transaction,
  block: Pick<PlacedBlock, "node" | "pos">,
  kind: string,
  level = 1,
): void {
  const { node } = block;
  // As quotations were before they could hold other kinds.
  if (node.attrs["kind"] === "quote") setAttribute(tr, block, "frame", "quote");
  setAttribute(tr, block, "kind", kind === "paragraph" ? null : kind);
  if (kind === "heading") setAttribute(tr, block, "level", level === 1 ? null : level);
  const { isIndentable: canIndent } = kindIn(contentOfSchema(node.type.schema), kind);
  if (canIndent === false) setAttribute(tr, block, "indent", null);
}

/** Writes what stands around one block of `tr`; "" for nothing. */
export function setFrameOf(
  tr: Transaction,
  block: Pick<PlacedBlock, "node" | "pos">,
  frame: Frame,
): void {
  if (block.node.attrs["kind"] === "quote") setAttribute(tr, block, "kind", null);
  setAttribute(tr, block, "frame", frame || null);
}

/** Names the language of the selected code blocks. */
export function setLanguage(language: string): Command {
  return (state, dispatch) => {
    const blocks = selectedTextblocks(state).filter(
      ({ node }) => textblockAttrs(node).kind === "code",
    );
    if (blocks.length === 0) return false;
    const { tr } = state;
    for (const block of blocks) setAttribute(tr, block, "language", language || null);
    dispatch?.(tr);
    return true;
  };
}

/** One step to the right, with whatever hangs below the selected list lines. */
export const indent: Command = changeIndent(1);

/** One step to the left. */
export const outdent: Command = changeIndent(-1);

function changeIndent(step: 1 | -1): Command {
  return (state, dispatch) => {
    const blocks = indentable(state).filter(({ node }) => {
      const depth = textblockAttrs(node).indent + step;
      return depth >= 0 && depth <= maxIndent;
    });
    if (blocks.length === 0) return false;
    const { tr } = state;
    for (const block of blocks) {
      setAttribute(tr, block, "indent", textblockAttrs(block.node).indent + step || null);
    }
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

function indentable(state: EditorState): PlacedBlock[] {
  const selected = selectedTextblocks(state).filter(({ node }) => isIndentable(node));
  const last = selected.at(-1);
  return last === undefined ? [] : [...selected, ...blocksBelow(last)];
}
