/**
 * The views of text blocks: those of the features for their kinds. All others are drawn as the schema
 * says, but for blocks that have no id yet (unnamed-view.ts).
 */

import { isBlockId } from "@coscribe/shared/flow";
import { textblockAttrs } from "@coscribe/shared/schema";
import type { NodeViewConstructor } from "prosemirror-view";
import { UnnamedView } from "./unnamed-view.ts";

/** The view of a text block; undefined where the schema's is right. */
export function textblockView(
  kindViews: ReadonlyMap<string, NodeViewConstructor>,
): NodeViewConstructor {
  return ((node, view, ...rest) => {
    const own = kindViews.get(textblockAttrs(node).kind);
    if (own !== undefined) return own(node, view, ...rest);
    return isBlockId(node.attrs["id"]) ? undefined : new UnnamedView(node, view);
  }) as NodeViewConstructor;
}
