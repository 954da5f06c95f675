/** Inserting text, objects in text, and blocks. */

import { arrangeAgain, arrangementOf, beginLoose, isPlain } from "./arrange.ts";
import { insertionsOf, runInsertion, type BlockData } from "./data.ts";
import { newBlockId, type NewId } from "./id.ts";
import { isTwin } from "./layout.ts";
import { blockAt, blockFinder, placeOf, startOf, type Position } from "./position.ts";
import type { Block, Flow, Run } from "./reading.ts";
import { lengthOf } from "./segment.ts";
import type { Values } from "./values.ts";
import { insertFormatted, retain, write } from "./write.ts";

/**
 * Inserts letters at a position, with these formats and no others, or with those of the letter
 * before. A line feed is a line break within the block.
 */
export function insertText(flow: Flow, at: Position, letters: string, formats?: Values): void {
  const place = placeOf(flow, at);
  const index = startOf(flow, place.piece.segment) + place.at;
  write(flow, () => insertFormatted(flow.text, index, letters, formats, place.formats));
}

/** Inserts texts and objects, each with its formats and no others. */
export function insertRuns(flow: Flow, at: Position, runs: readonly Run[]): void {
  const [only] = runs;
  if (only?.type === "text" && runs.length === 1) {
    insertText(flow, at, only.text, only.formats);
    return;
  }
  const place = placeOf(flow, at);
  const index = startOf(flow, place.piece.segment) + place.at;
  write(flow, () => flow.text.applyDelta([...retain(index), ...runs.flatMap(runInsertion)]));
}

/** Inserts blocks before the block with this id, or as the last ones. Returns their new ids. */
export function insertBlocks(
  flow: Flow,
  before: string | undefined,
  blocks: readonly BlockData[],
  newId: NewId = newBlockId,
): readonly string[] {
  return insertManyBlocks(flow, [{ before, blocks }], newId);
}

/** Blocks that are to be shown before the block with an id, or as the last ones. */
export interface BlockInsertion {
  readonly before: string | undefined;
  readonly blocks: readonly BlockData[];
}

/**
 * {@link insertBlocks} in many places, each before another block, with one walk over the text. Returns the new
 * ids of all, in the order in which they are given.
 */
export function insertManyBlocks(
  flow: Flow,
  insertions: readonly BlockInsertion[],
  newId: NewId = newBlockId,
): readonly string[] {
  const blockOf = blockFinder(flow, insertions.length);
  const nexts = insertions.map(({ before }) =>
    before === undefined ? undefined : blockOf(before),
  );
  const made = insertions.map(({ blocks }) => insertionsOf(blocks, newId));
  write(flow, (transaction) => {
    const by = { transaction, newId };
    const loose = nexts.filter((next) => next?.isLoose === true) as Block[];
    const [marked, marks] = beginLoose(flow, loose, by);
    const markedOf = marked === flow ? blockOf : blockFinder(marked, insertions.length);
    const behind = nexts.map((next) => next && markedOf(marks.get(next.id) ?? next.id));
    const places = behind.map((block, i) => ({
      index: indexBefore(marked, block),
      made: made[i]!,
    }));
    const delta: object[] = [];
    let done = 0;
    for (const { index, made: inserted } of places.toSorted(
      (one, other) => one.index - other.index,
    )) {
      delta.push(...retain(index - done), ...inserted.delta);
      done = index;
    }
    flow.text.applyDelta(delta);
    if (isPlain(marked)) return;
    const idsBefore = new Map<Block | undefined, readonly string[]>();
    behind.forEach((block, i) => {
      idsBefore.set(block, [...(idsBefore.get(block) ?? []), ...made[i]!.ids]);
    });
    const newBefore = (block: Block | undefined): string[][] =>
      (idsBefore.get(block) ?? []).map((id) => [id]);
    const arranged = arrangementOf(marked);
    const wanted = marked.blocks.flatMap((block, i) => [...newBefore(block), arranged[i]!]);
    const movable = new Set(made.flatMap(({ ids }) => ids));
    arrangeAgain(marked, [...wanted, ...newBefore(undefined)], { ...by, movable });
  });
  return made.flatMap(({ ids }) => ids);
}

/** Inserts copies of blocks behind the last of them as it is shown. Returns their ids. */
export function duplicateBlocks(
  flow: Flow,
  ids: readonly string[],
  newId: NewId = newBlockId,
): readonly string[] {
  const blocks = ids.map((id) => blockAt(flow, id));
  const shown = flow.blocks.filter((block) => blocks.includes(block));
  const last = flow.blocks.indexOf(shown.at(-1)!);
  return insertBlocks(flow, flow.blocks[last + 1]?.id, shown, newId);
}

/**
 * Where a marker begins no text but its own, and does not come between twins. If that is not where
 * `block` is shown, pointers show it there.
 */
function indexBefore(flow: Flow, block: Block | undefined): number {
  const entry = block?.pieces[0];
  if (entry === undefined || entry.follows) return flow.text.length;
  const { segment, via } = entry;
  const { segments } = flow;
  if (via === undefined) {
    let first = segments.indexOf(segment);
    while (first > 0 && isTwin(segments[first - 1]!, segments[first])) first--;
    return startOf(flow, segments[first]!);
  }
  const last = via.host.chunks.at(-1);
  const hasTextBehind = last !== undefined && last.at + lengthOf(last) > via.pointer.at;
  const isInTwin = isTwin(via.host, segments[segments.indexOf(via.host) + 1]);
  if (hasTextBehind || isInTwin) return flow.text.length;
  return startOf(flow, via.host) + via.pointer.at;
}
