/**
 * How the process that is nothing but a server uses memory. A program that embeds the server decides for
 * itself.
 *
 * Left alone, V8 prefers speed. Its young generation takes up to 48 MB after any work and keeps them; and a
 * process that does nothing at all it takes for a busy one, so garbage stays for ever. Asked to prefer
 * memory it keeps the young generation at some megabytes, lets its heap grow in smaller steps, and when
 * there is little to do it collects garbage, step by step. Measured: 10,000 idle clients need a third
 * less, 100 documents that were pushed two thirds of what they did. Where thousands of edits a second come
 * in, each costs a sixth more processor time, and half more where one client sends them as fast as it can;
 * so then speed it is.
 */

import { setFlagsFromString } from "node:v8";
import type { Clock } from "../clock.ts";

/** V8 gives back what work has left when there has been little to do for so many milliseconds. */
const restMs = 2_000;

/** From so many changes a second on speed counts: that is some two hundred people who type. */
const busyChanges = 1_000;
const lookEveryMs = 1_000;

/** Has V8 prefer memory. */
export function preferMemory(): void {
  setFlagsFromString("--optimize-for-size");
  setFlagsFromString(`--gc-memory-reducer-start-delay-ms=${restMs}`);
}

/** Has it prefer speed while many edits come in; `countChanges` tells how many there have been. */
export function preferSpeedWhenBusy(clock: Clock, countChanges: () => number): void {
  let before = countChanges();
  let isBusy = false;
  clock.every(lookEveryMs, () => {
    const changes = countChanges();
    const wasBusy = isBusy;
    isBusy = changes - before >= (busyChanges * lookEveryMs) / 1_000;
    before = changes;
    if (isBusy !== wasBusy) {
      setFlagsFromString(isBusy ? "--no-optimize-for-size" : "--optimize-for-size");
    }
  });
}
