/**
 * Writes replacements of letters in many places with one operation for each flow: one after the other,
 * each would be a walk over the text.
 */

import { isSettled, replaceLetters, type Block, type LetterChange } from "@coscribe/shared/flow";
import { runsFromNodes } from "@coscribe/shared/schema";
import type { Fragment, Node, ResolvedPos } from "prosemirror-model";
import { placeAt } from "./place.ts";
import { writerAt, type FlowWriter, type Writing } from "./writing.ts";

/** What is between two positions in the text of one block becomes `content`, which is inline. */
export interface LetterEdit {
  readonly from: number;
  readonly to: number;
  readonly content: Fragment;
}

/** Changes of one flow. */
interface FlowChanges {
  readonly writer: FlowWriter;
  readonly changes: LetterChange[];
}

/**
 * Writes `edits` of `before`. False, and nothing is written, if anything has to be arranged for one of
 * them: then they are to be written one by one.
 */
export function writeLetters(
  writing: Writing,
  edits: readonly LetterEdit[],
  before: Node,
): boolean {
  if (writing.held !== undefined) return false;
  const placed = edits.map((edit) => ({ edit, $from: before.resolve(edit.from) }));
  // A table that others have deleted is one again before its cells are named.
  for (const { $from } of placed) if ($from.depth > 1) writerAt(writing, $from);
  const flows = changesByFlow(writing, placed);
  if (flows === undefined) return false;
  for (const { writer, changes } of flows) writer.do((flow) => replaceLetters(flow, changes));
  return true;
}

function changesByFlow(
  writing: Writing,
  placed: readonly { readonly edit: LetterEdit; readonly $from: ResolvedPos }[],
): Iterable<FlowChanges> | undefined {
  const { root } = writing;
  const flows = new Map<unknown, FlowChanges>();
  const sizes = new Map<Block, number>();
  for (const { edit, $from } of placed) {
    const { from, to, content } = edit;
    const { flow, block, offset: begin } = placeAt(root, $from);
    if (block === undefined || begin === undefined) return undefined;
    const left = (sizes.get(block) ?? block.length) - (to - from);
    if (!isSettled(flow, block, left)) return undefined;
    sizes.set(block, left);
    const known = flows.get(flow.text) ?? { writer: writerAt(writing, $from), changes: [] };
    const runs = runsFromNodes(content);
    known.changes.push({ block: block.id, begin, end: begin + to - from, runs });
    flows.set(flow.text, known);
  }
  return flows.values();
}
