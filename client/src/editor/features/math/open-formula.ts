/** Marks the formula that the selection is in, whose TeX is shown then. */

import { textblockAttrs } from "@coscribe/shared/schema";
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

/** The plugin; see above. */
export function openFormula(): Plugin {
  return new Plugin({
    props: {
      decorations: ({ doc, selection: { $head } }) => {
        const { parent } = $head;
        if (!parent.isTextblock || textblockAttrs(parent).kind !== "math") return null;
        const mark = Decoration.node($head.before(), $head.after(), { class: "is-open" });
        return DecorationSet.create(doc, [mark]);
      },
    },
  });
}
