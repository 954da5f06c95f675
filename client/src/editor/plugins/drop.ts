/**
 * Dragging within the document.
 *
 * ProseMirror inserts the copy that it made when the drag began. Meanwhile others go on: what they
 * typed there would be gone, and what they deleted would be back. So here it is the selection as it
 * is when it is dropped that moves; whole blocks without being touched.
 */

import type { ResolvedPos } from "prosemirror-model";
import { Plugin, TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import { dropPoint } from "prosemirror-transform";
import { moveBlocks } from "../commands/move.ts";
import { selectedBlocks, type PlacedBlock } from "../commands/selected-blocks.ts";
import { withoutIds } from "./without-ids.ts";

/** The plugin; see above. */
export function dropSelection(): Plugin {
  return new Plugin({
    props: {
      handleDrop: (view, event, _slice, isMove) => {
        if (view.dragging === null) return false;
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        const tr = at === null ? undefined : dropped(view.state, at.pos, isMove);
        view.focus();
        if (tr !== undefined) view.dispatch(tr.scrollIntoView().setMeta("uiEvent", "drop"));
        return true;
      },
    },
  });
}

/** The selection moved or copied to `place`; undefined if it is there already. */
export function dropped(
  state: EditorState,
  place: number,
  isMove: boolean,
): Transaction | undefined {
  const { selection, doc, tr } = state;
  const pos = betweenLetters(doc.resolve(place));
  if (selection.empty || (isMove && pos > selection.from && pos < selection.to)) return undefined;
  const blocks = wholeBlocks(state);
  const between = blocks && positionBetween(doc.resolve(pos), blocks[0]!);
  if (isMove && blocks !== undefined && between !== undefined) {
    const moved = moveBlocks(tr, blocks, between);
    return moved.docChanged ? moved : undefined;
  }
  const slice = withoutIds(selection.content());
  const target = dropPoint(doc, pos, slice) ?? pos;
  if (isMove) tr.deleteSelection();
  const start = tr.mapping.map(target);
  tr.replaceRange(start, start, slice);
  const end = tr.mapping.map(target);
  return tr.setSelection(TextSelection.between(tr.doc.resolve(start), tr.doc.resolve(end)));
}

/** The position, or that before the letter of two units in which it is: the pointer can be there. */
function betweenLetters({ pos, parent, parentOffset }: ResolvedPos): number {
  if (!parent.isTextblock || parentOffset === 0 || parentOffset === parent.content.size) return pos;
  const around = parent.textBetween(parentOffset - 1, parentOffset + 1, "", " ");
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(around) ? pos - 1 : pos;
}

/** The selected blocks, if each is selected from its beginning to its end, and not only its text. */
function wholeBlocks({ selection }: EditorState): PlacedBlock[] | undefined {
  const blocks = selectedBlocks(selection);
  const { $from, $to } = selection;
  const isWhole = isAtEdge($from, 0) && isAtEdge($to, $to.parent.content.size);
  const isOnlyText = blocks.length === 1 && $from.parent.isTextblock;
  return blocks.length > 0 && isWhole && !isOnlyText ? blocks : undefined;
}

function isAtEdge({ parent, parentOffset }: ResolvedPos, edge: number): boolean {
  return !parent.isTextblock || parentOffset === edge;
}

/** The nearest position between blocks beside `sibling`; undefined if `$pos` is somewhere else. */
function positionBetween($pos: ResolvedPos, { holder, pos }: PlacedBlock): number | undefined {
  for (let depth = $pos.depth; depth >= 0; depth--) {
    if ($pos.node(depth) !== holder) continue;
    if (pos < $pos.start(depth) || pos > $pos.end(depth)) return undefined;
    if (depth === $pos.depth) return $pos.pos;
    const before = $pos.before(depth + 1);
    const after = $pos.after(depth + 1);
    return $pos.pos - before <= after - $pos.pos ? before : after;
  }
  return undefined;
}
