/**
 * Time, handed in: the only file of the headless client that touches timers, so that a test can let
 * seconds pass at once.
 */

/** Something scheduled. */
export interface Timer {
  /** Takes it back; does nothing once it has run. */
  cancel(): void;
}

/** The time and the future. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  now(): number;
  /** Milliseconds since 1970, as the machine believes; may jump. */
  wallTime(): number;
  /** Runs `callback` once, `ms` milliseconds from now, and never before the caller has returned. */
  after(ms: number, callback: () => void): Timer;
}

/** The real one. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wallTime: () => Date.now(),
  after(ms, callback) {
    const timeout = setTimeout(callback, ms);
    return { cancel: () => clearTimeout(timeout) };
  },
};
