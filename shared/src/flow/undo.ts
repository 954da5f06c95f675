/**
 * Undo for one person: takes back what that person did, and nothing of anybody else.
 *
 * One's own letters stay one's own whatever others do to the block, because nothing is copied. Only
 * elements that hold flows need care: undoing their insertion must not take along what others typed
 * in them. They stay, without their id, and are not shown while they are empty (delete.ts). So does
 * what a cell says of its place, which never changes: another person's letters in it stay there.
 */

import { UndoManager, type Item, type Text } from "yjs";
import { elementIn, isElement, itemOf, kindOf, type YType } from "./inside.ts";
import { isContainer } from "./segment.ts";

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
    deleteFilter: (item) => !holdsFlow(item) && !isPlaceOfCell(item),
  });
}

/** Whether others may have letters in what this item holds. */
function holdsFlow(item: Item): boolean {
  if (item.deleted) return false;
  const kind = kindOf(item);
  return kind === "type" || (kind === "element" && isContainer(elementIn(item)));
}

/** Attributes of a cell that say where in its table it is. */
const cellPlaceNames: readonly (string | null)[] = ["row", "col"];

function isPlaceOfCell({ parentSub, parent }: Item): boolean {
  if (!cellPlaceNames.includes(parentSub)) return false;
  const outer = itemOf(parent as YType)?.parent as YType | null | undefined;
  return outer !== null && outer !== undefined && isElement(outer);
}
