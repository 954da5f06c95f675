/**
 * Anchors: positions that stay with a letter, whatever happens around it.
 *
 * An anchor is a relative position of Yjs, so that it can be sent and stored as those are. It names
 * the letter after a place, or the one before it where that is the last of its segment; the marker
 * where there is none. Letters are never copied, so an anchor survives splits, joins, kinds and
 * moves. Making and finding one looks at one segment; Yjs' own functions walk the whole text, and
 * count only in documents of their own copy of Yjs.
 */

import { createRelativePositionFromJSON, type Item, type RelativePosition } from "yjs";
import { itemAt, itemOf, itemsBetween, itemWithin, rootNameOf } from "./inside.ts";
import { blockAt, nearestTo, placeOf, type Position } from "./position.ts";
import type { Flow, Segment } from "./reading.ts";
import { isMarker, lengthOf } from "./segment.ts";

/** The side on which the letter lies that an anchor goes with. */
export type Side = "before" | "after";

/** What Yjs calls the side of a relative position. */
const assoc: Readonly<Record<Side, number>> = { before: -1, after: 0 };

/** An anchor at a position, with the letter after it if there is one in its block. */
export function anchorAt(flow: Flow, position: Position, side: Side = "after"): RelativePosition {
  const { piece, at } = placeOf(flow, position);
  const { segment } = piece;
  const hasLetterAfter = segment.chunks.some((chunk) => chunk.at + lengthOf(chunk) > at);
  const isAfter = side === "after" && hasLetterAfter;
  const found = isAfter ? letterAfter(flow, segment, at) : itemBefore(flow, segment, at);
  return relativeTo(flow, found, found === undefined || isAfter ? "after" : "before");
}

/**
 * An anchor at a block as a whole, or at the last one; in a flow without blocks at its beginning.
 * Read as a position it is next to the block.
 */
export function blockAnchor(flow: Flow, id?: string): RelativePosition {
  const block = id === undefined ? flow.blocks.at(-1) : blockAt(flow, id);
  return relativeTo(flow, block?.pieces[0]!.segment.head?.item.id, "after");
}

function relativeTo({ text }: Flow, item: Id | undefined, side: Side): RelativePosition {
  const parent = itemOf(text);
  return createRelativePositionFromJSON({
    ...(parent === null
      ? { tname: rootNameOf(text) }
      : { type: { client: parent.id.client, clock: parent.id.clock } }),
    ...(item !== undefined && { item: { client: item.client, clock: item.clock } }),
    assoc: assoc[side],
  });
}

/**
 * Where an anchor is now; undefined if it is of another text, of what has not arrived yet, or there
 * is no text block. What was at a letter that is gone is where the letter was.
 */
export function positionOf(flow: Flow, anchor: RelativePosition): Position | undefined {
  const { item: id, assoc: side } = anchor;
  if (id === null) return nearestTo(flow, flow.segments[0]!, 0);
  const [item, offset] = itemAt(flow.text, id.client, id.clock) ?? [];
  if (item === undefined || itemWithin(flow.text, item) !== item) return undefined;
  if (side < 0 && !item.deleted && isMarker(item)) return nearestTo(flow, segmentOf(flow, item), 1);
  const [marker, before] = leftOf(item);
  const isCounted = !item.deleted && item.countable;
  const within = isCounted ? offset! + (side < 0 ? 1 : 0) : 0;
  return nearestTo(flow, segmentOf(flow, marker), before + within);
}

/** The anchor's item when it is the letter after a place. */
function letterAfter(flow: Flow, segment: Segment, at: number): Id {
  let left = at;
  for (const item of itemsBetween(flow.text, segment.head?.item, segment.next)) {
    if (left < item.length) return { client: item.id.client, clock: item.id.clock + left };
    left -= item.length;
  }
  throw new RangeError("the flow was read before the last change");
}

/** The anchor's item when it is the letter before a place, or the marker. */
function itemBefore(flow: Flow, segment: Segment, at: number): Id | undefined {
  const item = segment.head?.item;
  if (at > (item === undefined ? 0 : 1)) return letterAfter(flow, segment, at - 1);
  return item === undefined ? undefined : { client: item.id.client, clock: item.id.clock };
}

interface Id {
  readonly client: number;
  readonly clock: number;
}

/** The marker left of an item, and what counts from its beginning up to the item. */
function leftOf(item: Item): [marker: Item | undefined, before: number] {
  let before = 0;
  for (let left = item.left; left !== null; left = left.left) {
    if (left.deleted || !left.countable) continue;
    before += left.length;
    if (isMarker(left)) return [left, before];
  }
  return [undefined, before];
}

function segmentOf({ segments }: Flow, marker: Item | undefined): Segment {
  const segment = segments.find(({ head }) => head?.item === marker);
  if (segment === undefined) throw new RangeError("the flow was read before the last change");
  return segment;
}
