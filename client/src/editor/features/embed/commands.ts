/** What is done with cards for links. */

import { newBlockId } from "@coscribe/shared/flow";
import { safeHref } from "@coscribe/shared/schema";
import { NodeSelection, type Command } from "prosemirror-state";
import { currentTextblock } from "../../commands/selected-blocks.ts";

/** A line that is one link and nothing else becomes a card; its text is the title. */
export const makeCard: Command = (state, dispatch) => {
  const block = currentTextblock(state);
  const type = state.schema.nodes["embed"];
  const only = block?.node.childCount === 1 ? block.node.firstChild : null;
  const mark = only?.marks.find(({ type: { name } }) => name === "link");
  const href = safeHref(mark?.attrs["href"]);
  if (block === undefined || type === undefined || only === null || href === undefined)
    return false;
  const text = only?.text ?? "";
  const card = type.create({ href, title: text === href ? null : text, id: newBlockId() });
  const tr = state.tr.insert(block.pos, card);
  const line = block.pos + card.nodeSize;
  tr.delete(line + 1, line + 1 + block.node.content.size);
  tr.setSelection(NodeSelection.create(tr.doc, block.pos));
  dispatch?.(tr.scrollIntoView());
  return true;
};
