/**
 * A growing list of numbers, of which there may be millions: 8 bytes each, nothing that the garbage
 * collector has to look at, and copied to another thread as one piece of memory. A short list is an
 * ordinary array, which takes less.
 */

/** Up to so many numbers an array is smaller, and no slower to copy. */
const mostInArray = 256;

/** Up to so many it is made anew with each that is added: an array that grows takes room for 16 more. */
const mostInShortArray = 12;

/** See the head of this file. */
export class NumberList {
  #numbers: number[] | Float64Array;
  #length: number;

  /** A list of these numbers, in memory of its own that is as long as it has to be. */
  constructor(numbers: ArrayLike<number> = []) {
    this.#length = numbers.length;
    this.#numbers = numbers.length > mostInArray ? new Float64Array(numbers) : arrayOf(numbers);
  }

  /** How many there are. */
  get length(): number {
    return this.#length;
  }

  /** The number at `index`; undefined where there is none. */
  at(index: number): number | undefined {
    return index < this.#length ? this.#numbers[index] : undefined;
  }

  /** Adds numbers. */
  push(...numbers: readonly number[]): void {
    const { length } = this;
    const grown = length + numbers.length;
    if (grown <= mostInShortArray && Array.isArray(this.#numbers)) {
      this.#numbers = this.#numbers.concat(numbers);
      this.#length = grown;
      return;
    }
    if (grown > mostInArray) this.#makeRoomFor(grown);
    for (let at = 0; at < numbers.length; at++) this.#numbers[length + at] = numbers[at] ?? 0;
    this.#length = grown;
  }

  /** Puts another number in the place of the one at `index`. */
  set(index: number, number: number): void {
    this.#numbers[index] = number;
  }

  /** Adds all of `numbers`. */
  append(numbers: ArrayLike<number>): void {
    const { length } = this;
    const grown = length + numbers.length;
    if (grown > mostInArray) this.#makeRoomFor(grown);
    if (this.#numbers instanceof Float64Array) this.#numbers.set(numbers, length);
    else for (let at = 0; at < numbers.length; at++) this.#numbers.push(numbers[at] ?? 0);
    this.#length = grown;
  }

  /** The numbers as they are now; to be read at once, and not kept. */
  get numbers(): readonly number[] | Float64Array {
    return this.#numbers instanceof Float64Array
      ? this.#numbers.subarray(0, this.#length)
      : this.#numbers;
  }

  /**
   * In a list of pairs that ascend by their first number: the index of the last pair whose first
   * number is not above `limit`; below 0 if there is none.
   */
  lastPairUpTo(limit: number): number {
    const numbers = this.#numbers;
    // Mostly it is about what was written last.
    let high = this.#length / 2 - 1;
    if ((numbers[high * 2] ?? 0) <= limit) return high * 2;
    let low = -1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((numbers[middle * 2] ?? 0) <= limit) low = middle;
      else high = middle - 1;
    }
    return low * 2;
  }

  /** Makes room for `length` numbers, which are more than an array is good for. */
  #makeRoomFor(length: number): void {
    const numbers = this.#numbers;
    if (numbers instanceof Float64Array && length <= numbers.length) return;
    const grown = new Float64Array(Math.max(length, Math.ceil(this.#length * 1.5)));
    grown.set(numbers instanceof Float64Array ? numbers.subarray(0, this.#length) : numbers);
    this.#numbers = grown;
  }
}

function arrayOf(numbers: ArrayLike<number>): number[] {
  const { 0: first, 1: second, length } = numbers;
  // Most lists are one pair, and there may be one for each of 100,000 clients.
  return length === 2 && first !== undefined && second !== undefined
    ? [first, second]
    : Array.from(numbers);
}
