/**
 * What a change left alone.
 *
 * ProseMirror's step maps say which ranges were replaced; here it is turned round into the runs
 * that were kept, so that writing can keep the same Yjs items for them.
 */

import type { StepMap } from "prosemirror-transform";

/** `length` positions that began at `from` before the change and begin at `to` after it. */
export interface KeptRun {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/** The runs of a document of `size` that all of `maps` left alone, in order. */
export function keptRuns(size: number, maps: readonly StepMap[]): KeptRun[] {
  let kept: KeptRun[] = [{ from: 0, to: 0, length: size }];
  for (const map of maps) kept = compose(kept, untouchedBy(map));
  return kept;
}

/** The parts of `kept` between `from` and `from + size` that end up between `to` and `to + newSize`. */
export function keptWithin(
  kept: readonly KeptRun[],
  from: number,
  size: number,
  to: number,
  newSize: number,
): KeptRun[] {
  return compose(compose([{ from, to: from, length: size }], kept), [
    { from: to, to, length: newSize },
  ]);
}

function untouchedBy(map: StepMap): KeptRun[] {
  const runs: KeptRun[] = [];
  let from = 0;
  let to = 0;
  map.forEach((oldStart, oldEnd, _newStart, newEnd) => {
    runs.push({ from, to, length: oldStart - from });
    from = oldEnd;
    to = newEnd;
  });
  runs.push({ from, to, length: Infinity });
  return runs;
}

/** What is kept by `first` and then by `second`; both are in order and without overlap. */
function compose(first: readonly KeptRun[], second: readonly KeptRun[]): KeptRun[] {
  const result: KeptRun[] = [];
  let index = 0;
  for (const run of first) {
    const end = run.to + run.length;
    while (index < second.length && second[index]!.from + second[index]!.length <= run.to) index++;
    for (let next = index; next < second.length && second[next]!.from < end; next++) {
      const other = second[next]!;
      const start = Math.max(run.to, other.from);
      const length = Math.min(end, other.from + other.length) - start;
      if (length > 0) {
        result.push({
          from: run.from + start - run.to,
          to: other.to + start - other.from,
          length,
        });
      }
    }
  }
  return result;
}
