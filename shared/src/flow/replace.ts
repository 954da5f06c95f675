/**
 * Replacing letters in many places at once, with one walk over the text. One after the other, each would
 * be such a walk, and a reading of all that has changed so far.
 */

import { runInsertion } from "./data.ts";
import { blockFinder, placeOf, startsOf, stretchesOf } from "./position.ts";
import type { Block, Flow, Run } from "./reading.ts";
import { retain, write } from "./write.ts";

/** Letters of one text block from `begin` to `end`, and what takes their place, with its own formats. */
export interface LetterChange {
  readonly block: string;
  readonly begin: number;
  readonly end: number;
  readonly runs: readonly Run[];
}

/**
 * Whether letters of `block` can be replaced without anything being arranged anew, if `left` are there
 * afterwards.
 */
export function isSettled(flow: Flow, block: Block, left: number): boolean {
  return !block.isLoose && (flow.isSimple || (block.pieces.length === 1 && left > 0));
}

/** Does changes that do not overlap, in blocks that are all settled: see {@link isSettled}. */
export function replaceLetters(flow: Flow, changes: readonly LetterChange[]): void {
  const starts = startsOf(flow);
  const blockOf = blockFinder(flow, changes.length);
  const edits = changes.flatMap(({ block, begin, end, runs }) => {
    const insert = runs.flatMap(runInsertion);
    const gone = stretchesOf(blockOf(block), begin, end).map(({ piece, at, length }) => {
      return { index: starts.get(piece.segment)! + at, length };
    });
    if (gone.length > 0) return gone.map((range, i) => ({ ...range, insert: i > 0 ? [] : insert }));
    const { piece, at } = placeOf(flow, { block, offset: begin });
    return [{ index: starts.get(piece.segment)! + at, length: 0, insert }];
  });
  const delta: object[] = [];
  let done = 0;
  for (const { index, length, insert } of edits.toSorted((one, other) => one.index - other.index)) {
    delta.push(...retain(index - done), ...(length > 0 ? [{ delete: length }] : []), ...insert);
    done = index + length;
  }
  write(flow, () => flow.text.applyDelta(delta));
}
