/** Tiptap with what its guide to collaboration asks for. Its own undo is off, as that says. */

import { Editor } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { CollaborationCaret } from "@tiptap/extension-collaboration-caret";
import { StarterKit } from "@tiptap/starter-kit";
import { offer } from "./bench-page.ts";
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet
import "./carets.css";

offer(
  (element, doc, awareness) =>
    new Editor({
      element,
      extensions: [
        StarterKit.configure({ undoRedo: false }),
        Collaboration.configure({ document: doc }),
        CollaborationCaret.configure({
          provider: { awareness },
          user: awareness.getLocalState().user,
        }),
      ],
    }),
);
