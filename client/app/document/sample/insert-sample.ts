/** Fills an empty document with the one to play with, as one edit that undo takes back. */

import type { Editor } from "@coscribe/client/editor";
import { blocksFromJson, nodesFromBlocks } from "@coscribe/shared/schema";
import { sampleBlocks } from "./sample-blocks.ts";

/** Does nothing to a document in which something has been written meanwhile. */
export function insertSample(editor: Editor): void {
  const { state, view } = editor;
  if (!state.isEmpty || state.isReadOnly) return;
  const { tr, schema, doc, selection } = view.state;
  const blocks = blocksFromJson({ type: "doc", content: [...sampleBlocks] });
  tr.replaceWith(0, doc.content.size, nodesFromBlocks(schema, blocks));
  // It is read from its beginning, where the caret is.
  tr.setSelection(selection.getBookmark().resolve(tr.doc));
  view.dispatch(tr.setMeta("uiEvent", "tool"));
}
