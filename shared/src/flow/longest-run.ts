/** Which of things in disorder can stay, so that the fewest have to be moved. */

/**
 * The indexes in `ranks` of an increasing run with the greatest sum of weights. O(n log n); what
 * the run leaves out is what must be moved to put everything in order.
 */
export function heaviestRun(
  ranks: readonly number[],
  weightOf: (i: number) => number,
): Set<number> {
  const sorted = ranks.toSorted((one, other) => one - other);
  const ordinal = new Map(sorted.map((rank, i) => [rank, i + 1]));
  // A Fenwick tree over ranks: the index of the heaviest run that ends at or below each.
  const tree = new Int32Array(ranks.length + 1).fill(-1);
  const weight = new Float64Array(ranks.length);
  const before = new Int32Array(ranks.length).fill(-1);
  let best = -1;
  ranks.forEach((rank, i) => {
    for (let at = ordinal.get(rank)! - 1; at > 0; at -= at & -at) {
      before[i] = heavier(weight, before[i]!, tree[at]!);
    }
    weight[i] = weightOf(i) + (weight[before[i]!] ?? 0);
    for (let at = ordinal.get(rank)!; at <= ranks.length; at += at & -at) {
      tree[at] = heavier(weight, tree[at]!, i);
    }
    best = heavier(weight, best, i);
  });
  const run = new Set<number>();
  for (; best !== -1; best = before[best]!) run.add(best);
  return run;
}

function heavier(weight: Float64Array, one: number, other: number): number {
  return (weight[other] ?? 0) > (weight[one] ?? 0) ? other : one;
}
