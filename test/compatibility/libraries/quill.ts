/** Quill with y-quill. */

import { pageElement } from "./page.ts";
import Quill from "quill";
import { normQuillDelta, QuillBinding } from "y-quill";
import { bindingLibrary } from "./binding.ts";

/** Lines; a word is a line of its own, and changes format, break and delete what is above. */
export const quill = bindingLibrary("Quill with y-quill", (doc, provider) => {
  const editor = new Quill(pageElement());
  const binding = new QuillBinding(doc.getText("quill"), editor, provider.awareness);
  return {
    get content() {
      // Without the last newlines: editors show one more or less, which is no edit of anybody.
      return normQuillDelta(editor.getContents().ops);
    },
    write: (word) => void editor.insertText(0, `${word}\n`, "user"),
    change(turn) {
      editor.formatLine(0, 1, "header", (turn % 3) + 1, "user");
      editor.insertText(0, `${turn}:`, { bold: true }, "user");
      if (turn % 2 === 1) editor.deleteText(0, 1, "user");
      editor.insertText(0, "\n", "user");
    },
    close: () => binding.destroy(),
  };
});
