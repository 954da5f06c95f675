/** Commands that change a table: an operation on the table around the selection, and where the caret is then. */

import { newBlockId } from "@coscribe/shared/flow";
import { spanOfPlace, type Span } from "@coscribe/shared/schema";
import { Selection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { asTableOperation, type TableOperation } from "../../binding/table-operation.ts";
import { asContinued } from "../../binding/undo-steps.ts";
import { CellSelection, cellsIn } from "../../cell-selection.ts";
import { placeAround, tableAround, tableAt, type TableOnScreen } from "../../table-on-screen.ts";

/** A table, and what is selected of it: a place at least. */
export interface SelectedCells {
  readonly table: TableOnScreen;
  readonly span: Span;
}

/** The table around the selection; undefined if there is none. */
export function selectedCells({ selection }: EditorState): SelectedCells | undefined {
  if (selection instanceof CellSelection) return { table: selection.table, span: selection.span };
  const { $from, to } = selection;
  const table = tableAround($from, to);
  const place = table && placeAround(table, $from);
  return table && place && { table, span: spanOfPlace(place) };
}

/** Where the caret is after an operation: what of the table to select, or a place for the caret. */
export interface Afterwards {
  readonly select?: Span;
  readonly caret?: readonly [row: number, column: number];
}

/** An operation on what is selected, and where the caret is afterwards. */
export interface SelectedOperation extends Afterwards {
  readonly operation: TableOperation;
}

/** A command that does something to the selected cells; it cannot be done where `plan` says nothing. */
export function onSelectedCells(
  plan: (selected: SelectedCells) => SelectedOperation | undefined,
): Command {
  return (state, dispatch, view) => {
    const selected = selectedCells(state);
    const planned = selected && plan(selected);
    if (selected === undefined || planned === undefined) return false;
    return operate(selected.table, planned, state, dispatch, view);
  };
}

/** Does an operation on a table; false if it cannot be done. */
export function operate(
  { pos, table }: TableOnScreen,
  { operation, ...afterwards }: SelectedOperation,
  state: EditorState,
  dispatch?: (tr: Transaction) => void,
  view?: Pick<EditorView, "state">,
): boolean {
  if (operation(table, newBlockId) === undefined) return false;
  if (dispatch === undefined) return true;
  dispatch(asTableOperation(state.tr, pos, operation).scrollIntoView());
  // What came out is shown now, so there is something to put the caret into.
  const shown = view?.state;
  const selection = shown && selectionIn(shown.doc, pos, afterwards);
  if (selection !== undefined) {
    dispatch(asContinued(shown!.tr.setSelection(selection).scrollIntoView()));
  }
  return true;
}

/** What is selected in the table at `pos` after an operation. */
export function selectionIn(
  doc: Node,
  pos: number,
  { select, caret }: Afterwards,
): Selection | undefined {
  const table = tableAt(doc, pos);
  if (table === undefined) return undefined;
  if (select !== undefined) return cellsIn(doc, table, select);
  const place = caret && table.placeAt(...caret);
  return place && Selection.near(doc.resolve(table.cellStart(place)), 1);
}
