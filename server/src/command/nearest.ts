/** What somebody may have meant: the word of a list that differs least from theirs. */

/** Of more letters that differ nobody would say that they were mistyped. */
const mostDifferent = 2;

/** The nearest of `words`; undefined where none is near. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const near = words
    .map((each) => ({ each, distance: distanceOf(word, each) }))
    .filter(({ each, distance }) => distance <= Math.min(mostDifferent, each.length - 1))
    .toSorted((left, right) => left.distance - right.distance);
  return near[0]?.each;
}

/** How many letters have to be put in, taken out or changed (Levenshtein). */
function distanceOf(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let index = 0; index < left.length; index++) {
    const next = [index + 1];
    for (let at = 1; at <= right.length; at++) {
      const changed = (row[at - 1] ?? 0) + (left[index] === right[at - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
