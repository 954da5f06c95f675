/** What a document is called: as somebody said, or else as its first heading says. */

import { flowText, maxTitleLength, titleOf } from "@coscribe/shared/flow";
import { textblockAttrs } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import type * as Y from "yjs";

/** A heading further down is not what the document is about. */
const maxLookedAt = 20;

/** Long enough for a word to be typed. */
const settleMs = 300;

/** The title that `doc` has or, in `shown`, says of itself; undefined where it is called nothing. */
export function shownTitle(doc: Y.Doc, shown: Node): string | undefined {
  return titleOf(flowText(doc)) ?? firstHeading(shown);
}

/** Calls `listener` a moment after the title may have changed. Returns the function that stops it. */
export function watchTitle(doc: Y.Doc, listener: () => void): () => void {
  const text = flowText(doc);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      listener();
    }, settleMs);
  };
  text.observeDeep(look);
  return () => {
    clearTimeout(timer);
    text.unobserveDeep(look);
  };
}

function firstHeading(shown: Node): string | undefined {
  for (let i = 0; i < Math.min(maxLookedAt, shown.childCount); i++) {
    const block = shown.child(i);
    if (!block.isTextblock || textblockAttrs(block).kind !== "heading") continue;
    const text = block.textContent.replaceAll(/\s+/g, " ").trim();
    if (text !== "") return text.slice(0, maxTitleLength);
  }
  return undefined;
}
