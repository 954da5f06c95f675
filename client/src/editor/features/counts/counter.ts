/** Counts what a view shows, with as little work after an edit as it needs. */

import type { Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import { changedBlocks } from "../../changed-blocks.ts";
import { BlockCounter, noCounts, sumOf, type Counts } from "./counts.ts";

/** See the head of this file. Invariant: `#total` is that of `#doc`. */
export class DocumentCounter {
  readonly #blocks = new BlockCounter();
  #doc: Node | undefined;
  #total = noCounts;

  /** What is in the whole document. */
  countsOf(doc: Node): Counts {
    const before = this.#doc ?? doc.copy();
    const { from, to, newTo } = changedBlocks(before, doc);
    this.#total = sumOf(this.#total, this.#sum(before, from, to), -1);
    this.#total = sumOf(this.#total, this.#sum(doc, from, newTo));
    this.#doc = doc;
    return this.#total;
  }

  /** What is selected; undefined if nothing is. */
  countsOfSelection({ doc, selection }: EditorState): Counts | undefined {
    return selection.empty ? undefined : this.#blocks.countsOfSelection(doc, selection);
  }

  #sum(doc: Node, from: number, to: number): Counts {
    let sum = noCounts;
    for (let i = from; i < to; i++) sum = sumOf(sum, this.#blocks.countsOf(doc.child(i)));
    return sum;
  }
}
