/** Blocks of a flow → a fragment that y-prosemirror reads, so that whoever wants to leave can. */

import { XmlElement, XmlText, type XmlFragment } from "yjs";
import { setValue, type BlockData } from "../flow/data.ts";
import { fitBlocks, type KnownNames } from "./fit-tree.ts";
import { tiptapTree } from "./tiptap.ts";
import type { TreeNode } from "./tree.ts";
import { versionOneTree } from "./version-one.ts";

/** How {@link toFragment} writes. */
export interface FragmentOptions {
  /**
   * "version-one" is the flat list of `textblock` elements of our version 1, and the default; "tiptap"
   * has the nodes of Tiptap's usual extensions, lists and quotes nested.
   */
  readonly shape?: "version-one" | "tiptap";
  /**
   * The nodes and marks that the editor knows which is to open it. Of others only the text is written.
   * Left out, everything is; y-prosemirror's editors delete what they do not know when they open it.
   */
  readonly known?: KnownNames;
}

/** Writes blocks behind what `fragment` holds; in its document in one transaction. */
export function toFragment(
  blocks: readonly BlockData[],
  fragment: XmlFragment,
  { shape = "version-one", known }: FragmentOptions = {},
): void {
  const tree = shape === "tiptap" ? tiptapTree(blocks) : versionOneTree(blocks);
  const types = typesOf(known === undefined ? tree : fitBlocks(tree, known));
  const write = (): void => fragment.push(types);
  if (fragment.doc === null) write();
  else fragment.doc.transact(write);
}

/** Texts that stand side by side are one, as y-prosemirror has it. */
function typesOf(nodes: readonly TreeNode[]): (XmlElement | XmlText)[] {
  const types: (XmlElement | XmlText)[] = [];
  for (let i = 0; i < nodes.length;) {
    const node = nodes[i]!;
    if (node.type === "element") {
      types.push(elementOf(node));
      i++;
      continue;
    }
    const delta: { insert: string | object; attributes: object }[] = [];
    for (; i < nodes.length; i++) {
      const next = nodes[i]!;
      if (next.type === "element") break;
      const attributes = { ...next.formats };
      if (next.type === "text") delta.push({ insert: next.text, attributes });
      else if (typeof next.value === "object" && next.value !== null) {
        delta.push({ insert: next.value, attributes });
      }
    }
    const text = new XmlText();
    text.applyDelta(delta);
    types.push(text);
  }
  return types;
}

function elementOf({
  name,
  attributes,
  content,
}: Extract<TreeNode, { type: "element" }>): XmlElement {
  const element = new XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) setValue(element, key, value);
  element.insert(0, typesOf(content));
  return element;
}
