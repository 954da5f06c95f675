/**
 * In which order segments are shown, and under which ids.
 *
 * Segments are shown where they stand, but for those that a pointer shows elsewhere. Of several
 * pointers to one segment the one with the highest time wins, then the highest client, then the
 * highest clock; the others draw nothing. A segment that was split off another follows it to where
 * a pointer shows that, unless it has a pointer of its own.
 *
 * Pointers hang on the physical order, and a segment only follows one that stands before it. So there
 * can be no cycle, and every segment is drawn exactly once, whatever anybody wrote.
 */

import { derivedId, startId } from "./id.ts";
import type { Entry, Pointer, Segment } from "./reading.ts";
import { textBlockName } from "./segment.ts";

/** All segments in the order in which they are shown, but for twins, which are not. */
export function layOut(segments: readonly Segment[]): Entry[] {
  const ids = idsOf(segments);
  const winners = winningPointers(segments);
  const entries: Entry[] = [];
  if (winners.size === 0) {
    segments.forEach((segment, i) => {
      const id = ids[i];
      if (id !== undefined) entries.push({ id, segment, via: undefined, follows: false });
    });
    return entries;
  }
  const places = new Map(ids.map((id, i) => [id, i]));
  const followers = followersOf(segments, ids, places, winners);
  const draw = (first: number, via: Entry["via"]): void => {
    const open = [first];
    for (let i = open.pop(); i !== undefined; i = open.pop()) {
      const follows = i !== first;
      entries.push({ id: ids[i]!, segment: segments[i]!, via: follows ? undefined : via, follows });
      for (const follower of (followers.get(i) ?? []).toReversed()) open.push(follower);
    }
  };
  const following = new Set([...followers.values()].flat());
  segments.forEach((segment, i) => {
    const id = ids[i];
    if (id !== undefined && !winners.has(id) && !following.has(i)) draw(i, undefined);
    for (const pointer of segment.pointers) {
      const target = places.get(pointer.target);
      if (target === undefined || winners.get(pointer.target) !== pointer) continue;
      draw(target, { pointer, host: segment });
    }
  });
  return entries;
}

/** By place, the places of the segments that follow one that is shown elsewhere. */
function followersOf(
  segments: readonly Segment[],
  ids: readonly (string | undefined)[],
  places: ReadonlyMap<string | undefined, number>,
  winners: ReadonlyMap<string, Pointer>,
): Map<number, number[]> {
  const followers = new Map<number, number[]>();
  const elsewhere = new Set<number>();
  segments.forEach(({ head }, i) => {
    const id = ids[i];
    if (id === undefined) return;
    const origin = head?.from === undefined ? undefined : places.get(head.from);
    if (winners.has(id)) elsewhere.add(i);
    else if (origin !== undefined && origin < i && elsewhere.has(origin)) {
      elsewhere.add(i);
      const others = followers.get(origin);
      if (others === undefined) followers.set(origin, [i]);
      else others.push(i);
    }
  });
  return followers;
}

/**
 * Whether nothing stands between `segment` and a marker with the same id behind it. Two people who
 * undo the deletion of one marker make it anew twice; it is still one block, and the second is it.
 */
export function isTwin(segment: Segment, next: Segment | undefined): boolean {
  const { head } = segment;
  return (
    head?.id !== undefined &&
    head.id === next?.head?.id &&
    head.name === textBlockName &&
    next.head.name === textBlockName &&
    segment.chunks.length === 0
  );
}

/** The id of every segment but twins. Of several that claim one id the first one has it. */
function idsOf(segments: readonly Segment[]): (string | undefined)[] {
  const taken = new Set<string>();
  return segments.map((segment, i) => {
    if (isTwin(segment, segments[i + 1])) return undefined;
    const id = idOf(segment, taken);
    taken.add(id);
    return id;
  });
}

function idOf({ head }: Segment, taken: ReadonlySet<string>): string {
  if (head === undefined) return startId;
  if (head.id !== undefined && !taken.has(head.id)) return head.id;
  return derivedId(head.item.id.client, head.item.id.clock);
}

/** The pointer that wins for each target. What stands before the first marker cannot be moved. */
function winningPointers(segments: readonly Segment[]): Map<string, Pointer> {
  const winners = new Map<string, Pointer>();
  for (const { pointers } of segments) {
    for (const pointer of pointers) {
      const best = winners.get(pointer.target);
      if (pointer.target === startId) continue;
      if (best === undefined || isLater(pointer, best)) winners.set(pointer.target, pointer);
    }
  }
  return winners;
}

function isLater(one: Pointer, other: Pointer): boolean {
  if (one.time !== other.time) return one.time > other.time;
  if (one.client !== other.client) return one.client > other.client;
  return one.clock > other.clock;
}
