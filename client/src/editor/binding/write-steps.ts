/**
 * Writes what a transaction did, step by step, and nothing else.
 *
 * Each kind of step says what was done to what, which comparing two documents cannot: whether a
 * block was moved or made anew, which of two equal letters was deleted. A step that is not known
 * here is told by what differs after it. Steps are told apart by the name that ProseMirror registers
 * them under, because a program may hold two copies of it.
 */

import { moveBlocks } from "@coscribe/shared/flow";
import type { Mark, Node, Slice } from "prosemirror-model";
import { PluginKey, type Transaction } from "prosemirror-state";
import type { Step } from "prosemirror-transform";
import { holderDepth } from "../holder.ts";
import { rebased, type Steps } from "./rebase-steps.ts";
import { differenceOf, type Range } from "./range.ts";
import { tableOperationOf, writeTableOperation } from "./table-operation.ts";
import { isAcrossCells, writeAcross, type Replacement } from "./write-across.ts";
import { writeAttributeSteps, type AttributeSet } from "./write-attributes.ts";
import { writeMarks, type MarkChange } from "./write-marks.ts";
import { writeReplacement } from "./write-replacement.ts";
import { writerAt, type Writing } from "./writing.ts";

/** Blocks that move, by their ids, to before another one, or behind the last one. */
export interface Move {
  /** A position in the flow of the blocks, before the steps. */
  readonly pos: number;
  readonly blocks: readonly string[];
  readonly before: string | undefined;
}

/** A step that knows by itself how it is written, and comes with what needs it. */
export interface OwnStep {
  /** Writes what the step does to `before`, or returns steps that do the same, of which nothing is written. */
  write: (writing: Writing, before: Node) => Steps | undefined;
}

const moveKey = new PluginKey("coscribe-move");

/** Says that what the steps of `tr` do is a move, so that it is written as one. */
export function asMove(tr: Transaction, move: Move): Transaction {
  return tr.setMeta(moveKey, move);
}

/** The move that a transaction is; undefined for all that are none. */
export function moveOf(tr: Transaction): Move | undefined {
  return tr.getMeta(moveKey) as Move | undefined;
}

/** Writes `transaction`, whose first document shows what `writing` begins with. */
export function writeTransaction(writing: Writing, transaction: Transaction): void {
  const move = moveOf(transaction);
  if (move !== undefined) {
    const writer = writerAt(writing, transaction.before.resolve(move.pos));
    writer.do((flow, newId) => moveBlocks(flow, move.blocks, move.before, newId));
    return;
  }
  const operation = tableOperationOf(transaction);
  if (operation !== undefined) writeTableOperation(writing, transaction, operation);
  else writeSteps(writing, transaction);
}

function writeSteps(writing: Writing, { steps, docs, doc }: Steps): void {
  for (let i = 0; i < steps.length;) {
    const kind = kindOf(steps[i]!);
    const end = kind === "replace" ? i + 1 : endOfKind(steps, i);
    const all = steps.slice(i, end).map((step, k) => ({ step, before: docs[i + k]! }));
    if (kind === "mark") writeMarks(writing, all.map(markChange));
    else if (kind === "attribute") writeAttributeSteps(writing, all.map(attributeSet));
    else {
      const after = docs[i + 1] ?? doc;
      writeStep(writing, steps[i]!, docs[i]!, after);
      const rest = end < steps.length ? rebased(steps.slice(end), after, writing.shown) : undefined;
      if (rest !== undefined) {
        writeSteps(writing, rest);
        return;
      }
    }
    i = end;
  }
}

/** The end of the steps from `start` on that are of the same kind. */
function endOfKind(steps: readonly Step[], start: number): number {
  const kind = kindOf(steps[start]!);
  const other = steps.findIndex((step, i) => i > start && kindOf(step) !== kind);
  return other === -1 ? steps.length : other;
}

function writeStep(writing: Writing, step: Step, before: Node, after: Node): void {
  if (isOwnStep(step)) {
    const ordinary = step.write(writing, before);
    if (ordinary !== undefined) writeSteps(writing, ordinary);
    return;
  }
  const replacement = replacementBy(step, before);
  if (replacement !== undefined && isAcrossCells(replacement)) {
    writeAcross(writing, replacement);
    return;
  }
  // What a step that is not known did is told by what differs after it.
  const range = replacedBy(step) ?? differenceOf(before.content, after.content);
  const $from = before.resolve(range.from);
  const depth = holderDepth($from, range.to);
  const start = $from.start(depth);
  const within = {
    from: range.from - start,
    to: range.to - start,
    newTo: range.newTo - start,
  };
  const writer = writerAt(writing, before.resolve(start));
  const holder = after.resolve(range.from).node(depth);
  writeReplacement(writer, $from.node(depth), holder, within);
}

function isOwnStep(step: Step | (Step & OwnStep)): step is Step & OwnStep {
  return "write" in step;
}

type StepKind = "replace" | "mark" | "attribute";

/** Fields of the steps that are known here. */
interface StepInside {
  readonly jsonID: string;
  readonly from: number;
  readonly to: number;
  readonly slice: Slice;
  readonly gapFrom: number;
  readonly insert: number;
  readonly mark: Mark;
  readonly pos: number;
  readonly attr: string;
  readonly value: unknown;
}

function inside(step: Step): StepInside {
  return step as unknown as StepInside;
}

function kindOf(step: Step): StepKind {
  switch (inside(step).jsonID) {
    case "addMark":
    case "removeMark":
      return "mark";
    case "attr":
      return "attribute";
    default:
      return "replace";
  }
}

function replacementBy(step: Step, before: Node): Replacement | undefined {
  const { jsonID, from, to, slice, gapFrom, insert } = inside(step);
  if (jsonID !== "replace" && jsonID !== "replaceAround") return undefined;
  const gone: { from: number; to: number }[] = [];
  step.getMap().forEach((start, end) => gone.push({ from: start, to: end }));
  const gap =
    jsonID === "replaceAround"
      ? { $pos: before.resolve(gapFrom), offset: insert + slice.openStart }
      : undefined;
  return { $from: before.resolve(from), $to: before.resolve(to), slice, gone, gap };
}

function replacedBy(step: Step): Range | undefined {
  const { jsonID, from, to, slice } = inside(step);
  return jsonID === "replace" ? { from, to, newTo: from + slice.size } : undefined;
}

function markChange({ step, before }: { step: Step; before: Node }): MarkChange {
  const { jsonID, from, to, mark } = inside(step);
  return { from, to, mark, isSet: jsonID === "addMark", before };
}

function attributeSet({ step, before }: { step: Step; before: Node }): AttributeSet {
  const { pos, attr, value } = inside(step);
  return { pos, name: attr, value, before };
}
