/** Where chance enters the page; everything that needs it takes a `RandomInteger`, so tests decide. */

/** A whole number from 0 up to, and without, `below`. */
export type RandomInteger = (below: number) => number;

/**
 * Unpredictable numbers: a document's name is the only thing that keeps strangers out of it.
 * `below` is at most a few thousand, so the bias of the remainder is under one in a million.
 */
export const secureRandom: RandomInteger = (below) => {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return number % below;
};

/** One member of `list`, which has at least one. */
export function pick<Member>(list: readonly [Member, ...Member[]], random: RandomInteger): Member {
  return list[random(list.length)] ?? list[0];
}
