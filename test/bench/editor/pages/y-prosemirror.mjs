/** The set-up of y-prosemirror's demo: ProseMirror's example set-up, with the basic schema and lists. */

import { exampleSetup } from "prosemirror-example-setup";
import { keymap } from "prosemirror-keymap";
import { Schema } from "prosemirror-model";
import { schema as basic } from "prosemirror-schema-basic";
import { addListNodes } from "prosemirror-schema-list";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import {
  initProseMirrorDoc,
  redo,
  undo,
  yCursorPlugin,
  ySyncPlugin,
  yUndoPlugin,
} from "y-prosemirror";
import { offer } from "./bench-page.ts";
/* oxlint-disable import/no-unassigned-import -- style sheets */
import "prosemirror-view/style/prosemirror.css";
import "prosemirror-menu/style/menu.css";
import "prosemirror-example-setup/style/style.css";
import "./carets.css";
/* oxlint-enable import/no-unassigned-import */

const schema = new Schema({
  nodes: addListNodes(basic.spec.nodes, "paragraph block*", "block"),
  marks: basic.spec.marks,
});

offer((element, doc, awareness) => {
  const fragment = doc.getXmlFragment("prosemirror");
  const { doc: content, mapping } = initProseMirrorDoc(fragment, schema);
  const state = EditorState.create({
    doc: content,
    plugins: [
      ySyncPlugin(fragment, { mapping }),
      yCursorPlugin(awareness),
      yUndoPlugin(),
      keymap({ "Mod-z": undo, "Mod-y": redo, "Mod-Shift-z": redo }),
      ...exampleSetup({ schema, history: false }),
    ],
  });
  return new EditorView(element, { state });
});
