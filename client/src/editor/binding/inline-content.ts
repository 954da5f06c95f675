/**
 * Edits the inside of one text block of the shared document by offsets.
 *
 * A text block's entries are texts and leaves, in any mixture: two people who type the first
 * letter of an empty block leave two texts side by side. An offset counts as in ProseMirror, which
 * is possible because of invariant 2 of read-block.ts.
 */

import type { Fragment, Node } from "prosemirror-model";
import * as Y from "yjs";
import { createEntry, formattingOf, type Formatting } from "./create-entry.ts";
import { isText } from "./entry.ts";
import { sizeOf } from "./read-block.ts";

/** Where an offset lies: `within` the entry at `index`. */
export interface InlinePlace {
  readonly index: number;
  readonly entry: unknown;
  readonly within: number;
}

/** The entry that ends at or contains `offset`; undefined at the very start of a block. */
export function entryBefore(element: Y.XmlElement, offset: number): InlinePlace | undefined {
  return offset === 0 ? undefined : entryAround(element, offset, true);
}

/** The entry that begins at or contains `offset`; undefined at the very end of a block. */
export function entryAfter(element: Y.XmlElement, offset: number): InlinePlace | undefined {
  return entryAround(element, offset, false);
}

function entryAround(
  element: Y.XmlElement,
  offset: number,
  endsThere: boolean,
): InlinePlace | undefined {
  let start = 0;
  for (const [index, entry] of element.toArray().entries()) {
    const end = start + sizeOf(entry);
    if (end > start && (endsThere ? offset <= end : offset < end)) {
      return { index, entry, within: offset - start };
    }
    start = end;
  }
  return undefined;
}

/** Inserts ProseMirror content at `offset`. */
export function insertInline(element: Y.XmlElement, offset: number, content: Fragment): void {
  let at = offset;
  content.forEach((node) => {
    if (node.isText) insertText(element, at, node.text!, formattingOf(node.marks));
    else insertLeaf(element, at, node);
    at += node.nodeSize;
  });
}

/** Removes everything between two offsets; texts stay, even where they become empty. */
export function deleteInline(element: Y.XmlElement, from: number, to: number): void {
  for (const { index, entry, start, end } of entriesBetween(element, from, to).toReversed()) {
    if (isText(entry)) entry.delete(start, end - start);
    else element.delete(index, 1);
  }
}

/** Adds and takes away marks between two offsets; marks that are not named stay as they are. */
export function formatInline(
  element: Y.XmlElement,
  from: number,
  to: number,
  formatting: Formatting,
): void {
  for (const { entry, start, end } of entriesBetween(element, from, to)) {
    if (isText(entry)) entry.format(start, end - start, formatting);
  }
}

function insertText(
  element: Y.XmlElement,
  offset: number,
  text: string,
  formatting: Formatting,
): void {
  const place = textAt(element, offset);
  place.entry.insert(place.within, text, formatting);
}

/** The text to which something typed at `offset` belongs, made if there is none. */
function textAt(
  element: Y.XmlElement,
  offset: number,
): { readonly entry: Y.Text; readonly within: number } {
  let start = 0;
  let gap = 0;
  for (const [index, entry] of element.toArray().entries()) {
    const end = start + sizeOf(entry);
    if (isText(entry) && offset <= end) return { entry, within: offset - start };
    if (end > offset) break;
    start = end;
    gap = index + 1;
  }
  const entry = new Y.XmlText();
  element.insert(gap, [entry]);
  return { entry, within: 0 };
}

/**
 * Puts a leaf at `offset`, with a text after it. A text around `offset` is cut in two: its second
 * half is then a copy.
 */
function insertLeaf(element: Y.XmlElement, offset: number, node: Node): void {
  const before = entryBefore(element, offset);
  const index = before === undefined ? 0 : before.index + 1;
  const leaf = createEntry(node);
  if (before !== undefined && isText(before.entry) && before.within < before.entry.length) {
    const tail = new Y.XmlText();
    tail.applyDelta(deltaFrom(before.entry, before.within));
    before.entry.delete(before.within, before.entry.length - before.within);
    return element.insert(index, [leaf, tail]);
  }
  const next: unknown = index < element.length ? element.get(index) : undefined;
  element.insert(index, isText(next) ? [leaf] : [leaf, new Y.XmlText()]);
}

/** What `text` holds from `offset` on, with all marks. */
function deltaFrom(text: Y.Text, offset: number): object[] {
  let start = 0;
  return (text.toDelta() as { insert: string }[]).flatMap((run) => {
    const insert = run.insert.slice(Math.max(0, offset - start));
    start += run.insert.length;
    return insert === "" ? [] : [{ ...run, insert }];
  });
}

interface EntryRange {
  readonly index: number;
  readonly entry: unknown;
  /** Offsets within the entry. */
  readonly start: number;
  readonly end: number;
}

function entriesBetween(element: Y.XmlElement, from: number, to: number): EntryRange[] {
  let offset = 0;
  return element.toArray().flatMap((entry, index) => {
    const start = Math.max(from - offset, 0);
    const end = Math.min(to - offset, sizeOf(entry));
    offset += sizeOf(entry);
    return end > start ? [{ index, entry, start, end }] : [];
  });
}
