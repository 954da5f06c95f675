/** Slate with `@slate-yjs/core`. */

import { slateNodesToInsertDelta, withYjs, YjsEditor } from "@slate-yjs/core";
import { createEditor, Editor, Text, Transforms, type Descendant } from "slate";
import * as Y from "yjs";
import { bindingLibrary } from "./binding.ts";

/** Paragraphs; a word is typed into a new one, and changes split, mark and move what is above. */
export const slate = bindingLibrary("Slate with @slate-yjs/core", (doc) => {
  const root = doc.get("slate", Y.XmlText);
  if (root.length === 0) root.applyDelta(slateNodesToInsertDelta([paragraph("title")]));
  const editor = withYjs(createEditor(), root);
  YjsEditor.connect(editor);
  // The binding gathers what an editor does, and writes it at the end of the turn.
  const flush = (edit: () => void): void => {
    edit();
    YjsEditor.flushLocalChanges(editor);
  };
  return {
    get content() {
      return editor.children;
    },
    write: (word) => flush(() => Transforms.insertNodes(editor, paragraph(word), { at: [0] })),
    change(turn) {
      flush(() => {
        const at = { anchor: Editor.start(editor, [0]), focus: Editor.end(editor, [0]) };
        const mark = `mark${turn}`;
        Transforms.setNodes<Text>(editor, { [mark]: true }, { at, match: Text.isText });
        if (turn % 3 === 0) Transforms.moveNodes(editor, { at: [0], to: [1] });
        if (turn % 3 === 1) Transforms.insertText(editor, "…", { at: Editor.end(editor, [0]) });
        if (turn % 3 === 2) Transforms.splitNodes(editor, { at: Editor.end(editor, [0]) });
      });
    },
    close: () => YjsEditor.disconnect(editor),
  };
});

function paragraph(text: string): Descendant {
  return { type: "paragraph", children: [{ text }] } as Descendant;
}
