/**
 * Deleting, as a person sees it: what was shown goes, and nothing else. Letters that the person had
 * not seen, because they were on their way, flow into the block before.
 *
 * Elements that hold flows are never deleted, because letters typed in them meanwhile would go with
 * them. They are emptied and lose their id, and are not shown any more, until there are letters in
 * them again.
 */

import { arrangeAgain, arrangementOf, beginLoose, isPlain, type Arrangement } from "./arrange.ts";
import { newBlockId, type NewId } from "./id.ts";
import { isTwin } from "./layout.ts";
import { blockAt, blockFinder, placeOf, startsOf, stretchesOf, type Position } from "./position.ts";
import { rangeOf, type BlockRange } from "./range.ts";
import type { Block, Entry, Flow, Inner, Segment } from "./reading.ts";
import { isContainer, isObject, textBlockName } from "./segment.ts";
import { deleteRanges, markerRanges, write } from "./write.ts";

/** What a deletion takes out of a flow. */
interface Removal {
  readonly letters: readonly BlockRange[];
  /** Those whose markers go. */
  readonly segments: ReadonlySet<Segment>;
  readonly containers: readonly Block[];
}

/**
 * Deletes what is between two positions. If they are in two text blocks, what is left of the second
 * goes on in the first; an object at either end stays.
 */
export function deleteRange(
  flow: Flow,
  from: Position,
  to: Position,
  newId: NewId = newBlockId,
): void {
  write(flow, (transaction) => {
    const by = { transaction, newId };
    const blocks = rangeOf(flow, from, to).map(({ block }) => block);
    const ends = [blocks[0]!, blocks.at(-1)!].filter(({ isLoose }) => isLoose);
    const [settled, ids] = beginLoose(
      flow,
      [...new Set([...ends, ...looseBehind(flow, blocks)])],
      by,
    );
    const [begin, end] = [from, to].map((at) => ({ ...at, block: ids.get(at.block) ?? at.block }));
    const ranges = rangeOf(settled, begin!, end!);
    const first = ranges[0]!.block;
    const last = ranges.at(-1)!.block;
    if (first === last || isObjectBlock(first) || isObjectBlock(last)) {
      const gone = ranges.slice(1, -1).map(({ block }) => block);
      const wanted = arrangementWithout(settled, gone);
      remove(settled, { ...removalOf(gone), letters: ranges });
      if (!isPlain(settled)) arrangeAgain(settled, wanted, by);
      return;
    }
    const { removal, wanted, isInPlace } = joining(settled, ranges, begin!, end!);
    remove(settled, removal);
    if (!isInPlace) arrangeAgain(settled, wanted, by);
  });
}

/** Joins a text block to the one before it as it is shown. */
export function joinBlocks(
  flow: Flow,
  first: string,
  second: string,
  newId: NewId = newBlockId,
): void {
  const from = { block: first, offset: blockAt(flow, first).length };
  deleteRange(flow, from, { block: second, offset: 0 }, newId);
}

/** Deletes whole blocks. */
export function deleteBlocks(flow: Flow, ids: readonly string[], newId: NewId = newBlockId): void {
  const blocks = [...new Set(ids)].map(blockFinder(flow, ids.length));
  write(flow, (transaction) => {
    const by = { transaction, newId };
    const all = new Set(blocks);
    const loose = looseBehind(flow, blocks).filter((block) => !all.has(block));
    const [settled, names] = beginLoose(flow, loose, by);
    const blockNow = blockFinder(settled, blocks.length);
    const gone = blocks.map(({ id }) => blockNow(names.get(id) ?? id));
    const wanted = arrangementWithout(settled, gone);
    remove(settled, removalOf(gone));
    if (!isPlain(settled)) arrangeAgain(settled, wanted, by);
  });
}

/** Text behind the objects among `blocks`, which must not lose what begins it together with them. */
function looseBehind(flow: Flow, blocks: readonly Block[]): Block[] {
  const heads = new Set(blocks.filter(isObjectBlock).map(({ pieces }) => pieces[0]!.segment));
  return flow.blocks.filter(({ isLoose, pieces }) => isLoose && heads.has(pieces[0]!.segment));
}

