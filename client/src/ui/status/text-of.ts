/** The text of a document, to take it somewhere else. */

import type { Editor } from "../../editor/index.ts";
import { blocksFromNodes, plainText } from "@coscribe/shared/schema";

/** The whole document as plain text; "" before there is an editor. */
export function textOf(editor: Editor | undefined): string {
  return editor === undefined ? "" : plainText(blocksFromNodes(editor.view.state.doc.content));
}
