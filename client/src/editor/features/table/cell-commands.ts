/** Commands for cells, and from one to another. */

import { insertLines, mergeCells, splitCells } from "@coscribe/shared/schema";
import { Selection, TextSelection, type Command, type EditorState } from "prosemirror-state";
import type { TableOperation } from "../../binding/table-operation.ts";
import { CellSelection, cellsBetween } from "../../cell-selection.ts";
import { isCell } from "../../holder.ts";
import {
  placeAround,
  tableAround,
  type BarePlace,
  type TableOnScreen,
} from "../../table-on-screen.ts";
import { onSelectedCells, operate, selectedCells } from "./operate.ts";

/** Makes one cell of the selected ones. */
export const mergeSelected: Command = onSelectedCells(({ span }) => ({
  operation: (table) => mergeCells(table, span),
  caret: [span.top, span.left],
}));

/** Takes merged cells apart; what was in each is in it again. */
export const splitSelected: Command = onSelectedCells(({ span }) => ({
  operation: (table) => splitCells(table, span),
  caret: [span.top, span.left],
}));

/** Tab: to the next cell, whose text is selected; behind the last one a new row is begun. */
export const nextCell: Command = (state, dispatch, view) => {
  const at = selectedCells(state);
  if (at === undefined) return false;
  const places = at.table.grid.places.flat();
  const current = at.table.placeAt(at.span.bottom, at.span.right)!;
  const next = places[places.indexOf(current) + 1];
  if (next !== undefined) return goTo(at.table, next, state, dispatch);
  const end = at.table.grid.rows.length;
  const operation: TableOperation = (table, newId) => insertLines(table, "r:", end, 1, newId);
  const plan = { operation, caret: [end, 0] as const };
  // At the end of a table that can have no more rows Tab does nothing, rather than leave the text.
  return operate(at.table, plan, state, dispatch, view) || true;
};

/** Shift-Tab: to the cell before; in the first one nothing. */
export const previousCell: Command = (state, dispatch) => {
  const at = selectedCells(state);
  if (at === undefined) return false;
  const places = at.table.grid.places.flat();
  const previous = places[places.indexOf(at.table.placeAt(at.span.top, at.span.left)!) - 1];
  return previous === undefined || goTo(at.table, previous, state, dispatch);
};

/** Mod-Enter: goes on below the table. */
export const leaveTable: Command = (state, dispatch) => {
  const { $from, to } = state.selection;
  const table = tableAround($from, to);
  if (table === undefined) return false;
  const { tr } = state;
  const end = table.pos + table.node.nodeSize;
  if (tr.doc.nodeAt(end)?.isTextblock !== true) tr.insert(end, state.schema.node("textblock"));
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, end + 1)).scrollIntoView());
  return true;
};

/**
 * Backspace before all that is in a cell, and Delete behind it, do nothing: what is in two cells is not
 * joined, and browsers would try to. A line that is not plain becomes so first.
 */
export function stayInCell(side: "before" | "behind"): Command {
  return ({ selection }) => {
    const { $head, empty } = selection;
    const holder = $head.depth > 0 ? $head.node(-1) : undefined;
    if (!empty || !$head.parent.isTextblock || holder === undefined || !isCell(holder))
      return false;
    if (side === "behind") {
      const isLast = $head.index(-1) === holder.childCount - 1;
      return isLast && $head.parentOffset === $head.parent.content.size;
    }
    const { id: _, ...attrs } = $head.parent.attrs;
    const isPlain = Object.values(attrs).every((value) => value === null);
    return isPlain && $head.index(-1) === 0 && $head.parentOffset === 0;
  };
}

/** A direction on the screen. */
export type Direction = "up" | "down" | "left" | "right";

/** An arrow at the edge of what is in a cell goes to the cell beside, or out of the table. */
export function arrow(direction: "up" | "down"): Command {
  return (state, dispatch, view) => {
    const { selection } = state;
    const at = selectedCells(state);
    if (at === undefined) return false;
    const isCells = selection instanceof CellSelection;
    if (!isCells && (!selection.empty || !isAtEdge(state, direction, view))) return false;
    const row = direction === "up" ? at.span.top - 1 : at.span.bottom + 1;
    const place = at.table.placeAt(row, at.span.left);
    if (place === undefined) return leaveBy(at.table, direction, state, dispatch);
    const { pos, node } = at.table.placeNode(place);
    const edge = direction === "up" ? pos + node.nodeSize - 1 : pos + 1;
    const target = Selection.near(state.doc.resolve(edge), direction === "up" ? -1 : 1);
    dispatch?.(state.tr.setSelection(target).scrollIntoView());
    return true;
  };
}

