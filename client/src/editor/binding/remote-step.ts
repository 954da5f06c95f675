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
  return same(shown, read) ? undefined : rangesIn(shown, read, 0);
}

/** The changed ranges in the content of two nodes, which begins at `start`. */
function rangesIn(shown: Node, read: Node, start: number): number[] {
  if (shown.childCount !== read.childCount || shown.isTextblock) {
    return contentDifference(shown.content, read.content, start);
  }
  const ranges: number[] = [];
  let pos = start;
  for (let i = 0; i < shown.childCount; i++) {
    const [old, fresh] = [shown.child(i), read.child(i)];
    if (old !== fresh) ranges.push(...nodeRanges(old, fresh, pos));
    pos += old.nodeSize;
  }
  return ranges;
}

/** `before` and `after` stand in the same place; `pos` is the position before it. */
function nodeRanges(before: Node, after: Node, pos: number): number[] {
  if (before.type === after.type && !before.isLeaf) return rangesIn(before, after, pos + 1);
  return before.eq(after) ? [] : [pos, before.nodeSize, after.nodeSize];
}

function same(a: Node, b: Node): boolean {
  return a === b || a.eq(b);
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
