/**
 * What of one sequence is another where in a second one: Myers' O(ND) algorithm, in parts of linear memory.
 * Of sequences that have very little in common, what it finds is not the shortest, but found soon.
 */

/** What stands between what is the same: of the first from `from` up to `to`, of the second likewise. */
export interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** So many steps apart, what is between is taken as another. */
const mostSteps = 1_000;

/** The hunks in which `b` is another than `a`, in order, with something that is the same between each two. */
export function diffSequences<T>(a: readonly T[], b: readonly T[]): Hunk[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const pairs = commonPairs(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const hunks: Hunk[] = [];
  let [at, newAt] = [start, start];
  for (const [i, k] of [...pairs, [a.length - end - start, b.length - end - start] as const]) {
    const [to, newTo] = [start + i, start + k];
    if (to > at || newTo > newAt) hunks.push({ from: at, to, newFrom: newAt, newTo });
    [at, newAt] = [to + 1, newTo + 1];
  }
  return hunks;
}

/** The pairs of indexes of a longest common subsequence. */
function commonPairs<T>(a: readonly T[], b: readonly T[]): (readonly [number, number])[] {
  const [n, m] = [a.length, b.length];
  if (n === 0 || m === 0) return [];
  const limit = Math.min(n + m, mostSteps);
  const reach = new Int32Array(2 * limit + 2);
  const trail: Int32Array[] = [];
  for (let steps = 0; steps <= limit; steps++) {
    // Of the diagonals only those that this step touches are kept.
    trail.push(reach.slice(limit - steps, limit + steps + 2));
    for (let k = -steps; k <= steps; k += 2) {
      const isDown = k === -steps || (k !== steps && reach[limit + k - 1]! < reach[limit + k + 1]!);
      let x = isDown ? reach[limit + k + 1]! : reach[limit + k - 1]! + 1;
      while (x < n && x - k < m && a[x] === b[x - k]) x++;
      reach[limit + k] = x;
      if (x >= n && x - k >= m) return tracedBack(trail, steps, n, m);
    }
  }
  return [];
}

/** Walks back from the end; each step was taken from what the step before had reached. */
function tracedBack(
  trail: readonly Int32Array[],
  steps: number,
  n: number,
  m: number,
): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let [x, y] = [n, m];
  for (let step = steps; step > 0; step--) {
    const before = trail[step]!;
    const at = (k: number): number => before[k + step]!;
    const k = x - y;
    const isDown = k === -step || (k !== step && at(k - 1) < at(k + 1));
    const from = isDown ? k + 1 : k - 1;
    const fromX = at(from);
    const fromY = fromX - from;
    while (x > fromX && y > fromY && (isDown ? x > fromX : x > fromX + 1)) pairs.push([--x, --y]);
    [x, y] = [fromX, fromY];
  }
  while (x > 0 && y > 0) pairs.push([--x, --y]);
  return pairs.toReversed();
}
