/** Reads the link at a place in the text. */

import { safeHref } from "@coscribe/shared/schema";
import type { Mark, Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";

/** The target of the link at the caret, or at the start of the selection; only safe ones. */
export function currentLink({ selection: { $from, empty } }: EditorState): string | undefined {
  const mark = linkOf($from.nodeAfter) ?? (empty ? linkOf($from.nodeBefore) : undefined);
  return safeHref(mark?.attrs["href"]);
}

/** The link that a text has. */
export function linkOf(node: Node | null): Mark | undefined {
  return node?.marks.find((mark) => mark.type.name === "link");
}
