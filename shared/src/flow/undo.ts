/**
 * Undo for one person: takes back what that person did, and nothing of anybody else.
 *
 * One's own letters stay one's own whatever others do to the block, because nothing is copied. Only
 * elements that hold flows need care: undoing their insertion must not take along what others typed
 * in them. They stay, without their id, and are not shown while they are empty (delete.ts).
 */

import { UndoManager, type Item, type Text } from "yjs";
import { elementIn, firstIn, kindOf } from "./inside.ts";

/** How a person's edits are told from others', and grouped. */
export interface UndoOptions {
  /** Origins of the transactions that are the person's own. */
  readonly origins: ReadonlySet<unknown>;
  /** Edits that follow each other faster than this are one step; 0 makes each a step of its own. */
  readonly groupWithinMs: number;
}

/** Makes the undo manager of one person for a flow and all that is nested in it. */
export function undoManagerOf(text: Text, { origins, groupWithinMs }: UndoOptions): UndoManager {
  return new UndoManager(text, {
    trackedOrigins: new Set(origins),
    captureTimeout: groupWithinMs,
    deleteFilter: (item) => !holdsFlow(item),
  });
}

/** Whether others may have letters in what this item holds. */
function holdsFlow(item: Item): boolean {
  if (item.deleted) return false;
  const kind = kindOf(item);
  return kind === "type" || (kind === "element" && firstIn(elementIn(item)) !== null);
}
