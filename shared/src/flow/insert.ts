/** Inserting text, objects in text, and blocks. */

import { arrangeAgain, arrangementOf, beginLoose, isPlain } from "./arrange.ts";
import { insertionsOf, runInsertion, type BlockData } from "./data.ts";
import { newBlockId, type NewId } from "./id.ts";
import { isTwin } from "./layout.ts";
import { blockAt, placeOf, startOf, type Position } from "./position.ts";
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
  const next = before === undefined ? undefined : blockAt(flow, before);
  const { ids, delta } = insertionsOf(blocks, newId);
  write(flow, (transaction) => {
    const by = { transaction, newId };
    const [marked, marks] = beginLoose(flow, next?.isLoose === true ? [next] : [], by);
    const behind = next === undefined ? undefined : blockAt(marked, marks.get(next.id) ?? next.id);
    flow.text.applyDelta([...retain(indexBefore(marked, behind)), ...delta]);
    if (isPlain(marked)) return;
    const place = behind === undefined ? marked.blocks.length : marked.blocks.indexOf(behind);
    const wanted = arrangementOf(marked).toSpliced(place, 0, ...ids.map((id) => [id]));
    arrangeAgain(marked, wanted, { ...by, movable: new Set(ids) });
  });
  return ids;
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
