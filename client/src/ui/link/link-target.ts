/**
 * Keeps the selected text marked while the focus is in the link's popover, where browsers stop
 * drawing the selection. Browsers without the CSS Custom Highlight API leave it unmarked.
 */

import type { Editor } from "../../editor/index.ts";

/** The name that `::highlight()` in toolbar.css refers to. */
const highlightName = "coscribe-link-target";

/** Marks the selection of `editor`. Returns the function that takes the mark away. */
export function showLinkTarget({ view }: Editor): () => void {
  const { from, to, empty } = view.state.selection;
  // Typed as always there, but some supported browsers do not have it.
  const registry = (CSS as Partial<typeof CSS>).highlights;
  if (registry === undefined || empty) return () => undefined;
  const start = view.domAtPos(from);
  const end = view.domAtPos(to);
  const range = new StaticRange({
    startContainer: start.node,
    startOffset: start.offset,
    endContainer: end.node,
    endOffset: end.offset,
  });
  registry.set(highlightName, new Highlight(range));
  return () => {
    registry.delete(highlightName);
  };
}
