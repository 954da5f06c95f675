/** Fills an empty document with the one to play with, as one edit that undo takes back. */

import type { Editor } from "@coscribe/client/editor";
import { blocksFromJson, nodesFromBlocks, type NodeJson } from "@coscribe/shared/schema";
import { sampleBlocks } from "./sample-blocks.ts";
import { loadSampleTexts } from "./load-sample-texts.ts";

/** The example, in one language. */
export interface Sample {
  /** Writes it into an empty document; does nothing to one in which something has been written meanwhile. */
  readonly insert: (editor: Editor) => void;
}

/** Loads the example in a language (a BCP 47 tag). */
export async function loadSample(language: string): Promise<Sample> {
  const content = sampleBlocks(await loadSampleTexts(language));
  return { insert: (editor) => insertSample(editor, content) };
}

function insertSample(editor: Editor, content: readonly NodeJson[]): void {
  const { state, view } = editor;
  if (!state.isEmpty || state.isReadOnly) return;
  const { tr, schema, doc, selection } = view.state;
  const blocks = blocksFromJson({ type: "doc", content: [...content] });
  tr.replaceWith(0, doc.content.size, nodesFromBlocks(schema, blocks));
  // It is read from its beginning, where the caret is.
  tr.setSelection(selection.getBookmark().resolve(tr.doc));
  view.dispatch(tr.setMeta("uiEvent", "tool"));
}
