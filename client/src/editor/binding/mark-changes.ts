/** Which marks a change added to, or took from, text that it kept. */

import type { Node } from "prosemirror-model";
import { formattingOf, type Formatting } from "./create-entry.ts";
import type { KeptRun } from "./kept-runs.ts";

/** New formatting for a stretch of a block's old content. */
export interface FormattingChange {
  readonly from: number;
  readonly to: number;
  readonly formatting: Formatting;
}

/** The differences in marks along `run`, a part of the content of both blocks. */
export function formattingChanges(before: Node, after: Node, run: KeptRun): FormattingChange[] {
  const old = before.content.cut(run.from, run.from + run.length).content;
  const fresh = after.content.cut(run.to, run.to + run.length).content;
  const changes: FormattingChange[] = [];
  let offset = 0;
  let oldEnd = 0;
  let freshEnd = 0;
  for (let i = 0, j = 0; offset < run.length;) {
    if (oldEnd === offset) oldEnd += old[i++]!.nodeSize;
    if (freshEnd === offset) freshEnd += fresh[j++]!.nodeSize;
    const end = Math.min(oldEnd, freshEnd);
    const formatting = difference(old[i - 1]!, fresh[j - 1]!);
    if (formatting !== undefined) {
      changes.push({ from: run.from + offset, to: run.from + end, formatting });
    }
    offset = end;
  }
  return changes;
}

function difference(before: Node, after: Node): Formatting | undefined {
  if (before === after || sameMarks(before, after)) return undefined;
  const removed = before.marks.filter((mark) => mark.type.isInSet(after.marks) === undefined);
  const added = after.marks.filter((mark) => !mark.isInSet(before.marks));
  return {
    ...Object.fromEntries(removed.map((mark) => [mark.type.name, null])),
    ...formattingOf(added),
  };
}

function sameMarks(before: Node, after: Node): boolean {
  return (
    before.marks.length === after.marks.length &&
    before.marks.every((mark, i) => mark.eq(after.marks[i]!))
  );
}
