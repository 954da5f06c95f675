/**
 * Keeps a block still while an input method composes in it.
 *
 * Chinese, Japanese and other input methods break, and leave half-typed syllables behind, when the
 * text that they work on is redrawn. So while a composition is going on, what others do in the same
 * block is stored but not shown; all other blocks go on as always. What is composed meanwhile is
 * written to where it belongs in the stored block (held-letters.ts).
 *
 * The hold ends with the composition; after some seconds, since somebody may leave a composition
 * open and go to lunch; and when others split, move or delete the block so that its letters are not
 * together any more.
 */

import { flowOf, type Flow } from "@coscribe/shared/flow";
import { Fragment, Slice, type Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import { HeldLetters } from "./held-letters.ts";
import { placeAt, screenPosition } from "./place.ts";

/** See the head of this file. */
export class CompositionHold {
  #isComposing = false;
  #letters: HeldLetters | undefined;

  /** The letters of the block that is older on the screen than it is stored; undefined for none. */
  get letters(): HeldLetters | undefined {
    return this.#letters;
  }

  /** A composition began. */
  begin(): void {
    this.#isComposing = true;
  }

  /** From now on everything is shown again. */
  end(): void {
    this.#isComposing = false;
    this.#letters = undefined;
  }

  /** Others are about to change `flow`, which `state` shows. */
  prepare({ selection }: EditorState, flow: Flow): void {
    if (!this.#isComposing || this.#letters !== undefined) return;
    const place = placeAt(flow, selection.$from);
    if (place.block === undefined || place.offset === undefined) return;
    this.#letters = new HeldLetters(place.flow, place.block.id);
  }

  /** `read`, which shows `root`, but with the held block as it is on the screen. */
  hold({ selection }: EditorState, root: Flow, read: Node): Node {
    const letters = this.#letters;
    if (letters === undefined) return read;
    const flow = flowOf(root, letters.text);
    const place = { block: letters.block, offset: undefined };
    const pos =
      flow && letters.areIn(flow) ? screenPosition(root, read, flow.text, place) : undefined;
    if (pos === undefined) {
      this.#letters = undefined;
      return read;
    }
    const stored = read.nodeAt(pos)!;
    // Its attributes are shown as they are: only its text must not be touched.
    const held = stored.copy(selection.$from.parent.content);
    return read.replace(pos, pos + stored.nodeSize, new Slice(Fragment.from(held), 0, 0));
  }
}
