/** A file of another program, written behind what the document holds: one step of undo. */

import type { Connection } from "@coscribe/client";
import type { Editor } from "@coscribe/client/editor";
import { nodesFromBlocks } from "@coscribe/shared/schema";
import { blocksOfFile } from "./blocks-of-file.ts";

/** Writes `file` into the document; resolves to how many blocks it was. Rejects with the reason. */
export async function importFile(
  file: File,
  editor: Editor,
  connection: Connection,
): Promise<number> {
  const blocks = await blocksOfFile(file, connection);
  const { view } = editor;
  const { tr, doc, schema } = view.state;
  const nodes = nodesFromBlocks(schema, blocks);
  const isEmpty = editor.state.isEmpty && doc.childCount === 1;
  tr.replaceWith(isEmpty ? 0 : doc.content.size, doc.content.size, nodes);
  view.dispatch(tr.setMeta("paste", true).setMeta("uiEvent", "paste"));
  return blocks.length;
}
