/**
 * Writes what the local user did into the shared document, and nothing else.
 *
 * A change comes as the document before, the document after and the step maps between them. Only
 * what differs between the two documents is written: an attribute or mark that this version does
 * not know, or shows differently from how it is stored, stays in the shared document as it was.
 * Text that the steps kept stays the same Yjs items, in the same blocks wherever possible.
 */

import { Fragment, type Node } from "prosemirror-model";
import type { StepMap } from "prosemirror-transform";
import type * as Y from "yjs";
import { createEntry, type Entry } from "./create-entry.ts";
import { deleteInline, formatInline, insertInline } from "./inline-content.ts";
import { keptRuns, keptWithin, type KeptRun } from "./kept-runs.ts";
import { formattingChanges } from "./mark-changes.ts";
import { pairBlocks, type PlacedBlock } from "./pair-blocks.ts";

/** What a local transaction did. */
export interface LocalChange {
  readonly before: Node;
  readonly after: Node;
  readonly maps: readonly StepMap[];
}

/** A run of text in a block, moved to where it is in the shared block; see composition-hold.ts. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** What writing needs to know beside the change. */
export interface WriteContext {
  /** Positions in the old document where other people's carets are; asked for only when needed. */
  readonly carets: () => readonly number[];
  /**
   * Where in the shared block a range of the shown block is: itself, unless remote changes of the
   * block are being held back. A range can have been torn apart; an empty one stays one place.
   */
  readonly toShared: (element: Y.XmlElement, range: TextRange) => readonly TextRange[];
}

/**
 * Writes `change` into `fragment`, whose entries must be the blocks of `change.before` one by one.
 * Returns the entries that were written to, with the nodes that show them.
 */
export function writeChange(
  fragment: Y.XmlFragment,
  change: LocalChange,
  context: WriteContext,
): Map<Entry, Node> {
  if (fragment.length !== change.before.childCount) {
    throw new Error(
      `the shared document has ${fragment.length} blocks where ${change.before.childCount} are shown`,
    );
  }
  const { index, before, after } = changedBlocks(change.before, change.after);
  const kept = keptRuns(change.before.content.size, change.maps);
  const pairs = pairBlocks(before, after, kept, context.carets);
  const entries = fragment.slice(index, index + before.length) as Y.XmlElement[];
  const paired = new Set(pairs);
  const written = new Map<Entry, Node>();

  for (let old = before.length - 1; old >= 0; old--) {
    if (!paired.has(old)) fragment.delete(index + old, 1);
  }
  for (const [i, { node, from }] of after.entries()) {
    const old = before[pairs[i]!];
    if (old === undefined) {
      const entry = createEntry(node);
      fragment.insert(index + i, [entry]);
      written.set(entry, node);
    } else if (old.node !== node && node.isTextblock) {
      const element = entries[pairs[i]!]!;
      writeAttributes(element, old.node, node);
      const runs = keptWithin(
        kept,
        old.from + 1,
        old.node.content.size,
        from + 1,
        node.content.size,
      ).map((run) => ({
        from: run.from - old.from - 1,
        to: run.to - from - 1,
        length: run.length,
      }));
      writeContent(element, old.node, node, runs, context);
      written.set(element, node);
    }
  }
  return written;
}

/** The blocks that are not the same objects at both ends of the document. */
function changedBlocks(
  before: Node,
  after: Node,
): { index: number; before: PlacedBlock[]; after: PlacedBlock[] } {
  const shorter = Math.min(before.childCount, after.childCount);
  let index = 0;
  while (index < shorter && before.child(index) === after.child(index)) index++;
  let same = 0;
  while (
    same < shorter - index &&
    before.child(before.childCount - 1 - same) === after.child(after.childCount - 1 - same)
  ) {
    same++;
  }
  return { index, before: placed(before, index, same), after: placed(after, index, same) };
}

function placed(document: Node, skipped: number, skippedAtEnd: number): PlacedBlock[] {
  const blocks: PlacedBlock[] = [];
  document.forEach((node, from, i) => {
    if (i >= skipped && i < document.childCount - skippedAtEnd) blocks.push({ node, from });
  });
  return blocks;
}

function writeAttributes(element: Y.XmlElement, before: Node, after: Node): void {
  for (const name of Object.keys({ ...before.attrs, ...after.attrs })) {
    const value = (after.attrs[name] ?? null) as string | null;
    if ((before.attrs[name] ?? null) === value) continue;
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
}

/** Works from the end to the start, so that offsets that are still to come stay right. */
function writeContent(
  element: Y.XmlElement,
  before: Node,
  after: Node,
  runs: readonly KeptRun[],
  { toShared }: WriteContext,
): void {
  let next: KeptRun = { from: before.content.size, to: after.content.size, length: 0 };
  for (const run of [...runs.toReversed(), { from: 0, to: 0, length: 0 }]) {
    const end = { from: run.from + run.length, to: run.to + run.length };
    const removed = { from: end.from, to: next.from };
    const inserted = after.content.cut(end.to, next.to);
    replaceInline(
      element,
      before.content.cut(removed.from, removed.to),
      removed.from,
      inserted,
      toShared,
    );
    for (const { from, to, formatting } of formattingChanges(before, after, run)) {
      for (const range of toShared(element, { from, to })) {
        formatInline(element, range.from, range.to, formatting);
      }
    }
    next = run;
  }
}

/** Replaces `old` at `offset` by `fresh`, leaving alone what both begin and end with. */
function replaceInline(
  element: Y.XmlElement,
  old: Fragment,
  offset: number,
  fresh: Fragment,
  toShared: WriteContext["toShared"],
): void {
  const start = old.findDiffStart(fresh);
  const ends = old.findDiffEnd(fresh);
  if (start === null || ends === null) return;
  const overlap = Math.max(0, start - Math.min(ends.a, ends.b));
  const from = offset + start;
  const removed = toShared(element, { from, to: offset + ends.a + overlap });
  const at = (removed[0] ?? toShared(element, { from, to: from })[0])!.from;
  for (const range of removed.toReversed()) deleteInline(element, range.from, range.to);
  insertInline(element, at, fresh.cut(start, ends.b + overlap));
}
