/**
 * Says what could be written where nothing is written yet: in an empty document, and in the empty line of a
 * list or heading that the caret is in.
 */

import { textblockAttrs } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { isVerbatim } from "../block-kind.ts";
import { currentTextblock } from "../commands/selected-blocks.ts";

/** What is said. */
export interface Hints {
  /** In a document of one empty line. */
  readonly emptyDocument: () => string | undefined;
  /** In an empty line that is something else than a paragraph; undefined for nothing. */
  readonly emptyLine: (line: Node) => string | undefined;
}

/** The plugin; see above. `isReadOnly` says whether its user can write at all. */
export function showHints(hints: Hints, isReadOnly: () => boolean): Plugin {
  return new Plugin({
    props: {
      decorations: (state) => {
        const { doc } = state;
        const line = currentTextblock(state);
        const hint = line === undefined || isReadOnly() ? undefined : hintOf(line.node);
        if (line !== undefined && hint !== undefined) return hintAt(doc, line.pos, line.node, hint);
        const only = doc.childCount === 1 ? doc.firstChild : null;
        const emptyDocument = hints.emptyDocument();
        const isEmpty = only?.isTextblock === true && only.content.size === 0;
        return isEmpty && emptyDocument !== undefined ? hintAt(doc, 0, only, emptyDocument) : null;
      },
    },
  });

  function hintOf(line: Node): string | undefined {
    const isEmpty = line.content.size === 0 && !isVerbatim(line);
    return isEmpty && textblockAttrs(line).kind !== "paragraph" ? hints.emptyLine(line) : undefined;
  }
}

function hintAt(doc: Node, pos: number, line: Node, hint: string): DecorationSet {
  const attributes = { class: "coscribe-empty", "data-hint": hint };
  return DecorationSet.create(doc, [Decoration.node(pos, pos + line.nodeSize, attributes)]);
}
