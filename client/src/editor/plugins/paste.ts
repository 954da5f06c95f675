/** What pasting does, depending on where the selection is. */

import {
  blocksFromNodes,
  contentOfSchema,
  plainText,
  safeHref,
  textblockAttrs,
} from "@coscribe/shared/schema";
import type { Node, Slice } from "prosemirror-model";
import { Selection, type EditorState, type Transaction } from "prosemirror-state";
import { isVerbatim } from "../block-kind.ts";
import { withoutIds } from "./without-ids.ts";

/**
 * The transaction that puts `copied`, what was read from the clipboard, in the place of the
 * selection. `text` is the clipboard's plain text.
 */
export function pasted(state: EditorState, copied: Slice, text: string): Transaction {
  const slice = withoutIds(copied);
  const { tr, selection, schema } = state;
  const { $from, $to, empty } = selection;
  if ($from.sameParent($to) && isVerbatim($from.parent)) {
    const letters = text || plainText(blocksFromNodes(slice.content), contentOfSchema(schema));
    return tr.insertText(letters.replaceAll(/\r\n?/g, "\n"));
  }
  const href = addressIn(text);
  if (href !== undefined && $from.sameParent($to) && $from.parent.isTextblock) {
    const link = schema.mark("link", { href });
    if (!empty) return tr.addMark($from.pos, $to.pos, link);
    return tr.replaceSelectionWith(schema.text(text.trim(), link.addToSet($from.marks())), false);
  }
  return replacesWholeBlocks(state, slice)
    ? replaceBlocks(state, slice)
    : tr.replaceSelection(slice);
}

/** Pasting lines over an empty line replaces the line, and so keeps their kinds. */
function replacesWholeBlocks({ selection }: EditorState, { content, openStart }: Slice): boolean {
  const { $from, $to } = selection;
  if (openStart === 0 || !$from.parent.isTextblock || !$to.parent.isTextblock) return false;
  if ($from.start(-1) !== $to.start(-1)) return false;
  const isWhole = $from.parentOffset === 0 && $to.parentOffset === $to.parent.content.size;
  const isPlain = content.childCount === 1 && isParagraph(content.firstChild!);
  return isWhole && !isPlain;
}

function replaceBlocks({ tr, selection }: EditorState, { content }: Slice): Transaction {
  const from = selection.$from.before();
  tr.replaceWith(from, selection.$to.after(), content);
  return tr.setSelection(Selection.near(tr.doc.resolve(from + content.size), -1));
}

/** The address, if the text is one and nothing else. */
function addressIn(text: string): string | undefined {
  return /^\s*(https?:\/\/|mailto:)\S+\s*$/i.test(text) ? safeHref(text) : undefined;
}

function isParagraph(block: Node): boolean {
  return block.isTextblock && textblockAttrs(block).kind === "paragraph";
}
