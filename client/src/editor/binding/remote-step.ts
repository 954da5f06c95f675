/**
 * The step that shows what others did.
 *
 * It puts exactly the document that was read in place of the one shown, but maps positions only
 * where something differs: decorations, bookmarks and carets elsewhere stay where they are. Keeping
 * the very node objects that were read lets the next comparison skip unchanged blocks.
 */

import { Slice, type Fragment, type Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { ReplaceStep, Step, StepMap, StepResult } from "prosemirror-transform";

/** The step from `shown` to `read`, or undefined when they are equal. */
export function remoteStep(shown: Node, read: Node): RemoteStep | undefined {
  const ranges = differences(shown, read);
  return ranges && new RemoteStep(read, new StepMap(ranges));
}

/** Made by {@link remoteStep}; it fits only the document for which it was made. */
export class RemoteStep extends Step {
  readonly #document: Node;
  readonly #map: StepMap;

  constructor(document: Node, map: StepMap) {
    super();
    this.#document = document;
    this.#map = map;
  }

  override apply(): StepResult {
    return StepResult.ok(this.#document);
  }

  override getMap(): StepMap {
    return this.#map;
  }

  override invert(document: Node): RemoteStep {
    return new RemoteStep(document, this.#map.invert());
  }

  /** Never: the step knows one document, and nothing rebases it. */
  override map(): null {
    return null;
  }

  /** The same change as an ordinary step, for tools that print or store steps. */
  override toJSON(): unknown {
    let oldSize = this.#document.content.size;
    this.#map.forEach((from, to, newFrom, newTo) => {
      oldSize += to - from - (newTo - newFrom);
    });
    return new ReplaceStep(0, oldSize, new Slice(this.#document.content, 0, 0)).toJSON();
  }
}

/**
 * Changed ranges as a StepMap takes them: start, old size, new size, in turn. None for blocks of
 * which only attributes changed, as for ProseMirror's own attribute steps. Undefined when the
 * documents are equal.
 */
function differences(shown: Node, read: Node): number[] | undefined {
  const shorter = Math.min(shown.childCount, read.childCount);
  let index = 0;
  let pos = 0;
  while (index < shorter && same(shown.child(index), read.child(index))) {
    pos += shown.child(index++).nodeSize;
  }
  if (index === shown.childCount && index === read.childCount) return undefined;
  if (shown.childCount !== read.childCount)
    return contentDifference(shown.content, read.content, 0);
  let last = shorter;
  while (same(shown.child(last - 1), read.child(last - 1))) last--;
  const ranges: number[] = [];
  for (; index < last; index++) {
    const block = shown.child(index);
    ranges.push(...blockDifferences(block, read.child(index), pos));
    pos += block.nodeSize;
  }
  return ranges;
}

function same(a: Node, b: Node): boolean {
  return a === b || a.eq(b);
}

/** `before` and `after` stand in the same place; `pos` is the position before it. */
function blockDifferences(before: Node, after: Node, pos: number): number[] {
  if (same(before, after)) return [];
  if (before.type !== after.type || before.isLeaf) return [pos, before.nodeSize, after.nodeSize];
  return contentDifference(before.content, after.content, pos + 1);
}

/** Where `after` differs from `before`, which begins at `pos`; empty when it does not. */
export function contentDifference(
  before: Fragment,
  after: Fragment,
  pos: number,
): [] | [start: number, oldSize: number, newSize: number] {
  const start = before.findDiffStart(after, pos);
  if (start === null) return [];
  const end = before.findDiffEnd(after, pos + before.size, pos + after.size)!;
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  return [start, end.a + overlap - start, end.b + overlap - start];
}

/** Whether a transaction shows what others did, or what undo brought back from the document. */
export function isRemote(transaction: Transaction): boolean {
  return transaction.steps.some((step) => step instanceof RemoteStep);
}
