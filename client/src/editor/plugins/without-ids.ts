/** Takes the ids off what comes into a document from outside of it, or once more. */

import { Fragment, Slice } from "prosemirror-model";

/**
 * What is inserted is new, also if it was cut: others may still have the blocks that it was, or paste
 * them somewhere else, and no two blocks are to have one id.
 */
export function withoutIds({ content, openStart, openEnd }: Slice): Slice {
  return new Slice(contentWithoutIds(content), openStart, openEnd);
}

function contentWithoutIds(content: Fragment): Fragment {
  return Fragment.fromArray(
    content.content.map((node) => {
      if (node.isInline) return node;
      const attrs = "id" in node.attrs ? { ...node.attrs, id: null } : node.attrs;
      return node.type.create(attrs, contentWithoutIds(node.content), node.marks);
    }),
  );
}
