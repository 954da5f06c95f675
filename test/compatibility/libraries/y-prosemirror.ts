/** y-prosemirror as its documentation sets it up: the demo's schema, carets of others, and undo. */

import { pageElement } from "./page.ts";
import { baseKeymap, splitBlock, toggleMark } from "prosemirror-commands";
import { keymap } from "prosemirror-keymap";
import { schema } from "prosemirror-schema-basic";
import { EditorState, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { initProseMirrorDoc, yCursorPlugin, ySyncPlugin, yUndoPlugin } from "y-prosemirror";
import { bindingLibrary } from "./binding.ts";

/** Paragraphs; a word is one of its own, and changes mark, retype, split and delete what is above. */
export const yProsemirror = bindingLibrary("y-prosemirror", (doc, provider) => {
  const fragment = doc.getXmlFragment("prosemirror");
  const { doc: shown, mapping } = initProseMirrorDoc(fragment, schema);
  const view = new EditorView(pageElement(), {
    state: EditorState.create({
      schema,
      doc: shown,
      plugins: [
        ySyncPlugin(fragment, { mapping }),
        yCursorPlugin(provider.awareness),
        yUndoPlugin(),
        keymap(baseKeymap),
      ],
    }),
  });
  const { paragraph, heading } = schema.nodes;
  const { strong } = schema.marks;
  return {
    get content() {
      return view.state.doc.toJSON() as unknown;
    },
    write(word) {
      view.dispatch(view.state.tr.insert(0, paragraph.create(null, schema.text(word))));
    },
    change(turn) {
      const end = 1 + (view.state.doc.firstChild?.content.size ?? 0);
      const select = (from: number, to: number): void =>
        view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)));
      select(1, end);
      toggleMark(strong)(view.state, view.dispatch);
      const type = turn % 2 === 0 ? heading : paragraph;
      view.dispatch(view.state.tr.setBlockType(1, end, type));
      view.dispatch(view.state.tr.insertText(` ${turn}`, end));
      if (turn % 3 === 1) {
        select(end, end);
        splitBlock(view.state, view.dispatch);
      }
      if (turn % 3 === 2) view.dispatch(view.state.tr.delete(end, end + 1));
    },
    close: () => view.destroy(),
  };
});
