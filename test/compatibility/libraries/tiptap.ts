/** Tiptap 3 with its extension for collaboration, which is y-prosemirror under another name. */

import { pageElement } from "./page.ts";
import { Editor, Mark, Node } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { bindingLibrary } from "./binding.ts";

const schema = [
  Node.create({ name: "doc", topNode: true, content: "block+" }),
  Node.create({ name: "text", group: "inline" }),
  Node.create({
    name: "paragraph",
    group: "block",
    content: "inline*",
    addAttributes: () => ({ align: { default: null } }),
    parseHTML: () => [{ tag: "p" }],
    renderHTML: () => ["p", 0],
  }),
  Mark.create({
    name: "bold",
    parseHTML: () => [{ tag: "strong" }],
    renderHTML: () => ["strong", 0],
  }),
];

/** Paragraphs; a word is one of its own, and changes mark, align, split and delete what is above. */
export const tiptap = bindingLibrary("Tiptap with its Collaboration extension", (doc) => {
  const editor = new Editor({
    element: pageElement(),
    extensions: [...schema, Collaboration.configure({ document: doc, field: "tiptap" })],
  });
  return {
    get content() {
      return editor.getJSON();
    },
    write(word) {
      const paragraph = { type: "paragraph", content: [{ type: "text", text: word }] };
      editor.commands.insertContentAt(0, paragraph);
    },
    change(turn) {
      const end = 1 + (editor.state.doc.firstChild?.content.size ?? 0);
      editor.chain().setTextSelection({ from: 1, to: end }).toggleMark("bold").run();
      editor.commands.updateAttributes("paragraph", { align: turn % 2 === 0 ? "right" : null });
      editor.commands.insertContentAt(end, ` ${turn}`);
      if (turn % 3 === 1) editor.chain().setTextSelection(end).splitBlock().run();
      if (turn % 3 === 2) editor.commands.deleteRange({ from: end, to: end + 1 });
    },
    close: () => editor.destroy(),
  };
});
