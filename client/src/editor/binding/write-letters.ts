/**
 * Writes replacements of letters in many places with one operation for each flow: one after the other,
 * each would be a walk over the text.
 */

import { isSettled, replaceLetters, type Block, type LetterChange } from "@coscribe/shared/flow";
import { runsFromNodes } from "@coscribe/shared/schema";
import type { Node } from "prosemirror-model";
import type { LetterEdit } from "../letters-step.ts";
import { placeAt } from "./place.ts";
import { writerAt, type FlowWriter, type Writing } from "./writing.ts";

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
  reviveTables(writing, edits, before);
  const flows = changesByFlow(writing, edits, before);
  if (flows === undefined) return false;
  for (const { writer, changes } of flows) writer.do((flow) => replaceLetters(flow, changes));
  return true;
}

function changesByFlow(
  writing: Writing,
  edits: readonly LetterEdit[],
  before: Node,
): Iterable<FlowChanges> | undefined {
  const { root } = writing;
  const flows = new Map<unknown, FlowChanges>();
  const sizes = new Map<Block, number>();
  for (const { from, to, content } of edits) {
    const $from = before.resolve(from);
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

/** A table that others have deleted is one again before its cells are named. */
function reviveTables(writing: Writing, edits: readonly LetterEdit[], before: Node): void {
  for (const { from } of edits) {
    const $from = before.resolve(from);
    if ($from.depth > 1) writerAt(writing, $from);
  }
}
