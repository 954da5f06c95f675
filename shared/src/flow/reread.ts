/**
 * Reading again after a change, with as little work as it needs.
 *
 * From each item that was made or deleted a walk to the left finds the marker before it: these
 * segments are read anew. If they only differ in what they hold, nothing else is touched; if markers
 * or pointers came or went, everything is laid out again, of the segments that are known. Blocks
 * that are still the same stay the same objects.
 */

import type { Item, Text, Transaction, XmlElement } from "yjs";
import { blocksOf, renewedBlocks } from "./block.ts";
import { readSegments, readWhole } from "./flow.ts";
import type { ReadInner } from "./inner.ts";
import { changedItems, itemOf, itemWithin, type YType } from "./inside.ts";
import { isTwin, layOut } from "./layout.ts";
import type { Cell, Flow, Inner, Segment } from "./reading.ts";
import { isMarker, readSegment, textBlockName } from "./segment.ts";
import { areSimple, simplyReplaced } from "./simple.ts";
import { sameValues } from "./values.ts";

/** Segments for which a search each is less than laying everything out. */
const fewSegments = 20;

/** Where a change lies: the markers of the segments, with undefined for what is before the first. */
type Dirty = ReadonlySet<Item | undefined>;

/**
 * The flow of which `flow` was read before or in `transaction`, as it is now. To be asked while the
 * transaction runs, or in its events; after them Yjs may have forgotten what was deleted.
 */
export function rereadFlow(flow: Flow, transaction: Transaction): Flow {
  const items = [...changedItems(transaction)];
  return rereadChanged(flow, { items, touched: touchedBy(items) }, readWhole);
}

/** What changed. */
interface Change {
  readonly items: readonly Item[];
  /** All types in which something changed, at whatever depth. */
  readonly touched: ReadonlySet<unknown>;
}

function touchedBy(items: readonly Item[]): Set<unknown> {
  const touched = new Set<unknown>();
  for (const { parent } of items) {
    let type = parent as YType | null;
    while (type !== null && !touched.has(type)) {
      touched.add(type);
      type = (itemOf(type)?.parent ?? null) as YType | null;
    }
  }
  return touched;
}

function rereadChanged(flow: Flow, change: Change, inner: ReadInner): Flow {
  if (!change.touched.has(flow.text)) return flow;
  const dirty = dirtyMarkers(flow.text, change.items);
  if (dirty.size === 0) return flow;
  const read = { ...inner, ...nestedReader(flow, change) };
  const few = dirty.size <= fewSegments ? (flow.isSimple ? simplyReread : withContent) : undefined;
  return few?.(flow, dirty, read) ?? laidOutAgain(flow, dirty, read);
}

function dirtyMarkers(text: Text, changed: readonly Item[]): Dirty {
  const seen = new Set<Item>();
  const dirty = new Set<Item | undefined>();
  for (const item of changed) {
    const own = itemWithin(text, item);
    if (own === undefined) continue;
    if (!own.deleted && isMarker(own)) dirty.add(own);
    // What changed within an element that was text until now, or is none any more, changes both.
    let left = own.left;
    while (left !== null && !seen.has(left) && (left.deleted || !isMarker(left))) {
      seen.add(left);
      left = left.left;
    }
    if (left === null || !seen.has(left)) dirty.add(left ?? undefined);
  }
  return dirty;
}

/** A simple flow, of which the part with the dirty segments is read anew; undefined if it is none then. */
function simplyReread(flow: Flow, dirty: Dirty, inner: ReadInner): Flow | undefined {
  const { segments } = flow;
  let from = segments.length;
  let to = 0;
  for (const marker of dirty) {
    const place = segments.findIndex(({ head }) => head?.item === marker);
    // What is new stands behind a marker that is dirty as well.
    if (place === -1) continue;
    from = Math.min(from, place);
    to = Math.max(to, place + 1);
  }
  while (isGone(segments[to])) to++;
  if (from >= to || to - from > fewSegments) return undefined;
  const fresh: Segment[] = [];
  let marker = segments[from]!.head?.item;
  let formats = segments[from]!.formatsBefore;
  do {
    const segment = readSegment(flow.text, marker, formats, inner);
    fresh.push(segment);
    marker = segment.next;
    formats = segment.formatsAfter;
  } while (marker !== undefined && marker !== segments[to]?.head?.item);
  const isSameBehind = to === segments.length || sameValues(segments[to]!.formatsBefore, formats);
  if (!isSameBehind || marker !== segments[to]?.head?.item) return undefined;
  return simplyReplaced(flow, from, to, fresh);
}

