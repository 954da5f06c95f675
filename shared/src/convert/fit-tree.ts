/** A tree → one of the nodes and marks that an editor knows, because it would delete all others. */

import { noValues } from "../flow/values.ts";
import { recordOf } from "./kept.ts";
import { roles } from "./roles.ts";
import { treeElement, type TreeElement, type TreeNode } from "./tree.ts";

/** What an editor knows: in Tiptap the names in `editor.schema.nodes` and `editor.schema.marks`. */
export interface KnownNames {
  readonly nodes: readonly string[];
  readonly marks: readonly string[];
}

/** `nodes`, all of whose text is still there in nodes that are known. */
export function fitBlocks(nodes: readonly TreeNode[], known: KnownNames): TreeNode[] {
  return nodes.flatMap((node): TreeNode[] => {
    if (node.type !== "element") return [paragraphOf([node], known)];
    const isText = roles.get(node.name)?.type === "text" || node.content.some(isLoose);
    if (!known.nodes.includes(node.name)) {
      if (isText) return [paragraphOf(node.content, known)];
      return node.content.length > 0 ? fitBlocks(node.content, known) : [stub(node)];
    }
    const fit = isText ? fitText(node.content, known) : fitBlocks(node.content, known);
    return [treeElement(node.name, node.attributes, fit)];
  });
}

function isLoose({ type }: TreeNode): boolean {
  return type !== "element";
}

function paragraphOf(content: readonly TreeNode[], known: KnownNames): TreeElement {
  return treeElement("paragraph", noValues, fitText(content, known));
}

function stub(element: TreeElement): TreeElement {
  return treeElement("paragraph", noValues, [textOf(element)]);
}

/** What nobody can show, as it is told in plain text. */
function textOf({ name, attributes }: TreeElement): TreeNode {
  const { latex } = attributes;
  const text = typeof latex === "string" ? `$${latex}$` : `[${name}]`;
  return { type: "text", text, formats: noValues };
}

function fitText(content: readonly TreeNode[], known: KnownNames): TreeNode[] {
  return content.flatMap((node): TreeNode[] => {
    if (node.type === "value") return [];
    if (node.type === "element") {
      if (known.nodes.includes(node.name)) return [node];
      return node.content.length > 0 ? fitText(node.content, known) : [textOf(node)];
    }
    const marks = Object.entries(node.formats).filter(([key]) => {
      return known.marks.includes(key.replace(/--[a-zA-Z0-9+/=]{8}$/, ""));
    });
    return [{ ...node, formats: recordOf(marks) }];
  });
}
