/** Edits that are shown when they have been stored and read back, and not before. */

import { PluginKey, type Transaction } from "prosemirror-state";

const writtenFirstKey = new PluginKey("coscribe-written-first");

/**
 * Says so of `tr`. Many blocks so are drawn once, with the ids that they get, instead of being drawn and then
 * changed one by one. What else it does, such as to the selection, is not done.
 */
export function asWrittenFirst(tr: Transaction): Transaction {
  return tr.setMeta(writtenFirstKey, true);
}

/** Whether all of `transactions` are such. */
export function areWrittenFirst(transactions: readonly Transaction[]): boolean {
  return transactions.every((tr) => tr.getMeta(writtenFirstKey) === true);
}
