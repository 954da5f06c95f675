/** What all writing of a flow stands on: one transaction, of what was read last. */

import type { Text, Transaction } from "yjs";
import { isTwin } from "./layout.ts";
import { startsOf } from "./position.ts";
import type { Flow, Segment } from "./reading.ts";
import { sameValues, type Values } from "./values.ts";

/** A part of the text, by flat index. */
export interface FlatRange {
  readonly index: number;
  readonly length: number;
}

/**
 * Runs `work` in a transaction; within one that runs already, in that. Its origin is what the outer
 * one says, so `doc.transact(() => insertText(…), origin)` names who writes. Throws if the text has
 * another length than when `flow` was read: indexes would mean something else.
 */
export function write<T>({ text, segments }: Flow, work: (transaction: Transaction) => T): T {
  const { doc } = text;
  if (doc === null) throw new TypeError("a flow can only be written once it is in a document");
  const length = segments.reduce((sum, { size }) => sum + size, 0);
  if (text.length !== length) {
    throw new RangeError(`the flow was read at length ${length}, and has ${text.length} now`);
  }
  return doc.transact(work);
}

/**
 * Inserts text that has `formats`, or those of its neighbour if none are given; `inherited` is what
 * it takes on of itself, if known. To say formats costs Yjs a walk from the beginning of the text.
 */
export function insertFormatted(
  text: Text,
  index: number,
  letters: string,
  formats: Values | undefined,
  inherited: Values | undefined,
): void {
  const isInherited =
    inherited !== undefined && formats !== undefined && sameValues(formats, inherited);
  if (formats === undefined || isInherited) text.insert(index, letters);
  else text.applyDelta([...retain(index), { insert: letters, attributes: { ...formats } }]);
}

/** The beginning of a delta that leaves the first `length` as they are. */
export function retain(length: number): { retain: number }[] {
  return length === 0 ? [] : [{ retain: length }];
}

/** Deletes parts of a text that do not overlap, in any order. */
export function deleteRanges(text: Text, ranges: readonly FlatRange[]): void {
  let pending: FlatRange | undefined;
  for (const range of ranges.toSorted((one, other) => other.index - one.index)) {
    const { index, length } = range;
    if (pending !== undefined && index + length === pending.index) {
      pending = { index, length: length + pending.length };
      continue;
    }
    if (pending !== undefined) text.delete(pending.index, pending.length);
    pending = range;
  }
  if (pending !== undefined) text.delete(pending.index, pending.length);
}

/**
 * The markers of `segments`, the twins before them, and the pointers that show them. What others
 * have typed in the segments meanwhile flows into what stands before.
 */
export function markerRanges(flow: Flow, segments: ReadonlySet<Segment>): FlatRange[] {
  if (segments.size === 0) return [];
  const starts = startsOf(flow);
  const ids = new Set<string>();
  for (const { id, segment } of flow.entries) if (segments.has(segment)) ids.add(id);
  const ranges: FlatRange[] = [];
  let isGoing = false;
  for (const [i, segment] of flow.segments.toReversed().entries()) {
    const after = flow.segments[flow.segments.length - i];
    isGoing = segments.has(segment) || (isGoing && isTwin(segment, after));
    const start = starts.get(segment)!;
    if (isGoing && segment.head !== undefined) ranges.push({ index: start, length: 1 });
    for (const { target, at } of segment.pointers) {
      if (ids.has(target)) ranges.push({ index: start + at, length: 1 });
    }
  }
  return ranges;
}
