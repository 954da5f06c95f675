/** Where letters lead. */

import { safeHref } from "@coscribe/shared/schema";
import type { Mark, ResolvedPos } from "prosemirror-model";
import type { Command, EditorState } from "prosemirror-state";
import { isVerbatim } from "../../block-kind.ts";
import { selectedTextblocks } from "../../commands/selected-blocks.ts";
import { currentLink, linkOf } from "./current-link.ts";

/** Links the selection or the link around the caret, or inserts linked text. Only safe targets. */
export function setLink(target: string, text?: string): Command {
  return (state, dispatch) => {
    const href = safeHref(target);
    if (href === undefined || selectedTextblocks(state).every(({ node }) => isVerbatim(node))) {
      return false;
    }
    const mark = state.schema.mark("link", { href });
    const { tr } = state;
    const range = linkRange(state);
    if (range !== undefined) tr.addMark(range.from, range.to, mark);
    else {
      const label = text || href;
      tr.replaceSelectionWith(
        state.schema.text(label, mark.addToSet(state.selection.$from.marks())),
        false,
      );
    }
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/** Unlinks the selection, or the link around the caret. */
export const removeLink: Command = (state, dispatch) => {
  const range = linkRange(state);
  const type = state.schema.marks["link"]!;
  if (range === undefined || !state.doc.rangeHasMark(range.from, range.to, type)) return false;
  dispatch?.(state.tr.removeMark(range.from, range.to, type));
  return true;
};

/** Opens the link at the caret beside the document. */
export const openCurrentLink: Command = (state, dispatch, view) => {
  const href = currentLink(state);
  const window = view?.dom.ownerDocument.defaultView;
  if (href === undefined) return false;
  if (dispatch !== undefined) window?.open(href, "_blank", "noopener,noreferrer");
  return true;
};

/** The selection, or all of the link around the caret; undefined for a caret outside of links. */
function linkRange({ selection }: EditorState): { from: number; to: number } | undefined {
  const { from, to, empty, $from } = selection;
  return empty ? linkAround($from) : { from, to };
}

/** All of the link around `$pos`, or beside it; undefined outside of links. */
export function linkAround(
  $pos: ResolvedPos,
): { readonly from: number; readonly to: number; readonly mark: Mark } | undefined {
  if (!$pos.parent.isTextblock) return undefined;
  const mark = linkOf($pos.nodeAfter) ?? linkOf($pos.nodeBefore);
  return mark && { ...extentOf($pos, mark), mark };
}

function extentOf($pos: ResolvedPos, mark: Mark): { from: number; to: number } {
  let from = $pos.start();
  let to = from;
  $pos.parent.forEach((node, offset) => {
    const start = $pos.start() + offset;
    if (!mark.isInSet(node.marks) || (from <= $pos.pos && to >= $pos.pos && start > to)) return;
    if (start !== to) from = start;
    to = start + node.nodeSize;
  });
  return { from, to };
}
