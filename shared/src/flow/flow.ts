/**
 * A flow, read: one Yjs text as the blocks that a person sees.
 *
 * Reading takes one walk over the items and never writes. What is read is a value: it stays as it
 * is while the text changes, and is then good for nothing but comparing. `rereadFlow` makes the
 * next one with as little work as the change needs (reread.ts).
 */

import type { Doc, Item, Text } from "yjs";
import { blocksOf } from "./block.ts";
import type { ReadInner } from "./inner.ts";
import { layOut } from "./layout.ts";
import type { Flow, Segment } from "./reading.ts";
import { readSegment } from "./segment.ts";
import { areSimple } from "./simple.ts";
import { noValues, type Values } from "./values.ts";

/** The name of the root text that holds a document. */
export const flowName = "flow";

/**
 * How many levels of elements within elements are read. An honest document has four: a table, its
 * cells, a table in one of them, and its cells.
 */
export const maxLevels = 16;

/** The text that holds the document `doc`. */
export function flowText(doc: Doc): Text {
  return doc.getText(flowName);
}

/** Reads the whole of `text`. */
export function readFlow(text: Text): Flow {
  return readNested(text, readWhole);
}

/** Reads nested flows from the root's level. */
export const readWhole: ReadInner = { levels: maxLevels, flow: readNested };

/** A segment that is known already, if it can stand for the one that `marker` begins. */
export type Reuse = (marker: Item | undefined, formatsBefore: Values) => Segment | undefined;

/** The segments of `text` in physical order. */
export function readSegments(text: Text, inner: ReadInner, reuse?: Reuse): Segment[] {
  const segments: Segment[] = [];
  let marker: Item | undefined;
  let formats = noValues;
  do {
    const segment = reuse?.(marker, formats) ?? readSegment(text, marker, formats, inner);
    segments.push(segment);
    marker = segment.next;
    formats = segment.formatsAfter;
  } while (marker !== undefined);
  return segments;
}

function readNested(text: Text, inner: ReadInner): Flow {
  const segments = readSegments(text, inner);
  const entries = layOut(segments);
  const isSimple = areSimple(segments, entries);
  return { type: "flow", text, blocks: blocksOf(entries), entries, segments, isSimple };
}