/** Shift with an arrow: from the edge of what is in a cell on, cells are selected. */
export function extend(direction: Direction): Command {
  return (state, dispatch, view) => {
    const { selection, doc } = state;
    const { $anchor, $head } = selection;
    const table = tableAround($anchor, $head.pos);
    const place = table && placeAround(table, $head);
    if (table === undefined || place === undefined) return false;
    if (!(selection instanceof CellSelection) && !isAtEdge(state, direction, view)) return false;
    const [down, on] = stepOf(direction, isRightToLeft(view));
    const row = down > 0 ? place.row + place.rowSpan : place.row + Math.min(down, 0);
    const column = on > 0 ? place.column + place.columnSpan : place.column + Math.min(on, 0);
    const next = table.placeAt(row, column);
    if (next === undefined) return selection instanceof CellSelection;
    const $next = Selection.near(doc.resolve(table.cellStart(next)), 1).$head;
    const cells = cellsBetween($anchor, $next);
    // Back in the cell in which it began.
    const target = cells ?? TextSelection.between($anchor, $next);
    dispatch?.(state.tr.setSelection(target).scrollIntoView());
    return true;
  };
}

function goTo(
  table: TableOnScreen,
  place: BarePlace,
  state: EditorState,
  dispatch: Parameters<Command>[1],
): boolean {
  const { pos, node } = table.placeNode(place);
  const { doc, tr } = state;
  const $start = Selection.near(doc.resolve(pos + 1), 1).$from;
  const $end = Selection.near(doc.resolve(pos + node.nodeSize - 1), -1).$to;
  // Of several cells in one place there is no text that could be selected together.
  const target =
    $start.sharedDepth($end.pos) > $start.depth - 3
      ? TextSelection.between($start, $end)
      : Selection.near($start, 1);
  dispatch?.(tr.setSelection(target).scrollIntoView());
  return true;
}

/** Whether an arrow in this direction would leave what is in the cell. */
function isAtEdge(state: EditorState, direction: Direction, view: Parameters<Command>[2]): boolean {
  const { $head } = state.selection;
  if (!$head.parent.isTextblock) return true;
  if (view !== undefined && !view.endOfTextblock(direction, state)) return false;
  const isBackward = direction === "up" || direction === (isRightToLeft(view) ? "right" : "left");
  const depth = $head.depth - 1;
  return isBackward
    ? $head.index(depth) === 0
    : $head.index(depth) === $head.node(depth).childCount - 1;
}

/** Above a table that is the first block, and below the last one, a line is made to go to. */
function leaveBy(
  { pos, node }: TableOnScreen,
  direction: "up" | "down",
  state: EditorState,
  dispatch: Parameters<Command>[1],
): boolean {
  const { tr, schema, doc } = state;
  const $edge = doc.resolve(direction === "up" ? pos : pos + node.nodeSize);
  const beside = direction === "up" ? $edge.nodeBefore : $edge.nodeAfter;
  if (beside === null) tr.insert($edge.pos, schema.node("textblock"));
  const at = beside === null || direction === "down" ? $edge.pos + 1 : $edge.pos - 1;
  tr.setSelection(Selection.near(tr.doc.resolve(at), direction === "up" ? -1 : 1));
  dispatch?.(tr.scrollIntoView());
  return true;
}

function stepOf(direction: Direction, isMirrored: boolean): [down: number, on: number] {
  switch (direction) {
    case "up":
      return [-1, 0];
    case "down":
      return [1, 0];
    case "left":
      return [0, isMirrored ? 1 : -1];
    case "right":
      return [0, isMirrored ? -1 : 1];
  }
}

function isRightToLeft(view: Parameters<Command>[2]): boolean {
  return view !== undefined && getComputedStyle(view.dom).direction === "rtl";
}
