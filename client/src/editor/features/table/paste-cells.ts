/**
 * Pasting cells into cells: what was copied of a spreadsheet or of another table fills the places from the
 * caret on, and the table grows where it is too small.
 *
 * The table grows and merged cells come apart first, then texts are put into the cells, then what was
 * merged is merged: all one step of undo.
 */

import { newBlockId, type NewId } from "@coscribe/shared/flow";
import {
  blocksFromNodes,
  insertLines,
  mergeCells,
  newTable,
  nodesFromBlocks,
  placesWithin,
  spanOfPlace,
  splitCells,
  type NewPlace,
  type Span,
  type Table,
} from "@coscribe/shared/schema";
import { Fragment, type Node, type Slice } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import { asTableOperation, type TableOperation } from "../../binding/table-operation.ts";
import { asContinued } from "../../binding/undo-steps.ts";
import { cellsIn } from "../../cell-selection.ts";
import { tableAt, TableOnScreen } from "../../table-on-screen.ts";
import { selectedCells } from "./operate.ts";

/** What is needed of a view. */
interface Target {
  readonly state: EditorState;
  dispatch(tr: Transaction): void;
}

/**
 * Pastes `slice`, or `text` with tabs, into the cells around the selection. False if it is no table, or
 * the selection is in none, or there is no room for it.
 */
export function pasteCells(target: Target, slice: Slice, text: string): boolean {
  const selected = selectedCells(target.state);
  const copied = selected && (tableIn(slice) ?? tableOfText(target.state, text));
  if (selected === undefined || copied === undefined) return false;
  const source = new TableOnScreen(copied, 0);
  const { rows, columns } = source.grid;
  const { top, left } = selected.span;
  const span = { top, left, bottom: top + rows.length - 1, right: left + columns.length - 1 };
  const { pos, table } = selected.table;
  const hasRoom = roomFor(table, span).every((operation) => operation(table, newBlockId));
  if (rows.length === 0 || columns.length === 0 || !hasRoom) return false;
  const merges = source.grid.places.flat().filter((place) => place.rowSpan * place.columnSpan > 1);
  let isFirst = true;
  const dispatch = (tr: Transaction): void => {
    const pasted = tr.setMeta("paste", true).setMeta("uiEvent", "paste");
    target.dispatch(isFirst ? pasted : asContinued(pasted));
    isFirst = false;
  };
  for (const operation of roomFor(table, span)) {
    dispatch(asTableOperation(target.state.tr, pos, operation));
  }
  const grown = tableAt(target.state.doc, pos);
  if (grown !== undefined) dispatch(filled(target.state.tr, grown, source, span));
  for (const place of merges) {
    const { top: first, left: start, bottom, right } = spanOfPlace(place);
    const merged = {
      top: top + first,
      left: left + start,
      bottom: top + bottom,
      right: left + right,
    };
    dispatch(asTableOperation(target.state.tr, pos, (now) => mergeCells(now, merged)));
  }
  const shown = tableAt(target.state.doc, pos);
  const cells = shown && cellsIn(target.state.doc, shown, span);
  if (cells !== undefined) target.dispatch(target.state.tr.setSelection(cells).scrollIntoView());
  return true;
}

/** The table that is all of what is pasted. */
function tableIn({ content, openStart, openEnd }: Slice): Node | undefined {
  const only = content.childCount === 1 ? content.child(0) : undefined;
  return only?.type.name === "table" && openStart + openEnd === 0 ? only : undefined;
}

/** The table that plain text of a spreadsheet is: lines with tabs. */
function tableOfText({ schema }: EditorState, text: string): Node | undefined {
  if (!text.includes("\t")) return undefined;
  const rows = text
    .replace(/(?:\r\n?|\n)$/, "")
    .split(/\r\n?|\n/)
    .map((line) => line.split("\t"));
  const places = rows.flatMap((cells, row) => {
    return cells.flatMap((cell, column): NewPlace[] => {
      const line = schema.node("textblock", null, cell === "" ? [] : schema.text(cell));
      return cell === "" ? [] : [{ row, column, blocks: blocksFromNodes([line]) }];
    });
  });
  const columns = Math.max(...rows.map((cells) => cells.length));
  return nodesFromBlocks(schema, [newTable({ rows: rows.length, columns, places })])[0];
}

/** What makes room for a rectangle: rows and columns behind the last, and no merged cells in it. */
function roomFor({ grid }: Table, span: Span): TableOperation[] {
  const [height, width] = [grid.rows.length, grid.columns.length];
  const [rows, columns] = [span.bottom + 1 - height, span.right + 1 - width];
  const isMerged = placesWithin(grid, span).places.some((one) => one.rowSpan * one.columnSpan > 1);
  return [
    ...(rows > 0
      ? [(now: Table, newId: NewId) => insertLines(now, "r:", height, rows, newId)]
      : []),
    ...(columns > 0
      ? [(now: Table, newId: NewId) => insertLines(now, "c:", width, columns, newId)]
      : []),
    ...(isMerged ? [(now: Table) => splitCells(now, span)] : []),
  ];
}

/**
 * Puts what is in the places of one table into those of another. It is one step, of which only what
 * differs in each cell is written.
 */
function filled(
  tr: Transaction,
  table: TableOnScreen,
  source: TableOnScreen,
  { top, left }: Span,
): Transaction {
  const contents = new Map<Node, Fragment>();
  for (const place of source.grid.places.flat()) {
    const target = table.placeAt(top + place.row, left + place.column);
    if (target === undefined) continue;
    const cells = source.placeNode(place).node.children;
    const content = cells.reduce((all, cell) => all.append(cell.content), Fragment.empty);
    // Several cells in one place were made at once: the first one has it all now.
    for (const [i, cell] of table.placeNode(target).node.children.entries()) {
      contents.set(cell, i === 0 ? content : Fragment.empty);
    }
  }
  const withContents = (node: Node): Node => {
    if (node.type.name === "cell") return node.copy(contents.get(node) ?? node.content);
    return node.copy(Fragment.fromArray(node.children.map(withContents)));
  };
  const { node, pos } = table;
  return tr.replaceWith(pos, pos + node.nodeSize, withContents(node));
}
