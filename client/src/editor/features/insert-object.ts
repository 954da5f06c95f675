/** Puts an object between text blocks. */

import { newBlockId } from "@coscribe/shared/flow";
import { NodeSelection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import { currentTextblock } from "../commands/selected-blocks.ts";

/** Inserts an object of this name, selected: above the line while that is empty, below it otherwise. */
export function insertObject(
  name: string,
  attributes: Readonly<Record<string, unknown>> = {},
): Command {
  return (state, dispatch) => {
    const tr = objectInserted(state, name, attributes);
    if (tr === undefined) return false;
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/** See {@link insertObject}; undefined where the schema has no such object. */
export function objectInserted(
  state: EditorState,
  name: string,
  attributes: Readonly<Record<string, unknown>>,
): Transaction | undefined {
  const type = state.schema.nodes[name];
  if (type === undefined) return undefined;
  const block = currentTextblock(state);
  const { $to } = state.selection;
  const below = $to.parent.isTextblock ? $to.after() : $to.pos;
  const pos = block?.node.content.size === 0 ? block.pos : below;
  const { tr } = state;
  tr.insert(pos, type.create({ ...attributes, id: newBlockId() }));
  // Whoever goes on writing needs a line for it.
  if (tr.doc.nodeAt(pos + 1)?.isTextblock !== true) {
    tr.insert(pos + 1, state.schema.node("textblock", { id: newBlockId() }));
  }
  return tr.setSelection(NodeSelection.create(tr.doc, pos));
}
