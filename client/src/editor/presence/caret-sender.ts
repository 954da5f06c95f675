/**
 * Tells the others where the user's caret is.
 *
 * Only a focused editor tells: without focus nobody is writing. The last place stays until the
 * editor is taken away, so that looking something up in another window does not make a person
 * vanish. The place belongs to the character after the caret, and so moves along while the user
 * types: typing sends no presence at all.
 */

import type { EditorState } from "prosemirror-state";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { relativePosition, type Side } from "../binding/position.ts";
import { caretField } from "./remote-carets.ts";

/** See the head of this file. */
export class CaretSender {
  readonly #awareness: Awareness;
  readonly #fragment: Y.XmlFragment;

  constructor(awareness: Awareness, fragment: Y.XmlFragment) {
    this.#awareness = awareness;
    this.#fragment = fragment;
  }

  /** Sends the selection of `state`, unless the others know it. */
  send({ doc, selection }: EditorState): void {
    const { anchor, head, empty } = selection;
    const isForward = anchor < head;
    const position = (pos: number, side: Side): object =>
      Y.relativePositionToJSON(relativePosition(this.#fragment, doc, pos, side)) as object;
    const cursor = {
      anchor: position(anchor, empty || isForward ? "after" : "before"),
      head: position(head, empty || !isForward ? "after" : "before"),
    };
    const known = this.#awareness.getLocalState()?.[caretField] as unknown;
    if (JSON.stringify(known) === JSON.stringify(cursor)) return;
    this.#awareness.setLocalStateField(caretField, cursor);
  }

  /** Takes the caret away. */
  clear(): void {
    const known = this.#awareness.getLocalState()?.[caretField] as unknown;
    if (known !== undefined && known !== null) this.#awareness.setLocalStateField(caretField, null);
  }
}
