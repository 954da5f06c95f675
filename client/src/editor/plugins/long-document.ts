/**
 * Lets a browser skip what is far from the window in a long document: layout, paint, and what it tells
 * input methods. In a document of 10,000 paragraphs that is a third of the work for a key.
 *
 * Chromium loses the caret in a block that it has not drawn yet, such as the line that Enter has just
 * made. So the block with the caret is never one that can be skipped. Other engines are left alone:
 * with them it is not tried.
 */

import type { Node } from "prosemirror-model";
import { Plugin, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

/** In a shorter document watching what can be skipped costs more than it saves. */
const manyBlocks = 200;

/** The class of the block that the caret is in. */
const here = "coscribe-here";

/** Whether blocks of a document are skipped in this window; the style sheet does it. */
export function skipsBlocks(doc: Node, view: Window | null): boolean {
  return doc.childCount >= manyBlocks && view !== null && /Chrome\//.test(view.navigator.userAgent);
}

/** The plugin; see above. */
export function keepCaretDrawn(): Plugin {
  let last: { readonly doc: Node; readonly index: number; readonly set: DecorationSet } | undefined;
  return new Plugin({
    props: {
      decorations: ({ doc, selection }: EditorState) => {
        if (doc.childCount < manyBlocks) return null;
        const { $head } = selection;
        const index = $head.index(0);
        const node = doc.maybeChild(index);
        if (node === null) return null;
        if (last?.doc === doc && last.index === index) return last.set;
        const pos = $head.posAtIndex(index, 0);
        const set = DecorationSet.create(doc, [
          Decoration.node(pos, pos + node.nodeSize, { class: here }),
        ]);
        last = { doc, index, set };
        return set;
      },
    },
  });
}
