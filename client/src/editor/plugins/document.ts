/** What holds for the whole document: read-only, a hint while it is empty. */

import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { isRemote } from "../binding/remote-step.ts";

/** Refuses edits of this user as long as `isReadOnly` says so. */
export function guardReadOnly(isReadOnly: () => boolean): Plugin {
  return new Plugin({
    filterTransaction: (tr) => !tr.docChanged || isRemote(tr) || !isReadOnly(),
  });
}

/** Shows `text` in a document of one empty line. */
export function showPlaceholder(text: string): Plugin {
  return new Plugin({
    props: {
      decorations: ({ doc }) => {
        const only = doc.childCount === 1 ? doc.firstChild : null;
        if (only === null || !only.isTextblock || only.content.size > 0) return null;
        const attributes = { class: "coscribe-empty", "data-hint": text };
        return DecorationSet.create(doc, [Decoration.node(0, only.nodeSize, attributes)]);
      },
    },
  });
}
