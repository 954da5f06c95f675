/**
 * Undo and redo of this user's own edits, whatever others did in between.
 *
 * It is one Y.UndoManager for the life of the editor. Undoing also brings back the selection that
 * the user had before the edit.
 */

import * as Y from "yjs";
import { isElement, isItem, isText, typeIn } from "./entry.ts";
import type { KeptSelection } from "./kept-selection.ts";

/** Edits that follow each other within this time are undone together; Yjs's own default. */
const captureTimeoutMs = 500;

/** How the history reaches the selection. */
export interface SelectionAccess {
  /** The selection before the edit that is being written. */
  readonly keep: () => KeptSelection | undefined;
  readonly restore: (selection: KeptSelection) => void;
}

/** See the head of this file. */
export class History {
  readonly #manager: Y.UndoManager;

  /** Follows the transactions on `fragment` whose origin is `origin`. */
  constructor(fragment: Y.XmlFragment, origin: object, selection: SelectionAccess) {
    this.#manager = new Y.UndoManager(fragment, {
      trackedOrigins: new Set([origin]),
      captureTimeout: captureTimeoutMs,
      deleteFilter: isDisposable,
    });
    this.#manager.on("stack-item-added", ({ stackItem }) => {
      stackItem.meta.set(this, selection.keep());
    });
    this.#manager.on("stack-item-popped", ({ stackItem }) => {
      const kept = stackItem.meta.get(this) as KeptSelection | undefined;
      if (kept !== undefined) selection.restore(kept);
    });
  }

  get canUndo(): boolean {
    return this.#manager.canUndo();
  }

  get canRedo(): boolean {
    return this.#manager.canRedo();
  }

  /** Takes back the last group of edits; false when there is none. */
  undo(): boolean {
    return this.#manager.undo() !== null;
  }

  /** Makes the edits again that were undone last; false when there are none. */
  redo(): boolean {
    return this.#manager.redo() !== null;
  }

  /** The next edit begins a new group. */
  closeGroup(): void {
    this.#manager.stopCapturing();
  }

  destroy(): void {
    this.#manager.destroy();
  }
}

/** Undoing the creation of a block must not take with it what others have typed there. */
function isDisposable(item: Y.Item): boolean {
  const type = isItem(item) ? typeIn(item) : undefined;
  return !(isText(type) || isElement(type)) || type.length === 0;
}
