/** Blocks: what a person sees of a flow, one below the other. */

import { looseId, startId } from "./id.ts";
import type { Block, Entry, Segment } from "./reading.ts";
import { isObject, lengthOf, textBlockName } from "./segment.ts";
import { noValues } from "./values.ts";

/** Blocks of `entries`. Those of `known` that are still the same are kept. */
export function blocksOf(entries: readonly Entry[], known: readonly Block[] = []): Block[] {
  const isJoining = entries.some(({ segment }) => segment.head?.joined !== undefined);
  const ids = new Set(isJoining ? entries.map(({ id }) => id) : []);
  const blocks: Block[] = [];
  let pieces: Entry[] = [];
  let names = new Set<string>();
  const keptOf = keeperOf(known);
  const end = (): void => {
    if (pieces.length > 0) blocks.push(keptOf(pieces, false) ?? textBlock(pieces));
    pieces = [];
    if (isJoining) names = new Set();
  };
  const take = (entry: Entry): void => {
    pieces = pieces.length === 0 ? [entry] : [...pieces, entry];
    if (isJoining) namesOf(entry).forEach((name) => names.add(name));
  };
  for (const entry of entries) {
    if (pieces.length > 0 && (continues(entry, names, ids) || isBehindNothing(entry))) {
      take(entry);
      continue;
    }
    const isObjectShown = isObject(entry.segment) && entry.segment.head!.isShown;
    const isText = isTextShown(entry.segment);
    if (isObjectShown || isText) end();
    if (isObjectShown) blocks.push(keptOf([entry], true) ?? objectBlock(entry));
    if (isText) take(entry);
  }
  end();
  return blocks;
}

/** `blocks` with segments read anew in them, which leave their layout as it is. */
export function renewedBlocks(
  blocks: readonly Block[],
  renewed: ReadonlyMap<Segment, Segment>,
): Block[] {
  return blocks.map((block) => {
    if (!block.pieces.some(({ segment }) => renewed.has(segment))) return block;
    const pieces = block.pieces.map((piece) => {
      return { ...piece, segment: renewed.get(piece.segment) ?? piece.segment };
    });
    return block.name === textBlockName ? textBlock(pieces) : objectBlock(pieces[0]!);
  });
}

/**
 * Whether a segment goes on with the block before it, of which `names` are those that it can be
 * joined to: it was joined to one of them, or else to a segment that is gone, whose text is then
 * part of what stands here. With anything else it has nothing to do, and is a block of its own.
 */
export function continues(
  entry: Entry,
  names: ReadonlySet<string>,
  ids: ReadonlySet<string>,
): boolean {
  const { head } = entry.segment;
  if (head?.name !== textBlockName || head.joined === undefined) return false;
  return names.has(head.joined) || !ids.has(head.joined);
}

/** What a segment that goes on with `piece` may say it was joined to: that, or what it was split off. */
export function namesOf({ id, segment }: Entry): string[] {
  const from = segment.head?.from;
  return from === undefined ? [id] : [id, from];
}

/** Whether an entry is text behind an object that is not shown: it goes on with the block before. */
export function isBehindNothing({ segment }: Entry): boolean {
  return isObject(segment) && !segment.head!.isShown && segment.chunks.length > 0;
}

/** Text where none should be is a block only if there is some. */
function isTextShown(segment: Segment): boolean {
  return segment.head?.name === textBlockName || segment.chunks.length > 0;
}

function objectBlock(entry: Entry): Block {
  const { id, segment } = entry;
  const { name, attributes, inners } = segment.head!;
  const pieces = [entry];
  return { id, name, attributes, runs: [], length: 0, inners, pieces, isLoose: false };
}

function textBlock(pieces: readonly Entry[]): Block {
  const { id: first, segment } = pieces[0]!;
  const runs =
    pieces.length === 1 ? segment.chunks : pieces.flatMap((piece) => piece.segment.chunks);
  const length = runs.reduce((sum, run) => sum + lengthOf(run), 0);
  const isLoose = segment.head?.name !== textBlockName;
  const id = isLoose && first !== startId ? looseId(first) : first;
  const attributes = isLoose ? noValues : segment.head.attributes;
  return { id, name: textBlockName, attributes, runs, length, inners: [], pieces, isLoose };
}

/**
 * Finds the block of `known` that is made of the same pieces. They come in the order in which they
 * were, but for a few, so that looking a little ahead is mostly enough.
 */
function keeperOf(
  known: readonly Block[],
): (pieces: readonly Entry[], isObjects: boolean) => Block | undefined {
  let place = 0;
  let misses = 0;
  let bySegment: Map<Segment, number> | undefined;
  return (pieces, isObjects) => {
    const { segment } = pieces[0]!;
    let at = place;
    const end = Math.min(known.length, place + lookAhead);
    while (at < end && known[at]!.pieces[0]!.segment !== segment) at++;
    if (at === end && known.length > 0 && ++misses > mostMisses) {
      bySegment ??= new Map(known.map((block, i) => [block.pieces[0]!.segment, i]));
      at = bySegment.get(segment) ?? end;
    }
    const old = known[at];
    if (old === undefined || old.pieces[0]!.segment !== segment) return undefined;
    place = at + 1;
    const isSame = (old.name !== textBlockName) === isObjects && arePieces(old.pieces, pieces);
    return isSame ? old : undefined;
  };
}

/** How far ahead a block is looked for, and how often in vain before all are looked up. */
const lookAhead = 4;
const mostMisses = 4;

function arePieces(old: readonly Entry[], pieces: readonly Entry[]): boolean {
  return (
    old.length === pieces.length &&
    old.every(({ id, segment, via, follows }, i) => {
      const piece = pieces[i]!;
      return (
        id === piece.id &&
        segment === piece.segment &&
        follows === piece.follows &&
        via?.pointer === piece.via?.pointer &&
        via?.host === piece.via?.host
      );
    })
  );
}