function arrangementWithout(flow: Flow, gone: readonly Block[]): Arrangement {
  const absent = new Set(gone);
  return arrangementOf(flow).filter((_, i) => !absent.has(flow.blocks[i]!));
}

/** What makes two text blocks and all between them one block, and what should be seen then. */
function joining(
  flow: Flow,
  ranges: readonly BlockRange[],
  from: Position,
  to: Position,
): { removal: Removal; wanted: Arrangement; isInPlace: boolean } {
  const first = ranges[0]!.block;
  const last = ranges.at(-1)!.block;
  const kept = first.pieces.indexOf(placeOf(flow, from).piece) + 1;
  const ended = last.pieces.indexOf(placeOf(flow, to).piece);
  const between = removalOf(ranges.slice(1, -1).map(({ block }) => block));
  const covered = [...first.pieces.slice(kept), ...last.pieces.slice(0, ended)];
  const segments = new Set([...between.segments, ...segmentsOf(covered)]);
  const start = first.pieces[kept - 1]!;
  const end = last.pieces[ended]!;
  const isNext = before(flow, end.segment, segments) === start.segment;
  // Text behind an object that is not shown needs no marker to go on with what is before it.
  const isMarkers = isNext && !isObject(end.segment);
  if (isMarkers) segments.add(end.segment);
  const left = last.pieces.slice(isMarkers ? ended + 1 : ended);
  const pieces = [...first.pieces.slice(0, kept), ...left];
  const wanted = arrangementOf(flow);
  const place = flow.blocks.indexOf(first);
  const isObjects = first.isLoose && isObject(first.pieces[0]!.segment);
  const ids = pieces.map(({ id }, i) => (i === 0 && isObjects ? first.id : id));
  wanted.splice(place, ranges.length, ids);
  const removal = { letters: ranges, segments, containers: between.containers };
  return { removal, wanted, isInPlace: isNext && isPlain(flow) };
}

/** What stands before `segment` in the text once the markers of `gone` are. */
function before(
  { segments }: Flow,
  segment: Segment,
  gone: ReadonlySet<Segment>,
): Segment | undefined {
  let i = segments.indexOf(segment) - 1;
  while (i >= 0 && (gone.has(segments[i]!) || isTwin(segments[i]!, segments[i + 1]))) i--;
  return segments[i];
}

function removalOf(blocks: readonly Block[]): Removal {
  const isHolder = ({ name, pieces }: Block): boolean => {
    const element = pieces[0]!.segment.head?.element;
    return name !== textBlockName && element !== undefined && isContainer(element);
  };
  return {
    letters: blocks.map((block) => ({ block, begin: 0, end: block.length })),
    segments: new Set(
      blocks.flatMap((block) => (isHolder(block) ? [] : segmentsOf(block.pieces, block))),
    ),
    containers: blocks.filter(isHolder),
  };
}

/** The segments that text begins with; those of objects only for the object itself. */
function segmentsOf(pieces: readonly Entry[], block?: Block): Segment[] {
  return pieces.flatMap(({ segment }) => {
    if (segment.head === undefined) return [];
    const isOnlyText = block === undefined || block.name === textBlockName;
    return isObject(segment) && isOnlyText ? [] : [segment];
  });
}

function remove(flow: Flow, { letters, segments, containers }: Removal): void {
  const starts = startsOf(flow);
  const ranges = letters.flatMap(({ block, begin, end }) => {
    return stretchesOf(block, begin, end).map(({ piece, at, length }) => {
      return { index: starts.get(piece.segment)! + at, length };
    });
  });
  deleteRanges(flow.text, [...ranges, ...markerRanges(flow, segments)]);
  for (const { pieces, inners } of containers) {
    pieces[0]!.segment.head!.element.removeAttribute("id");
    inners.forEach(empty);
  }
}

function empty(inner: Inner): void {
  switch (inner.type) {
    case "cell":
      inner.inners.forEach(empty);
      break;
    case "flow":
      remove(inner, removalOf(inner.blocks));
      break;
    case "tooDeep":
      break;
  }
}

function isObjectBlock({ name }: Block): boolean {
  return name !== textBlockName;
}