/** The flow with its dirty segments read anew; undefined where that changes the layout. */
function withContent(flow: Flow, dirty: Dirty, inner: ReadInner): Flow | undefined {
  const segments = [...flow.segments];
  const renewed = new Map<Segment, Segment>();
  for (const marker of dirty) {
    let i = segments.findIndex(({ head }) => head?.item === marker);
    if (i === -1) return undefined;
    for (;;) {
      const formats = segments[i - 1]?.formatsAfter ?? segments[i]!.formatsBefore;
      const segment = readSegment(flow.text, segments[i]!.head?.item, formats, inner);
      if (!fitsInPlaceOf(segments[i]!, segment, segments[i + 1])) return undefined;
      renewed.set(flow.segments[i]!, segment);
      segments[i++] = segment;
      const next = segments[i];
      if (next === undefined || sameValues(next.formatsBefore, segment.formatsAfter)) break;
    }
  }
  const entries = flow.entries.map((entry) => {
    const segment = renewed.get(entry.segment);
    return segment === undefined ? entry : { ...entry, segment };
  });
  return { ...flow, segments, entries, blocks: renewedBlocks(flow.blocks, renewed) };
}

/** Whether a segment read anew leaves the layout as it is: it only differs in what it holds. */
function fitsInPlaceOf(old: Segment, now: Segment, next: Segment | undefined): boolean {
  const isEmptiedOrFilled = (old.chunks.length === 0) !== (now.chunks.length === 0);
  return (
    old.next === now.next &&
    old.pointers.length === 0 &&
    now.pointers.length === 0 &&
    old.head?.id === now.head?.id &&
    old.head?.joined === now.head?.joined &&
    old.head?.from === now.head?.from &&
    old.head?.isShown === now.head?.isShown &&
    !(
      isEmptiedOrFilled &&
      (old.head?.name !== textBlockName || isTwin(old, next) || isTwin(now, next))
    )
  );
}

/** The flow laid out again, of what is clean and what is read anew. */
function laidOutAgain(flow: Flow, dirty: Dirty, inner: ReadInner): Flow {
  // Items never change their order, so what is not next in line is new.
  let place = 0;
  const segments = readSegments(flow.text, inner, (marker, formats) => {
    while (isGone(flow.segments[place])) place++;
    const old = flow.segments[place];
    if (old === undefined || old.head?.item !== marker) return undefined;
    place++;
    return !dirty.has(marker) && sameValues(old.formatsBefore, formats) ? old : undefined;
  });
  const entries = layOut(segments);
  const isSimple = areSimple(segments, entries);
  return { ...flow, segments, entries, blocks: blocksOf(entries, flow.blocks), isSimple };
}

function isGone(segment: Segment | undefined): boolean {
  return segment?.head !== undefined && !isMarker(segment.head.item);
}

/** Reads what is nested: what was read before with as little work as this. */
function nestedReader(flow: Flow, change: Change): Pick<ReadInner, "flow" | "cell"> {
  let known: Known | undefined;
  const knownIn = (): Known => {
    if (known !== undefined) return known;
    known = { flows: new Map(), cells: new Map() };
    for (const { inners } of flow.blocks) for (const inner of inners) learn(known, inner);
    return known;
  };
  return {
    flow: (text, deeper) => {
      const old = knownIn().flows.get(text);
      return old === undefined ? readWhole.flow(text, deeper) : rereadChanged(old, change, deeper);
    },
    cell: (element) => {
      return change.touched.has(element) ? undefined : knownIn().cells.get(element);
    },
  };
}

/** What has been read of what is nested in a flow. */
interface Known {
  readonly flows: Map<Text, Flow>;
  readonly cells: Map<XmlElement, Cell>;
}

function learn(known: Known, inner: Inner): void {
  if (inner.type === "flow") known.flows.set(inner.text, inner);
  if (inner.type !== "cell") return;
  known.cells.set(inner.element, inner);
  for (const one of inner.inners) learn(known, one);
}
