/**
 * The caret of a text that loses the focus for a while. A browser gives the focus back, and may leave its
 * selection in the field that had it meanwhile: what is typed then would go nowhere.
 */

/** Remembers what is selected in the element that has the focus; what it returns puts it back there. */
export function keepCaret(owner: Document): () => void {
  const { activeElement } = owner;
  const selection = owner.getSelection();
  const { anchorNode, anchorOffset = 0, focusNode, focusOffset = 0 } = selection ?? {};
  return () => {
    if (!anchorNode || !focusNode || owner.activeElement !== activeElement) return;
    // What others have written meanwhile may have put other elements there.
    const isThere = [anchorNode, focusNode].every((node) => activeElement?.contains(node));
    if (isThere) selection?.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
  };
}
