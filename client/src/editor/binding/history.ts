/**
 * Undo and redo of this user's own edits, whatever others did in between.
 *
 * It is one Y.UndoManager for the life of the editor, which is told where a step ends
 * (undo-steps.ts). Undoing also brings back the selection that the user had before the edit.
 */

import { undoManagerOf } from "@coscribe/shared/flow";
import type { Text, UndoManager } from "yjs";
import type { AnchoredSelection } from "./anchored-selection.ts";

/** How the history reaches the selection. */
export interface SelectionAccess {
  /** The selection before the edit that is being written. */
  readonly selected: () => AnchoredSelection | undefined;
  readonly restore: (selection: AnchoredSelection) => void;
}

/** See the head of this file. */
export class History {
  readonly #manager: UndoManager;

  /** Follows the transactions on `text` whose origin is `origin`. */
  constructor(text: Text, origin: object, selection: SelectionAccess) {
    this.#manager = undoManagerOf(text, {
      origins: new Set([origin]),
      groupWithinMs: Number.POSITIVE_INFINITY,
    });
    this.#manager.on("stack-item-added", ({ stackItem }) => {
      stackItem.meta.set(this, selection.selected());
    });
    this.#manager.on("stack-item-popped", ({ stackItem }) => {
      const before = stackItem.meta.get(this) as AnchoredSelection | undefined;
      if (before !== undefined) selection.restore(before);
    });
  }

  get canUndo(): boolean {
    return this.#manager.canUndo();
  }

  get canRedo(): boolean {
    return this.#manager.canRedo();
  }

  /** Takes back the last step; false when there is none. */
  undo(): boolean {
    return this.#manager.undo() !== null;
  }

  /** Makes the step again that was undone last; false when there is none. */
  redo(): boolean {
    return this.#manager.redo() !== null;
  }

  /** The next edit begins a new step. */
  endStep(): void {
    this.#manager.stopCapturing();
  }

  destroy(): void {
    this.#manager.destroy();
  }
}
