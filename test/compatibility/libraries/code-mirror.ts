/** CodeMirror 6 with y-codemirror.next. */

import { pageElement } from "./page.ts";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { yCollab } from "y-codemirror.next";
import { bindingLibrary } from "./binding.ts";

/** Lines of code; changes are several replacements in one transaction, and a deleted line. */
export const codeMirror = bindingLibrary("CodeMirror with y-codemirror.next", (doc, provider) => {
  const text = doc.getText("codemirror");
  const editor = new EditorView({
    state: EditorState.create({
      doc: text.toString(),
      extensions: [yCollab(text, provider.awareness)],
    }),
    parent: pageElement(),
  });
  return {
    get content() {
      return editor.state.doc.toJSON();
    },
    write: (word) => editor.dispatch({ changes: { from: 0, insert: `let ${word} = 1;\n` } }),
    change(turn) {
      const { from, to } = editor.state.doc.line(1);
      const changes = [
        { from, insert: `// ${turn}\n` },
        { from, to: from + 3, insert: turn % 2 === 0 ? "const" : "var" },
        { from: to, insert: ` // ${turn} 🙂` },
      ];
      editor.dispatch({ changes });
      const first = editor.state.doc.line(1);
      if (turn % 2 === 1) editor.dispatch({ changes: { from: first.from, to: first.to + 1 } });
    },
    close: () => editor.destroy(),
  };
});
