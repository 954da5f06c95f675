/**
 * Time, handed in: the only file of the server that touches timers, so that a test can run hours
 * in milliseconds and replay them.
 */

import { performance } from "node:perf_hooks";

/** Something scheduled. */
export interface Timer {
  /** Takes it back; does nothing once it has run. */
  cancel(): void;
}

/** The time and the future. Callbacks must not throw. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  now(): number;
  /** Milliseconds since 1970, as the machine believes; may jump. */
  wallTime(): number;
  /** Runs `callback` once when the current turn of the event loop has handled its input. */
  afterTurn(callback: () => void): Timer;
  /** Runs `callback` once, `ms` milliseconds from now. */
  after(ms: number, callback: () => void): Timer;
  /** Runs `callback` every `ms` milliseconds, first in `ms` milliseconds. */
  every(ms: number, callback: () => void): Timer;
}

/**
 * A clock of which no callback ends the process: what one throws, `onError` is told. Whoever knows what
 * it belongs to deals with it before that.
 */
export function guardedClock(clock: Clock, onError: (cause: unknown) => void): Clock {
  const guarded = (callback: () => void) => (): void => {
    try {
      callback();
    } catch (cause) {
      onError(cause);
    }
  };
  return {
    now: () => clock.now(),
    wallTime: () => clock.wallTime(),
    afterTurn: (callback) => clock.afterTurn(guarded(callback)),
    after: (ms, callback) => clock.after(ms, guarded(callback)),
    every: (ms, callback) => clock.every(ms, guarded(callback)),
  };
}

/**
 * Keeps the process alive until it is cancelled, for work that waits for nothing but timers: those
 * of the {@link systemClock} let a process end.
 */
export function stayAwake(): Timer {
  const interval = setInterval(() => undefined, 2 ** 30);
  return { cancel: () => clearInterval(interval) };
}

/**
 * Resolves in the next turn of the event loop: lets everybody else have a turn before long work goes
 * on.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Does all `steps`, each in a turn of the event loop of its own; gives what they return. */
export async function inTurns<T>(steps: Iterator<undefined, T, undefined>): Promise<T> {
  let step = steps.next();
  while (step.done !== true) {
    // oxlint-disable-next-line no-await-in-loop -- so that others have their turn
    await nextTurn();
    step = steps.next();
  }
  return step.value;
}

/** The real one. Its timers do not keep the process alive: open sockets and writes do. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wallTime: () => Date.now(),
  afterTurn(callback) {
    const immediate = setImmediate(callback);
    return { cancel: () => clearImmediate(immediate) };
  },
  after(ms, callback) {
    const timeout = setTimeout(callback, ms).unref();
    return { cancel: () => clearTimeout(timeout) };
  },
  every(ms, callback) {
    const interval = setInterval(callback, ms).unref();
    return { cancel: () => clearInterval(interval) };
  },
};
