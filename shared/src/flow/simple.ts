/**
 * Simple flows: each segment is a block of its own, shown where it stands under the id that it says.
 *
 * Nearly every document is one. In a simple flow segment number `i` is entry number `i` and block
 * number `i - 1`, so that a change touches a few neighbours and nothing has to be laid out.
 */

import { blocksOf } from "./block.ts";
import type { Entry, Flow, Segment } from "./reading.ts";
import { isObject } from "./segment.ts";

/** Whether a flow of these segments and entries is simple. */
export function areSimple(segments: readonly Segment[], entries: readonly Entry[]): boolean {
  return (
    entries.length === segments.length &&
    segments.every((segment, i) => i === 0 || isSimple(segment)) &&
    isNothing(segments[0]!) &&
    entries.every(({ id, segment }, i) => i === 0 || id === segment.head!.id)
  );
}

/**
 * A simple flow with `fresh` in place of the segments from number `from` up to `to`; undefined if it
 * is not simple any more.
 */
export function simplyReplaced(
  flow: Flow,
  from: number,
  to: number,
  fresh: readonly Segment[],
): Flow | undefined {
  const blocks = from === 0 ? fresh.slice(1) : fresh;
  if (from === 0 && !isNothing(fresh[0]!)) return undefined;
  if (!blocks.every(isSimple)) return undefined;
  const ids = new Set(blocks.map(({ head }) => head!.id!));
  const before = new Set(flow.entries.slice(from, to).map(({ id }) => id));
  const added = [...ids].filter((id) => !before.has(id));
  if (ids.size < blocks.length || hasAny(flow.entries, added)) return undefined;
  const entries = fresh.map((segment, i) => entryOf(segment, flow.entries[from + i]));
  const known = flow.blocks.slice(Math.max(0, from - 1), to - 1);
  return {
    ...flow,
    segments: spliced(flow.segments, from, to, fresh),
    entries: spliced(flow.entries, from, to, entries),
    blocks: spliced(flow.blocks, Math.max(0, from - 1), to - 1, blocksOf(entries, known)),
  };
}

function hasAny(entries: readonly Entry[], ids: readonly string[]): boolean {
  if (ids.length === 0) return false;
  const [only] = ids;
  const all = new Set(ids);
  return entries.some(ids.length === 1 ? ({ id }) => id === only : ({ id }) => all.has(id));
}

function entryOf(segment: Segment, old: Entry | undefined): Entry {
  if (old?.segment === segment) return old;
  return { id: segment.head?.id ?? old!.id, segment, via: undefined, follows: false };
}

/** What begins a document that begins with a marker. */
function isNothing({ head, size }: Segment): boolean {
  return head === undefined && size === 0;
}

function isSimple(segment: Segment): boolean {
  const { head, pointers, chunks } = segment;
  return (
    head?.id !== undefined &&
    head.joined === undefined &&
    head.isShown &&
    pointers.length === 0 &&
    (chunks.length === 0 || !isObject(segment))
  );
}

function spliced<T>(all: readonly T[], from: number, to: number, fresh: readonly T[]): T[] {
  if (fresh.length !== to - from) return [...all.slice(0, from), ...fresh, ...all.slice(to)];
  const copy = all.slice();
  fresh.forEach((one, i) => (copy[from + i] = one));
  return copy;
}
