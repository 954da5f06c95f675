/**
 * Tells the others where the user's caret is.
 *
 * Only a focused editor tells: without focus nobody is writing. The last place stays until the
 * editor is taken away, so that looking something up in another window does not make a person
 * vanish. The place belongs to the character after the caret, and so moves along while the user
 * types: typing sends no presence at all.
 */

import type { Flow, Side } from "@coscribe/shared/flow";
import type { ResolvedPos } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { anchored, relativePosition } from "../binding/anchored.ts";
import type { HeldLetters } from "../binding/held-letters.ts";
import { caretField } from "./remote-carets.ts";

/** See the head of this file. */
export class CaretSender {
  readonly #awareness: Awareness;

  constructor(awareness: Awareness) {
    this.#awareness = awareness;
  }

  /** Sends the selection of `state`, which shows `flow`, unless the others know it. */
  send({ selection }: EditorState, flow: Flow, held?: HeldLetters): void {
    const { $anchor, $head, empty } = selection;
    const isForward = $anchor.pos < $head.pos;
    const position = ($pos: ResolvedPos, side: Side): object =>
      Y.relativePositionToJSON(relativePosition(flow, anchored(flow, $pos, side, held))) as object;
    const cursor = {
      anchor: position($anchor, empty || isForward ? "after" : "before"),
      head: position($head, empty || !isForward ? "after" : "before"),
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
