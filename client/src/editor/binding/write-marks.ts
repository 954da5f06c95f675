/** Writes marks that were set or taken away: those of many steps together, and no letter again. */

import { setFormats, type FormatChange } from "@coscribe/shared/flow";
import { contentOfSchema, formatOfMark } from "@coscribe/shared/schema";
import { Fragment, type Mark, type Node } from "prosemirror-model";
import { placeAt } from "./place.ts";
import { writerAt, type FlowWriter, type Writing } from "./writing.ts";

/** A mark that is set, or taken away, between two positions. */
export interface MarkChange {
  readonly from: number;
  readonly to: number;
  readonly mark: Mark;
  readonly isSet: boolean;
  /** The document before. */
  readonly before: Node;
}

/** Changes of one format in one flow, which can be written together as long as they do not clash. */
class FormatWriter {
  readonly #writer: FlowWriter;
  readonly #key: string;
  #changes: FormatChange[] = [];
  readonly #values = new Map<string, unknown>();

  constructor(writer: FlowWriter, key: string) {
    this.#writer = writer;
    this.#key = key;
  }

  add(change: FormatChange): void {
    const { block, value } = change;
    if (this.#values.has(block) && this.#values.get(block) !== value) this.write();
    this.#values.set(block, value);
    this.#changes.push(change);
  }

  write(): void {
    const changes = this.#changes;
    if (changes.length > 0) this.#writer.do((flow) => setFormats(flow, this.#key, changes));
    this.#changes = [];
    this.#values.clear();
  }
}

/** Writes changes that follow each other. */
export function writeMarks(writing: Writing, changes: readonly MarkChange[]): void {
  reviveTables(writing, changes);
  const { root } = writing;
  const flows = new Map<unknown, Map<string, FormatWriter>>();
  for (const { before, from, to, mark, isSet } of changes) {
    const [key, value] = formatOf(mark);
    before.nodesBetween(from, to, (node, pos, parent) => {
      if (!node.isInline || mark.isInSet(node.marks) === isSet) return;
      const start = Math.max(from, pos);
      const $start = before.resolve(start);
      const { flow, block } = placeAt(root, $start);
      if (block === undefined || parent?.isTextblock !== true) return;
      const writers = flows.get(flow.text) ?? new Map<string, FormatWriter>();
      const writer = writers.get(key) ?? new FormatWriter(writerAt(writing, $start), key);
      flows.set(flow.text, writers.set(key, writer));
      const begin = $start.parentOffset;
      const end = begin + Math.min(to, pos + node.nodeSize) - start;
      writer.add({ block: block.id, begin, end, value: isSet ? value : null });
    });
  }
  for (const writers of flows.values()) for (const writer of writers.values()) writer.write();
}

/**
 * A table that others have deleted gets its id back before anything is written in it, and text behind it
 * is called by that. So it is done before blocks are named.
 */
function reviveTables(writing: Writing, changes: readonly MarkChange[]): void {
  for (const { before, from, to } of changes) {
    before.nodesBetween(from, to, (node, pos, parent) => {
      if (node.isTextblock && parent !== before) writerAt(writing, before.resolve(pos + 1));
      return !node.isTextblock;
    });
  }
}

/** Whether two contents have the same letters and objects, so that only marks can differ. */
export function haveSameText(one: Fragment, other: Fragment): boolean {
  return unmarked(one).eq(unmarked(other));
}

/** Writes the marks that differ between two contents of the same text, which begin at `offset`. */
export function writeMarkDifferences(
  writer: FlowWriter,
  block: string,
  offset: number,
  before: Fragment,
  after: Fragment,
): void {
  const changes = new Map<string, FormatChange[]>();
  const change = (begin: number, end: number, mark: Mark, isSet: boolean): void => {
    const [key, value] = formatOf(mark);
    // What replaces a mark of the same key comes after its removal, and takes its place.
    const others = (changes.get(key) ?? []).filter((other) => other.begin !== offset + begin);
    const here = { block, begin: offset + begin, end: offset + end, value: isSet ? value : null };
    changes.set(key, [...others, here]);
  };
  for (const { begin, end, old, fresh } of stretchesOf(before, after)) {
    for (const mark of old) if (!mark.isInSet(fresh)) change(begin, end, mark, false);
    for (const mark of fresh) if (!mark.isInSet(old)) change(begin, end, mark, true);
  }
  for (const [key, all] of changes) writer.do((flow) => setFormats(flow, key, all));
}

function formatOf({ type, attrs }: Mark): readonly [key: string, value: unknown] {
  return formatOfMark(contentOfSchema(type.schema), { type: type.name, attrs });
}

function unmarked(content: Fragment): Fragment {
  return Fragment.fromArray(content.content.map((node) => node.mark([])));
}

/** A stretch of text with the same marks throughout, before and after. */
interface Stretch {
  readonly begin: number;
  readonly end: number;
  readonly old: readonly Mark[];
  readonly fresh: readonly Mark[];
}

function stretchesOf(before: Fragment, after: Fragment): Stretch[] {
  const stretches: Stretch[] = [];
  let begin = 0;
  let oldEnd = 0;
  let freshEnd = 0;
  for (let i = 0, k = 0; begin < before.size;) {
    if (oldEnd === begin) oldEnd += before.child(i++).nodeSize;
    if (freshEnd === begin) freshEnd += after.child(k++).nodeSize;
    const end = Math.min(oldEnd, freshEnd);
    stretches.push({ begin, end, old: before.child(i - 1).marks, fresh: after.child(k - 1).marks });
    begin = end;
  }
  return stretches;
}
