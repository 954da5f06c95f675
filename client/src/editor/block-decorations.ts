/**
 * Decorations of thousands of blocks.
 *
 * For every block that it draws or looks at, and for every key it looks at all of them, ProseMirror goes
 * through all decorations around to find those that are in it, and so it does for every block when a set
 * is made: a million steps for a thousand lines of a list. Here it is known beforehand that there are
 * none in a text block.
 */

import type { Node } from "prosemirror-model";
import { type Decoration, DecorationSet } from "prosemirror-view";
import type { Mapping } from "prosemirror-transform";

/** See the head of this file. What is decorated are children of the document, and blocks in tables. */
export class BlockDecorations {
  /** To be shown. */
  readonly set: DecorationSet;
  readonly #top: DecorationSet;
  readonly #within: DecorationSet;

  private constructor(top: DecorationSet, within: DecorationSet) {
    this.#top = top;
    this.#within = within;
    this.set = top === DecorationSet.empty ? within : withoutSearch(top, within);
  }

  /** `top` are decorations of children of `doc`, in their order, and `within` those of blocks in these. */
  static of(doc: Node, top: Decoration[], within: Decoration[]): BlockDecorations {
    const closed = Object.create(doc, { forEach: { value: () => undefined } }) as Node;
    return new BlockDecorations(
      DecorationSet.create(closed, top),
      DecorationSet.create(doc, within),
    );
  }

  get isEmpty(): boolean {
    return this.set === DecorationSet.empty;
  }

  /** The same in `doc`, after the steps of `mapping`. */
  map(mapping: Mapping, doc: Node): BlockDecorations {
    if (this.isEmpty) return this;
    return new BlockDecorations(this.#top.map(mapping, doc), this.#within.map(mapping, doc));
  }
}

/** `top`, which is asked for what is in a block only where there can be something `within`. */
function withoutSearch(top: DecorationSet, within: DecorationSet): DecorationSet {
  const set = Object.create(top) as DecorationSet;
  set.forChild = (offset, node) =>
    node.isTextblock ? DecorationSet.empty : within.forChild(offset, node);
  return set;
}
