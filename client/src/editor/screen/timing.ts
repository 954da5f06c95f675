/** The time that finding takes, handed in so that a test can be the clock. */

/** See above. Functions that begin something return the one that calls it off. */
export interface Timing {
  readonly nowMs: () => number;
  /** Calls `task` after whatever else waits, such as a key. */
  readonly soon: (task: () => void) => () => void;
  /** Calls `task` when the browser is about to draw. */
  readonly onFrame: (task: () => void) => () => void;
}

/** The browser's own. */
export const browserTiming: Timing = {
  nowMs: () => performance.now(),
  soon: (task) => {
    const timer = setTimeout(task);
    return () => clearTimeout(timer);
  },
  onFrame: (task) => {
    const frame = requestAnimationFrame(task);
    return () => cancelAnimationFrame(frame);
  },
};
