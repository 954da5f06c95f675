/**
 * Keeps a block still while an input method composes in it.
 *
 * Chinese, Japanese and other input methods break, and leave half-typed syllables behind, when the
 * text that they work on is redrawn. So while a composition is going on, what others do in the same
 * block is stored but not shown; all other blocks go on as always. What is composed meanwhile is
 * written to where it belongs in the stored block.
 *
 * The hold ends with the composition, or after some seconds, whichever comes first: somebody may
 * leave a composition open and go to lunch.
 */

import type { Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import { StepMap } from "prosemirror-transform";
import type * as Y from "yjs";
import type { Binding } from "./binding.ts";
import { contentDifference } from "./remote-step.ts";
import type { TextRange } from "./write-change.ts";

/** See the head of this file. */
export class CompositionHold {
  readonly #binding: Binding;
  #entry: Y.XmlElement | undefined;

  constructor(binding: Binding) {
    this.#binding = binding;
  }

  /** A composition began in the block number `index`. */
  begin(index: number): void {
    const { fragment } = this.#binding;
    this.#entry = index < fragment.length ? (fragment.get(index) as Y.XmlElement) : undefined;
  }

  /** From now on everything is shown again. */
  end(): void {
    this.#entry = undefined;
  }

  /** `read`, but with the block of the caret as `shown` has it, if that is the held one. */
  hold({ doc, selection }: EditorState, read: Node): Node {
    const index = this.#index;
    if (index < 0) return read;
    return read.copy(read.content.replaceChild(index, doc.child(selection.$from.index(0))));
  }

  /** Where `range` of the held block, as `shown` shows it, is in the stored block. */
  toShared(shown: Node, entry: Y.XmlElement, range: TextRange): readonly TextRange[] {
    if (entry !== this.#entry) return [range];
    const stored = this.#binding.read(entry).content;
    const [start, size, newSize] = contentDifference(shown.child(this.#index).content, stored, 0);
    if (start === undefined) return [range];
    const map = new StepMap([start, size!, newSize!]);
    if (range.from === range.to) {
      const at = map.map(range.from, -1);
      return [{ from: at, to: at }];
    }
    // What others inserted within the range is not part of it.
    return [
      { from: range.from, to: Math.min(range.to, start) },
      { from: Math.max(range.from, start + size!), to: range.to },
    ]
      .filter(({ from, to }) => from < to)
      .map(({ from, to }) => ({ from: map.map(from, 1), to: map.map(to, -1) }));
  }

  get #index(): number {
    const { fragment } = this.#binding;
    return this.#entry === undefined ? -1 : (fragment.toArray() as unknown[]).indexOf(this.#entry);
  }
}
