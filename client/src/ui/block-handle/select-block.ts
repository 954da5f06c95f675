/** Selects a block, so that what is done with the selected blocks is done with this one. */

import { NodeSelection, TextSelection } from "prosemirror-state";
import type { Editor } from "../../editor/index.ts";
import { selectedBlocks } from "../../editor/commands/selected-blocks.ts";

/** Selects the block at `pos`, unless it is one of several that are selected already. */
export function selectBlock({ view }: Editor, pos: number): void {
  const { state } = view;
  const blocks = selectedBlocks(state.selection);
  if (blocks.length > 1 && blocks.some((block) => block.pos === pos)) return;
  const node = state.doc.nodeAt(pos);
  if (node === null) return;
  const isInIt = blocks.length === 1 && blocks[0]?.pos === pos;
  if (isInIt && node.isTextblock) return;
  const selection = node.isTextblock
    ? TextSelection.create(state.doc, pos + 1)
    : NodeSelection.create(state.doc, pos);
  view.dispatch(state.tr.setSelection(selection));
}
