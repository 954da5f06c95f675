/**
 * Operations on a table, as transactions.
 *
 * Like a move an operation says so in the transaction, and is written as one: rows and columns are
 * attributes of the table, so no step could say which they are without writing text again. It is
 * worked out once more when it is written, from the table as it is stored; the screen shows then what
 * came out.
 */

import { blockAt, type NewId } from "@coscribe/shared/flow";
import { Table, writeTableChange, type TableChange } from "@coscribe/shared/schema";
import { PluginKey, type Transaction } from "prosemirror-state";
import { writerAt, type Writing } from "./writing.ts";

/** What an operation changes; undefined if it cannot be done. */
export type TableOperation = (table: Table, newId: NewId) => TableChange | undefined;

/** An operation, and the position before the table, before the steps. */
interface PlacedOperation {
  readonly pos: number;
  readonly operation: TableOperation;
}

const operationKey = new PluginKey("coscribe-table-operation");

/** Says that `tr` is an operation on the table at `pos`. */
export function asTableOperation(
  tr: Transaction,
  pos: number,
  operation: TableOperation,
): Transaction {
  // A step that changes nothing says that the document is another one now.
  tr.setNodeAttribute(pos, "id", tr.doc.nodeAt(pos)?.attrs["id"] ?? null);
  return tr.setMeta(operationKey, { pos, operation } satisfies PlacedOperation);
}

/** The operation that a transaction is; undefined for all that are none. */
export function tableOperationOf(tr: Transaction): PlacedOperation | undefined {
  return tr.getMeta(operationKey) as PlacedOperation | undefined;
}

/** Writes an operation on a table of the document `before`. */
export function writeTableOperation(
  writing: Writing,
  { before }: Transaction,
  { pos, operation }: PlacedOperation,
): void {
  const $pos = before.resolve(pos);
  const writer = writerAt(writing, $pos);
  const index = $pos.index();
  writer.revive(index, index + 1);
  const id = writer.lasting(index, index + 1)[index]?.id;
  if (id === undefined) return;
  writer.do((flow, newId) => {
    const table = Table.of(blockAt(flow, id));
    const change = table && operation(table, newId);
    if (change !== undefined) writeTableChange(flow, id, change, newId);
  });
}
