/**
 * Places in the text that survive other people's edits.
 *
 * A relative position names the character beside it. `side` says which: "after" belongs to the
 * character that follows (and moves along when something is typed there), "before" to the one
 * that precedes (and stays). The JSON form is that of y-prosemirror's cursors, so its users see
 * our carets and we see theirs.
 */

import type { Node } from "prosemirror-model";
import * as Y from "yjs";
import { isElement, isItem, isText } from "./entry.ts";
import { entryAfter, entryBefore } from "./inline-content.ts";
import { sizeOf } from "./read-block.ts";

/** Which neighbouring character a position belongs to. */
export type Side = "before" | "after";

/** A place in the shared document: an offset in a text block, or before or after a whole entry. */
export interface SharedPlace {
  /** The top-level entry; null at the end of the document. */
  readonly entry: unknown;
  /** An offset as in ProseMirror; 0 for an entry that is not a text block. */
  readonly offset: number;
  /** Whether the place lies inside `entry`, a text block, rather than before it. */
  readonly isInside: boolean;
  /** False when what the position belonged to has been deleted: the place is then a guess. */
  readonly isCertain: boolean;
}

/** The relative position of `pos` in `document`, which shows `fragment`. */
export function relativePosition(
  fragment: Y.XmlFragment,
  document: Node,
  pos: number,
  side: Side,
): Y.RelativePosition {
  const assoc = side === "before" ? -1 : 0;
  const resolved = document.resolve(pos);
  const element = fragment.length === 0 ? undefined : fragment.get(resolved.index(0));
  if (resolved.depth === 0 || !isElement(element)) {
    return Y.createRelativePositionFromTypeIndex(fragment, resolved.index(0), assoc);
  }
  const offset = resolved.parentOffset;
  const following = side === "after" ? entryAfter(element, offset) : undefined;
  const place = following ?? entryBefore(element, offset);
  if (place === undefined) {
    const first: unknown = element.length > 0 ? element.get(0) : undefined;
    const inside = isText(first) ? first : element;
    return Y.createRelativePositionFromTypeIndex(inside, 0, assoc);
  }
  return isText(place.entry)
    ? Y.createRelativePositionFromTypeIndex(place.entry, place.within, assoc)
    : Y.createRelativePositionFromTypeIndex(element, place.index + place.within, assoc);
}

/** Where `position` is now; undefined when it is not, or no longer, in this document. */
export function placeOf(
  fragment: Y.XmlFragment,
  position: Y.RelativePosition,
): SharedPlace | undefined {
  const doc = fragment.doc;
  if (
    doc === null ||
    (position.tname !== null && doc.share.get(position.tname) !== (fragment as unknown))
  ) {
    return undefined;
  }
  const absolute = Y.createAbsolutePositionFromRelativePosition(position, doc);
  if (absolute === null) return undefined;
  const isCertain = position.item === null || isAlive(doc, position.item);
  const { type, index } = absolute;
  if (type === fragment) {
    const entry: unknown = index < fragment.length ? fragment.get(index) : null;
    return { entry, offset: 0, isInside: false, isCertain };
  }
  const element = isElement(type) ? type : type.parent;
  if (!isElement(element) || element.parent !== fragment) return undefined;
  const entries: unknown[] = element.toArray();
  const limit = element === type ? index : entries.indexOf(type);
  if (limit < 0) return undefined;
  const before = entries.slice(0, limit);
  const offset = before.reduce(
    (sum: number, entry) => sum + sizeOf(entry),
    element === type ? 0 : index,
  );
  return { entry: element, offset, isInside: element.nodeName === "textblock", isCertain };
}

/**
 * The positions in `document`, which shows `fragment`, of several places; undefined where the block
 * is gone. One walk over the blocks, however many places there are.
 */
export function positionsOf(
  fragment: Y.XmlFragment,
  document: Node,
  places: readonly SharedPlace[],
): (number | undefined)[] {
  const wanted = new Set(places.map((place) => place.entry));
  const blocks = new Map<unknown, { pos: number; node: Node }>();
  let pos = 0;
  for (const [i, entry] of (fragment.toArray() as unknown[]).entries()) {
    const node = document.child(i);
    if (wanted.has(entry)) blocks.set(entry, { pos, node });
    pos += node.nodeSize;
  }
  return places.map((place) => {
    const block = blocks.get(place.entry);
    if (block === undefined) return place.entry === null ? document.content.size : undefined;
    if (!place.isInside) return block.pos;
    // What is shown can be older and shorter than what is stored: see composition-hold.ts.
    return block.pos + 1 + Math.min(place.offset, block.node.content.size);
  });
}

/** Reads a relative position that another program sent; undefined for anything else. */
export function parseRelativePosition(json: unknown): Y.RelativePosition | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  const { type, tname, item, assoc } = json as Record<string, unknown>;
  const typeId = parseId(type);
  const itemId = parseId(item);
  const name = typeof tname === "string" ? tname : null;
  if (typeId === null && itemId === null && name === null) return undefined;
  return new Y.RelativePosition(typeId, name, itemId, typeof assoc === "number" ? assoc : 0);
}

function parseId(json: unknown): Y.ID | null {
  if (typeof json !== "object" || json === null) return null;
  const { client, clock } = json as Record<string, unknown>;
  return isCount(client) && isCount(clock) ? Y.createID(client, clock) : null;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isAlive(doc: Y.Doc, id: Y.ID): boolean {
  const item: unknown = Y.getItem(doc.store, id);
  return isItem(item) && (!item.deleted || item.redone !== null);
}
