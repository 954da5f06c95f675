/** BlockNote with its Mantine view, as its guide to collaboration mounts it. */

import { withCollaboration } from "@blocknote/core/yjs";
import { BlockNoteView } from "@blocknote/mantine";
import { useCreateBlockNote } from "@blocknote/react";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { offer } from "./bench-page.ts";
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet
import "@blocknote/mantine/style.css";

function Text({ doc, awareness }) {
  const editor = useCreateBlockNote(
    withCollaboration({
      collaboration: {
        provider: { awareness },
        fragment: doc.getXmlFragment("document-store"),
        user: awareness.getLocalState().user,
      },
    }),
  );
  return createElement(BlockNoteView, { editor, theme: "light" });
}

offer((element, doc, awareness) =>
  createRoot(element).render(createElement(Text, { doc, awareness })),
);
