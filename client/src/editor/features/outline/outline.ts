/**
 * The headings of a document, in order. After an edit only blocks that it has changed are looked at, and
 * where no heading is among them the outline is the same object.
 */

import { textblockAttrs } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import { changedBlocks } from "../../changed-blocks.ts";

/** A heading. */
export interface OutlineEntry {
  readonly node: Node;
  /** Its number among the blocks of the document. */
  readonly index: number;
  /** 1 for the most general. */
  readonly level: number;
  /** "" if nothing has been written in it. */
  readonly text: string;
}

/** The headings of `doc`. */
export interface Outline {
  readonly doc: Node;
  readonly entries: readonly OutlineEntry[];
}

/** The outline of `doc`, of which `before` is that of an earlier version. */
export function outlineOf(doc: Node, before?: Outline): Outline {
  if (before === undefined) return { doc, entries: headingsIn(doc, 0, doc.childCount) };
  const { from, to, newTo } = changedBlocks(before.doc, doc);
  const fresh = headingsIn(doc, from, newTo);
  const isSame = to === newTo && fresh.length === 0 && !before.entries.some(isIn(from, to));
  if (isSame) return { doc, entries: before.entries };
  const moved = before.entries
    .filter(({ index }) => index >= to)
    .map((entry) => (to === newTo ? entry : { ...entry, index: entry.index + newTo - to }));
  return { doc, entries: [...before.entries.filter(isIn(0, from)), ...fresh, ...moved] };
}

/** The entry whose section has block number `index` in it; undefined before the first heading. */
export function sectionAt({ entries }: Outline, index: number): OutlineEntry | undefined {
  return entries.findLast((entry) => entry.index <= index);
}

/** The position before the heading of `entry`; undefined if it is not in the document any more. */
export function positionOf({ doc }: Outline, { node }: OutlineEntry): number | undefined {
  let found: number | undefined;
  doc.forEach((child, offset) => {
    if (child === node) found = offset;
  });
  return found;
}

function headingsIn(doc: Node, from: number, to: number): OutlineEntry[] {
  const found: OutlineEntry[] = [];
  for (let index = from; index < to; index++) {
    const node = doc.child(index);
    if (!node.isTextblock || node.attrs["kind"] !== "heading") continue;
    found.push({ node, index, level: textblockAttrs(node).level, text: node.textContent });
  }
  return found;
}

function isIn(from: number, to: number): (entry: OutlineEntry) => boolean {
  return ({ index }) => index >= from && index < to;
}
