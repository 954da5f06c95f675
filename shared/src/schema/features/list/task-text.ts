/** Lines that are tasks by how they begin: many programs have no check boxes but in letters. */

import type { BlockData } from "../../../flow/data.ts";
import type { Run } from "../../../flow/reading.ts";
import { textBlockName } from "../../../flow/segment.ts";
import { withValue } from "../../../flow/values.ts";

/** A box at the beginning of a line, open or ticked. */
const boxInLetters = /^[\s\u00a0]*(?:([☐⬜🔲□])|([☑☒🗹✅]))\ufe0f?[\s\u00a0]+/u;

/** The same in Markdown, which only counts in a list. */
const boxInBrackets = /^[\s\u00a0]*(?:(\[ ?\])|(\[[xX]\]))[\s\u00a0]+/;

/**
 * A line that begins with a box is a task without it; any other block is as it was. With "drawn",
 * brackets are no box.
 */
export function taskInText(block: BlockData, boxes?: "drawn"): BlockData {
  const { kind = "paragraph" } = block.attributes;
  if (block.name !== textBlockName || !canBeTask(kind)) return block;
  const text = block.runs.map((run) => (run.type === "text" ? run.text : "\ufffc")).join("");
  const isListed = kind !== "paragraph" && boxes !== "drawn";
  const box = boxInLetters.exec(text) ?? (isListed ? boxInBrackets.exec(text) : null);
  if (box === null) return block;
  let attributes = withValue(block.attributes, "kind", "task");
  // One that is ticked by its element may show an open box all the same.
  if (box[2] !== undefined) attributes = withValue(attributes, "checked", true);
  return { ...block, attributes, runs: withoutFirst(block.runs, box[0].length) };
}

/** A block whose whole text is struck through as one that is not. */
export function withoutStrike(block: BlockData): BlockData {
  const isStruck = block.runs.every(({ formats }) => Object.hasOwn(formats, "strike"));
  if (!isStruck) return block;
  const runs = block.runs.map((run) => ({
    ...run,
    formats: withValue(run.formats, "strike", null),
  }));
  return { ...block, runs };
}

function canBeTask(kind: unknown): boolean {
  return kind === "bullet" || kind === "task" || kind === "paragraph";
}

/** `runs` without their first letters, all of which are text. */
export function withoutFirst(runs: readonly Run[], letters: number): Run[] {
  let left = letters;
  return runs.flatMap((run): Run[] => {
    if (left === 0 || run.type !== "text") return [run];
    const cut = Math.min(left, run.text.length);
    left -= cut;
    return cut === run.text.length ? [] : [{ ...run, text: run.text.slice(cut) }];
  });
}
