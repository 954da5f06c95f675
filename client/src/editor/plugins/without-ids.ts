/** Takes the ids off what comes into a document from outside of it, or once more. */

import { blocksFromNodes, nodesFromBlocks } from "@coscribe/shared/schema";
import { Fragment, Slice, type Node } from "prosemirror-model";
import { outOfTables } from "./out-of-tables.ts";

/**
 * What is inserted is new, also if it was cut: others may still have the blocks that it was, or paste
 * them somewhere else, and no two blocks are to have one id. A part of a table is a table of its own.
 */
export function withoutIds(slice: Slice): Slice {
  const { content, openStart, openEnd } = outOfTables(slice);
  const fresh = contentWithoutIds(content);
  const isTable = (node: Node | null): boolean => node?.type.name === "table";
  return new Slice(
    fresh,
    isTable(fresh.firstChild) ? 0 : openStart,
    isTable(fresh.lastChild) ? 0 : openEnd,
  );
}

function contentWithoutIds(content: Fragment): Fragment {
  return Fragment.fromArray(
    content.content.map((node) => {
      if (node.isInline) return node;
      if (node.type.name === "table") return wholeTable(node);
      return copyWithoutIds(node);
    }),
  );
}

function copyWithoutIds(node: Node): Node {
  const attrs = "id" in node.attrs ? { ...node.attrs, id: null } : node.attrs;
  return node.type.create(attrs, contentWithoutIds(node.content), node.marks);
}

/** The table that the rows and cells of a part of one make: all of its rows are as long. */
function wholeTable(node: Node): Node {
  const { schema } = node.type;
  const inside = Fragment.fromArray(node.children.map((row) => copyWithoutIds(row)));
  const [block] = blocksFromNodes([node.type.create({ ...node.attrs, id: null }, inside)]);
  return nodesFromBlocks(schema, [block!])[0]!;
}
