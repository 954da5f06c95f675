/**
 * What is found where, block by block.
 *
 * Matches are counted from the beginning of their block and kept by its node. So edits before a block move
 * its matches without anything being done, and after an edit, by whomever, only blocks that it has changed
 * are searched again. Searching goes on as long as there is time, beginning where it matters; meanwhile
 * blocks are unknown, and answers say so.
 *
 * Invariants: `#matches` has an entry for each child of `#doc`; `#count` is the number of matches in those
 * that are known, `#unknown` the number of those that are not.
 */

import type { Node } from "prosemirror-model";
import { changedBlocks } from "../../changed-blocks.ts";
import { matchesInBlock, type PlacedMatch } from "./block-text.ts";
import type { Matcher, Span } from "./query.ts";

/** A block with matches. */
export interface MatchedBlock {
  readonly node: Node;
  /** The position before it. */
  readonly pos: number;
  /** Counted from `pos`. */
  readonly matches: readonly Span[];
}

/** Where to look for the next match: 1 is onward, -1 back. */
export type Direction = 1 | -1;

/** See the head of this file. */
export class MatchIndex {
  readonly #matcher: Matcher;
  readonly #byNode = new WeakMap<Node, readonly Span[]>();
  #doc: Node;
  #matches: (readonly Span[] | undefined)[];
  #count = 0;
  #unknown: number;
  /** A block that there was no time to finish. */
  #begun: { node: Node; walk: Iterator<PlacedMatch | undefined>; found: Span[] } | undefined;

  constructor(doc: Node, matcher: Matcher) {
    this.#doc = doc;
    this.#matcher = matcher;
    this.#matches = Array.from<undefined>({ length: doc.childCount });
    this.#unknown = doc.childCount;
  }

  /** How many have been found so far. */
  get count(): number {
    return this.#count;
  }

  /** Whether everything has been searched. */
  get isComplete(): boolean {
    return this.#unknown === 0;
  }

  /** Goes on with another document. */
  update(doc: Node): void {
    const { from, to, newTo } = changedBlocks(this.#doc, doc);
    this.#doc = doc;
    if (from === to && from === newTo) return;
    for (let i = from; i < to; i++) this.#forget(i);
    if (to !== newTo) {
      const fresh = Array.from<undefined>({ length: newTo - from });
      this.#matches = [...this.#matches.slice(0, from), ...fresh, ...this.#matches.slice(to)];
    }
    this.#unknown += newTo - from;
    for (let i = from; i < newTo; i++) {
      const known = this.#byNode.get(doc.child(i));
      if (known !== undefined) this.#know(i, known);
    }
  }

  /** Searches as long as `hasTime` says so, from block number `first` on, and then from the beginning. */
  search(hasTime: () => boolean, first: number): void {
    const { length } = this.#matches;
    for (let k = 0; k < length && this.#unknown > 0; k++) {
      const index = (first + k) % length;
      if (this.#matches[index] !== undefined) continue;
      const found = this.#searchBlock(this.#doc.child(index), hasTime);
      if (found === undefined) return;
      this.#know(index, found);
      if (!hasTime()) return;
    }
  }

  /**
   * The match that is next from `pos` on, or that ends next before it, round the end if need be; undefined
   * if there is none, "unknown" if a block on the way has not been searched.
   */
  next(pos: number, direction: Direction): Span | "unknown" | undefined {
    const { childCount } = this.#doc;
    if (childCount === 0) return undefined;
    let { index, offset: start } = this.#doc.childAfter(Math.min(pos, this.#doc.content.size - 1));
    for (let k = 0; k <= childCount; k++) {
      const matches = this.#matches[index];
      if (matches === undefined) return "unknown";
      const from = k === 0 ? pos - start : direction > 0 ? 0 : Infinity;
      const found =
        direction > 0
          ? matches.find((match) => match.from >= from)
          : matches.findLast((match) => match.to <= from);
      if (found !== undefined) return { from: start + found.from, to: start + found.to };
      if (direction > 0) {
        start = index === childCount - 1 ? 0 : start + this.#sizeOf(index);
        index = (index + 1) % childCount;
      } else {
        index = (index + childCount - 1) % childCount;
        start = (start === 0 ? this.#doc.content.size : start) - this.#sizeOf(index);
      }
    }
    return undefined;
  }

  /** Which one the match at `span` is, from 1 on; undefined if it is none, or not known yet. */
  ordinalOf({ from, to }: Span): number | undefined {
    if (from < 0 || from >= this.#doc.content.size) return undefined;
    const { index, offset } = this.#doc.childAfter(from);
    const own = this.#matches[index]?.findIndex(
      (match) => match.from === from - offset && match.to === to - offset,
    );
    if (own === undefined || own === -1) return undefined;
    let before = 0;
    for (let i = 0; i < index; i++) {
      const matches = this.#matches[i];
      if (matches === undefined) return undefined;
      before += matches.length;
    }
    return before + own + 1;
  }

  /** The blocks with matches between two positions, as far as they are known. */
  between(from: number, to: number): MatchedBlock[] {
    const found: MatchedBlock[] = [];
    let { index, offset: pos } = this.#doc.childAfter(Math.max(0, from));
    for (; index < this.#doc.childCount && pos < to; index++) {
      const node = this.#doc.child(index);
      const matches = this.#matches[index] ?? [];
      if (matches.length > 0) found.push({ node, pos, matches });
      pos += node.nodeSize;
    }
    return found;
  }

  #searchBlock(node: Node, hasTime: () => boolean): readonly Span[] | undefined {
    if (this.#begun?.node !== node) {
      const walk = matchesInBlock(node, this.#matcher);
      this.#begun = { node, walk, found: [] };
    }
    const { walk, found } = this.#begun;
    for (let result = walk.next(); result.done !== true; result = walk.next()) {
      const match = result.value;
      if (match === undefined) continue;
      found.push({ from: match.start + match.found.from, to: match.start + match.found.to });
      if (!hasTime()) return undefined;
    }
    this.#begun = undefined;
    return found;
  }

  #know(index: number, matches: readonly Span[]): void {
    this.#byNode.set(this.#doc.child(index), matches);
    this.#matches[index] = matches;
    this.#count += matches.length;
    this.#unknown--;
  }

  #forget(index: number): void {
    const known = this.#matches[index];
    this.#matches[index] = undefined;
    if (known === undefined) this.#unknown--;
    else this.#count -= known.length;
  }

  #sizeOf(index: number): number {
    return this.#doc.child(index).nodeSize;
  }
}
