/** What pasting does, depending on where the selection is. */

import {
  blocksFromNodes,
  cleanText,
  contentOfSchema,
  maxIndent,
  plainText,
  safeHref,
  textblockAttrs,
} from "@coscribe/shared/schema";
import { Fragment, Slice, type Node } from "prosemirror-model";
import { Selection, type EditorState, type Transaction } from "prosemirror-state";
import { isListLine, isVerbatim } from "../block-kind.ts";
import { withoutIds } from "./without-ids.ts";

/**
 * The transaction that puts `copied`, what was read from the clipboard, in the place of the
 * selection. `text` is the clipboard's plain text.
 */
export function pasted(state: EditorState, copied: Slice, text: string): Transaction {
  const slice = withoutIds(copied);
  const { tr, selection, schema } = state;
  const { $from, $to, empty } = selection;
  if (isInVerbatim(state)) {
    const letters = text || plainText(blocksFromNodes(slice.content), contentOfSchema(schema));
    return tr.insertText(cleanText(letters));
  }
  const href = addressIn(text);
  if (href !== undefined && $from.sameParent($to) && $from.parent.isTextblock) {
    const link = schema.mark("link", { href });
    if (!empty) return tr.addMark($from.pos, $to.pos, link);
    // A link that was copied with its title keeps it.
    if (!isTitle(slice, text)) {
      return tr.replaceSelectionWith(schema.text(text.trim(), link.addToSet($from.marks())), false);
    }
  }
  const fitting = fittedTo($from.parent, slice);
  return replacesWholeBlocks(state, fitting)
    ? replaceBlocks(state, fitting)
    : tr.replaceSelection(fitting);
}

/** Whether what is pasted goes into code, or something else that is meant letter by letter. */
export function isInVerbatim({ selection: { $from, $to } }: EditorState): boolean {
  return $from.sameParent($to) && isVerbatim($from.parent);
}

/**
 * What comes into a list line or a frame belongs there: plain lines go on with the list, lists of
 * their own lie as deep below the line as they lay below their first, and everything is in the frame.
 */
export function fittedTo(target: Node, { content, openStart, openEnd }: Slice): Slice {
  if (!target.isTextblock || openStart === 0 || content.childCount === 0) {
    return new Slice(content, openStart, openEnd);
  }
  const into = textblockAttrs(target);
  const isList = isListLine(target);
  const goesOn = isList && content.content.every(isPlain);
  const first = textblockAttrs(content.firstChild!);
  const deeper = isList && isListLine(content.firstChild!) ? into.indent - first.indent : 0;
  const blocks = content.content.map((block) => {
    if (!block.isTextblock) return block;
    const own = textblockAttrs(block);
    const indent = Math.min(maxIndent, Math.max(0, own.indent + deeper));
    const attrs = {
      ...block.attrs,
      ...(goesOn && { kind: into.kind, indent: into.indent || null }),
      ...(deeper !== 0 && { indent: indent || null }),
      ...(own.frame === "" && into.frame !== "" && { frame: into.frame }),
    };
    return block.type.create(attrs, block.content, block.marks);
  });
  return new Slice(Fragment.fromArray(blocks), openStart, openEnd);
}

/** A line of text about which nothing is said. */
function isPlain(block: Node): boolean {
  return block.isTextblock && Object.values(block.attrs).every((value) => value === null);
}

/** Pasting lines over an empty line replaces the line, and so keeps their kinds. */
function replacesWholeBlocks({ selection }: EditorState, { content, openStart }: Slice): boolean {
  const { $from, $to } = selection;
  if (openStart === 0 || !$from.parent.isTextblock || !$to.parent.isTextblock) return false;
  if ($from.start(-1) !== $to.start(-1)) return false;
  const isWhole = $from.parentOffset === 0 && $to.parentOffset === $to.parent.content.size;
  const isOneLine = content.childCount === 1 && isParagraph(content.firstChild!);
  return isWhole && !isOneLine;
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

/** Whether `slice` is a linked text that says something else than `address`. */
function isTitle({ content }: Slice, address: string): boolean {
  const [line, ...others] = content.content;
  if (line?.isTextblock !== true || others.length > 0 || line.textContent.trim() === "")
    return false;
  const isLinked = line.children.every((child) =>
    child.marks.some(({ type }) => type.name === "link"),
  );
  return isLinked && line.textContent.trim() !== address.trim();
}

function isParagraph(block: Node): boolean {
  return block.isTextblock && textblockAttrs(block).kind === "paragraph";
}
