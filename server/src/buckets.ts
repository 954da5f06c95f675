/**
 * How the values of a quantity are spread, counted in fixed steps as Prometheus wants them: so figures of
 * several servers and of any span of time can be added up. Taking a value down costs some nanoseconds.
 */

/** What {@link Buckets} have counted. */
export interface BucketCounts {
  /** The upper bounds of the steps, rising. Values above the last one are counted too. */
  readonly bounds: readonly number[];
  /** How many values lay in each step, and in the end how many lay above all of them. */
  readonly counts: ArrayLike<number>;
  /** All values together. */
  readonly sum: number;
}

/** From half a millisecond to half a minute, for what has to do with disks. */
export const durationBoundsMs: readonly number[] = [
  0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000,
];

/** See the head of this file. */
export class Buckets implements BucketCounts {
  readonly bounds: readonly number[];
  readonly counts: Float64Array;
  sum = 0;

  constructor(bounds: readonly number[] = durationBoundsMs) {
    this.bounds = bounds;
    this.counts = new Float64Array(bounds.length + 1);
  }

  /** Takes a value down. */
  add(value: number): void {
    const step = this.bounds.findIndex((bound) => value <= bound);
    this.counts[step === -1 ? this.bounds.length : step]! += 1;
    this.sum += value;
  }
}
