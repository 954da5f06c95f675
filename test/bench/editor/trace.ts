/** What a browser does besides running scripts, from its own trace of the page's main thread. */

import { sum } from "../statistics.ts";

/** The parts of a trace event that are needed; times in µs. */
export interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
}

/** Where a browser writes what its own parts do. */
export const traceCategories: readonly string[] = ["devtools.timeline", "toplevel", "blink", "cc"];

const shownCount = 12;

/** How long each kind of work took for one of `count` keys, calls left out, the longest first. */
export function describeTrace(events: readonly TraceEvent[], count: number): string {
  const rows = [...selfTimes(mainThreadOf(events))]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, shownCount)
    .map(([name, us]) => `  ${(us / count / 1_000).toFixed(2).padStart(6)}  ${name}`);
  return ["  the browser's own trace, in ms a key:", ...rows].join("\n");
}

/** The thread that calls functions of scripts most often. */
function mainThreadOf(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const threads = new Map<string, TraceEvent[]>();
  for (const event of events) {
    if (event.ph !== "X") continue;
    const key = `${event.pid} ${event.tid}`;
    const thread = threads.get(key);
    if (thread === undefined) threads.set(key, [event]);
    else thread.push(event);
  }
  const calls = (thread: readonly TraceEvent[]): number =>
    sum(thread.map(({ name }) => (name === "FunctionCall" ? 1 : 0)));
  return [...threads.values()].toSorted((a, b) => calls(b) - calls(a))[0] ?? [];
}

/** The time of each name without what happened within it under another. */
function selfTimes(thread: readonly TraceEvent[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  const add = (name: string, us: number): void => {
    times.set(name, (times.get(name) ?? 0) + us);
  };
  const open: { readonly name: string; readonly end: number }[] = [];
  for (const { name, ts, dur = 0 } of thread.toSorted(byStart)) {
    while (open.length > 0 && open.at(-1)!.end <= ts) open.pop();
    const outer = open.at(-1);
    if (outer !== undefined) add(outer.name, -dur);
    add(name, dur);
    open.push({ name, end: ts + dur });
  }
  return times;
}

/** Of two that begin at once, the longer one has the other within it. */
function byStart(one: TraceEvent, other: TraceEvent): number {
  return one.ts - other.ts || (other.dur ?? 0) - (one.dur ?? 0);
}
