/** Attributes of objects that stand between text blocks. */

import type { EditorView } from "prosemirror-view";

/**
 * Sets attributes of the object at `pos`, each by a step of its own, so that whatever others set at the
 * same time is kept. Null takes one away.
 */
export function setLeafAttributes(
  view: EditorView,
  pos: number,
  attributes: Readonly<Record<string, string | number | null>>,
): void {
  const node = view.state.doc.nodeAt(pos);
  if (node === null || !view.editable) return;
  const { tr } = view.state;
  for (const [name, value] of Object.entries(attributes)) {
    if ((node.attrs[name] ?? null) !== value) tr.setNodeAttribute(pos, name, value);
  }
  if (tr.docChanged) view.dispatch(tr);
}
