/**
 * What waits for its turn, so that nobody's much keeps anybody's little waiting: authors share the
 * work by its size. Whoever has had nothing done for a while comes before whoever has had much done,
 * and of those who come new the one with the least. Everything has its turn in the end.
 */

/** Something that waits. */
interface Waiting<Item> {
  readonly item: Item;
  /** The queue's time when it would be done, if all authors were served at once and alike. */
  readonly end: number;
}

/** See the head of this file. */
export class FairQueue<Item> {
  #waiting: Waiting<Item>[] = [];
  /** What was done last ended at this time. */
  #time = 0;
  readonly #ends = new WeakMap<object, number>();

  /** Adds `item`, which is `cost` work for `author`. */
  push(item: Item, author: object, cost: number): void {
    const end = Math.max(this.#time, this.#ends.get(author) ?? 0) + cost;
    this.#ends.set(author, end);
    this.#waiting.push({ item, end });
  }

  /** Takes out whatever is next; undefined where nothing waits. */
  shift(): Item | undefined {
    let next: Waiting<Item> | undefined;
    for (const waiting of this.#waiting) {
      if (next === undefined || waiting.end < next.end) next = waiting;
    }
    if (next === undefined) return undefined;
    this.#time = Math.max(this.#time, next.end);
    this.remove(next.item);
    return next.item;
  }

  /** Takes `item` out; returns false where it does not wait. */
  remove(item: Item): boolean {
    const before = this.#waiting.length;
    this.#waiting = this.#waiting.filter((waiting) => waiting.item !== item);
    return this.#waiting.length < before;
  }
}
