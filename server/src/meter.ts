/**
 * What the hot path costs, measured while it runs. Taking a number down costs a fraction of a
 * microsecond, and memory does not grow with how many there were.
 */

import {
  createHistogram,
  monitorEventLoopDelay,
  type Histogram,
  type IntervalHistogram,
} from "node:perf_hooks";
import { Buckets } from "./buckets.ts";
import { EventCounts } from "./event-counts.ts";

/** How a measured quantity was spread since the server was made. All 0 where there was nothing. */
export interface Distribution {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** What a server measures about itself. */
export interface Measurements {
  /** How many changes of documents were taken in, most of them keystrokes. */
  readonly changes: number;
  /**
   * How much later than they should timers run while there are clients, in milliseconds; the longest
   * stall seen is `max`.
   */
  readonly eventLoopDelayMs: Distribution;
  /** Milliseconds that a flush takes: merging, framing, handing over to every member. */
  readonly flushMs: Distribution;
  /** Of that, what merging the edits of a flush into one update takes. */
  readonly mergeMs: Distribution;
  /** Bytes of the update in a flush, before it goes to every member. */
  readonly flushBytes: Distribution;
  /** Milliseconds of a compaction, from its start to the new base on disk. */
  readonly compactionMs: Distribution;
  /** Bytes of documents in memory, now; see the option `maxResidentBytes`. */
  readonly residentBytes: number;
  /** Bytes that wait for clients to read them, now: in all, and of the one with most. */
  readonly queuedBytes: { readonly total: number; readonly most: number };
}

/**
 * Timers due every so many milliseconds show how late the event loop is. More of them would see more
 * stalls, but each wakes the processor: at 20 ms a server at rest never came to rest.
 */
const resolutionMs = 100;

/** Histograms hold whole numbers from 1 on. */
const microsecondsPerMs = 1_000;
const nanosecondsPerMs = 1_000_000;

/** Takes down one quantity. */
export class Series {
  readonly #histogram = createHistogram();
  readonly #unit: number;

  /** A number is kept in steps of 1 / `unit`. */
  constructor(unit: number) {
    this.#unit = unit;
  }

  /** Takes a number down; it is not below 0. */
  add(value: number): void {
    this.#histogram.record(Math.round(value * this.#unit) + 1);
  }

  /** What was taken down so far. */
  get distribution(): Distribution {
    return distributionOf(this.#histogram, this.#unit, 1);
  }
}

/** See the head of this file. */
export class Meter {
  /** See {@link Measurements.changes}. */
  changes = 0;
  /** See {@link Measurements.flushMs}. */
  readonly flushMs: Series = new Series(microsecondsPerMs);
  /** See {@link Measurements.mergeMs}. */
  readonly mergeMs: Series = new Series(microsecondsPerMs);
  /** See {@link Measurements.flushBytes}. */
  readonly flushBytes: Series = new Series(1);
  /** See {@link Measurements.compactionMs}. */
  readonly compactionMs: Series = new Series(microsecondsPerMs);
  /** How many messages of changes and presence were sent, times those who got each. */
  deliveries = 0;
  /** Bytes of WebSockets that have ended, from clients and to them. */
  receivedBytes = 0;
  sentBytes = 0;
  /** Milliseconds from an edit that was passed on to the same on disk; of each append its oldest. */
  readonly saveMs: Buckets = new Buckets();
  /** What events have told. */
  readonly events: EventCounts = new EventCounts();
  /** Watches the event loop for {@link recentEventLoopDelayMs}, once that was asked. */
  #recent: IntervalHistogram | undefined;
  readonly #eventLoop: IntervalHistogram = monitorEventLoopDelay({ resolution: resolutionMs });

  /** Watches the event loop from now on, which costs a little: while there are clients. */
  start(): void {
    this.#eventLoop.enable();
  }

  /** Ends what {@link start} began. */
  stop(): void {
    this.#eventLoop.disable();
  }

  /** Watches nothing any more. */
  close(): void {
    this.stop();
    this.#recent?.disable();
  }

  /** The same as `eventLoopDelayMs`, since this was last asked. */
  recentEventLoopDelayMs(): Distribution {
    const recent = (this.#recent ??= monitorEventLoopDelay({ resolution: resolutionMs }));
    const delay = distributionOf(recent, nanosecondsPerMs, resolutionMs * nanosecondsPerMs);
    recent.enable();
    recent.reset();
    return delay;
  }

  /** What was measured so far, and what holds now; `queuedBytes` has what waits for each client. */
  measurements(residentBytes: number, queuedBytes: readonly number[]): Measurements {
    const ownMs = resolutionMs * nanosecondsPerMs;
    return {
      changes: this.changes,
      eventLoopDelayMs: distributionOf(this.#eventLoop, nanosecondsPerMs, ownMs),
      flushMs: this.flushMs.distribution,
      mergeMs: this.mergeMs.distribution,
      flushBytes: this.flushBytes.distribution,
      compactionMs: this.compactionMs.distribution,
      residentBytes,
      queuedBytes: {
        total: queuedBytes.reduce((sum, bytes) => sum + bytes, 0),
        most: queuedBytes.reduce((most, bytes) => Math.max(most, bytes), 0),
      },
    };
  }
}

/** `offset` is what the histogram's numbers are too high by. */
function distributionOf(histogram: Histogram, unit: number, offset: number): Distribution {
  const { count } = histogram;
  const scaled = (value: number): number => Math.max(value - offset, 0) / unit;
  if (count === 0) return { count, mean: 0, p50: 0, p99: 0, max: 0 };
  return {
    count,
    mean: scaled(histogram.mean),
    p50: scaled(histogram.percentile(50)),
    p99: scaled(histogram.percentile(99)),
    max: scaled(histogram.max),
  };
}
