/** Writes what changed in the text of one block. */

import { blockAt, deleteRange, insertRuns, type Run } from "@coscribe/shared/flow";
import { runsFromNodes } from "@coscribe/shared/schema";
import type { Fragment } from "prosemirror-model";
import type { HeldLetters } from "./held-letters.ts";
import { differenceOf, type Range } from "./range.ts";
import { haveSameText, writeMarkDifferences } from "./write-marks.ts";
import type { FlowWriter } from "./writing.ts";

/** The text of one block changed; what it begins and ends with, before and after, is left alone. */
export function writeText(
  writer: FlowWriter,
  id: string,
  before: Fragment,
  after: Fragment,
  range: Range,
): void {
  const old = before.cut(range.from, range.to);
  const fresh = after.cut(range.from, range.newTo);
  const { from, to, newTo } =
    old.size === 0 || fresh.size === 0
      ? { from: 0, to: old.size, newTo: fresh.size }
      : differenceOf(old, fresh);
  const begin = { block: id, offset: range.from + from };
  const [removed, inserted] = [old.cut(from, to), fresh.cut(from, newTo)];
  const held = writer.heldLetters(id);
  if (held !== undefined) {
    const within = { from: begin.offset, to: range.from + to };
    writeHeldText(writer, held, within, runsFromNodes(inserted));
    return;
  }
  if (removed.size > 0 && haveSameText(removed, inserted)) {
    writeMarkDifferences(writer, id, begin.offset, removed, inserted);
    return;
  }
  if (to > from) {
    const end = { block: id, offset: range.from + to };
    writer.do((flow, newId) => deleteRange(flow, begin, end, newId));
  }
  insertText(writer, id, begin.offset, inserted);
}

/** {@link writeText} for a block whose letters on the screen are others than those stored. */
function writeHeldText(
  writer: FlowWriter,
  held: HeldLetters,
  { from, to }: Pick<Range, "from" | "to">,
  runs: readonly Run[],
): void {
  const { block } = held;
  const gone = held.placesOf(writer.flow, from, to);
  const at = gone[0] ?? held.offsetIn(writer.flow, from);
  for (const offset of gone.toReversed()) {
    const begin = { block, offset };
    writer.do((flow, newId) => deleteRange(flow, begin, { block, offset: offset + 1 }, newId));
  }
  const before = blockAt(writer.flow, block).length;
  if (runs.length > 0) writer.do((flow) => insertRuns(flow, { block, offset: at }, runs));
  const length = blockAt(writer.flow, block).length - before;
  held.replaced(from, to, writer.flow, at, length);
}

/** Inserts what is in a text block into another one. */
export function insertText(
  writer: FlowWriter,
  block: string,
  offset: number,
  content: Fragment,
): void {
  if (content.size === 0) return;
  const runs = runsFromNodes(content);
  writer.do((flow) => insertRuns(flow, { block, offset }, runs));
}
