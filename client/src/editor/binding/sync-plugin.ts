/**
 * The seam to y-prosemirror: no other file of the editor imports it.
 *
 * y-prosemirror 1.3.7 observes the shared type and says what the whole document is after each
 * change. It is given an empty stand-in for a view, so that it neither touches the screen nor
 * writes: its own writing half compares whole blocks and loses what others type in them
 * (write-change.ts does it instead), and its own reading half deletes what it cannot read
 * (the node cache reads instead, see read-block.ts).
 *
 * To put another binding underneath, write this file anew: call `changed` with the document after
 * every change of the shared type, whoever made it.
 */

import { Fragment, type Node, type Schema } from "prosemirror-model";
import { EditorState, type Plugin, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { ySyncPlugin } from "y-prosemirror";
import type * as Y from "yjs";
import type { NodeCache } from "./node-cache.ts";

type Mapping = NonNullable<NonNullable<Parameters<typeof ySyncPlugin>[1]>["mapping"]>;

/**
 * Calls `changed` with the whole document after each change of `fragment`, until the returned
 * function is called. Blocks that did not change are the same objects as before: `nodes` has them.
 */
export function watchDocument(
  fragment: Y.XmlFragment,
  nodes: NodeCache,
  schema: Schema,
  changed: (document: Node) => void,
): () => void {
  const plugin = ySyncPlugin(fragment, { mapping: nodes as unknown as Mapping }) as Plugin;
  const standIn = {
    // Always empty, with the selection at 0: the plugin then has no caret to look for, which would
    // cost it a walk over all blocks before every change.
    state: EditorState.create({ schema, doc: schema.topNodeType.create(), plugins: [plugin] }),
    dispatch: (transaction: Transaction) => changed(transaction.doc),
    hasFocus: () => false,
  };
  const watching = plugin.spec.view?.(standIn as unknown as EditorView);
  return () => watching?.destroy?.();
}

/** The whole document as it is now. */
export function readDocument(fragment: Y.XmlFragment, nodes: NodeCache, schema: Schema): Node {
  const blocks = fragment.toArray().map((type) => nodes.get(type)!);
  return schema.topNodeType.create(null, Fragment.fromArray(blocks));
}
