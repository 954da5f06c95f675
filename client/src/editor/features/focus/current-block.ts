/**
 * Tells the style sheet which blocks somebody writes in, so that all others can step back. The class is
 * `coscribe-current`; on the text there is `has-current` as long as it is told.
 */

import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { addPlugin, removePlugin } from "../../screen/watch.ts";

/** Begins to tell it in `view`. Returns the function that stops it. */
export function markCurrentBlocks(view: EditorView): () => void {
  const plugin = currentBlocks();
  addPlugin(view, plugin);
  return () => removePlugin(view, plugin);
}

/** The plugin. */
export function currentBlocks(): Plugin {
  return new Plugin({
    props: {
      attributes: { class: "has-current" },
      decorations: ({ doc, selection }) => {
        const { $from, $to } = selection;
        const decorations: Decoration[] = [];
        let pos = $from.posAtIndex($from.index(0), 0);
        for (
          let i = $from.index(0);
          i < doc.childCount && (pos < $to.pos || i === $from.index(0));
          i++
        ) {
          const end = pos + doc.child(i).nodeSize;
          decorations.push(Decoration.node(pos, end, { class: "coscribe-current" }));
          pos = end;
        }
        return DecorationSet.create(doc, decorations);
      },
    },
  });
}
