/**
 * The server's figures as Prometheus reads them, by `prom-client`. They are counted where things happen and
 * read when somebody asks: nothing here is called for a message, and the library is loaded with the first
 * question. No figure names a document, a user or an address.
 */

import type { Counter, Gauge, Metric, Registry } from "prom-client";
import type { BucketCounts } from "../buckets.ts";

/** A figure that is one number, or one for each value of a label. */
export interface NumberFigure {
  /** `counter`: it only rises, from the start of the server. */
  readonly type: "counter" | "gauge";
  readonly name: string;
  readonly help: string;
  /** What the keys of the value are, where it has any. */
  readonly label?: string;
  readonly value: number | Readonly<Record<string, number>>;
}

/** A figure that has many values, of which the spread counts. */
export interface SpreadFigure {
  readonly type: "histogram";
  readonly name: string;
  readonly help: string;
  /** Of milliseconds; given in seconds. */
  readonly milliseconds: BucketCounts;
}

/** A figure, now. */
export type Figure = NumberFigure | SpreadFigure;

/** An answer to a scrape. */
export interface MetricsAnswer {
  readonly contentType: string;
  readonly text: string;
}

/** See the head of this file. */
export class Metrics {
  readonly #read: () => readonly Figure[];
  #registry: Promise<Registry> | undefined;
  /** What the scrape under way has read. */
  #figures = new Map<string, Figure>();

  /** `read` gives all figures, the same ones each time. */
  constructor(read: () => readonly Figure[]) {
    this.#read = read;
  }

  /** Reads all figures. */
  async answer(): Promise<MetricsAnswer> {
    const registry = await (this.#registry ??= this.#makeRegistry());
    this.#take();
    return { contentType: registry.contentType, text: await registry.metrics() };
  }

  #take(): void {
    this.#figures = new Map(this.#read().map((figure) => [figure.name, figure]));
  }

  async #makeRegistry(): Promise<Registry> {
    const { Counter, Gauge, Registry } = await import("prom-client");
    const registry = new Registry();
    for (const figure of this.#read()) {
      const { name, help } = figure;
      if (figure.type === "histogram") {
        registry.registerMetric(countedHistogram(name, help, () => this.#figures.get(name)));
        continue;
      }
      const labelNames = figure.label === undefined ? [] : [figure.label];
      const configuration = { name, help, labelNames, registers: [registry] };
      if (figure.type === "counter") {
        const counter: Counter = new Counter({
          ...configuration,
          collect: () => {
            counter.reset();
            forEachValue(this.#figures.get(name), (labels, value) => counter.inc(labels, value));
          },
        });
      } else {
        const gauge: Gauge = new Gauge({
          ...configuration,
          collect: () => {
            gauge.reset();
            forEachValue(this.#figures.get(name), (labels, value) => gauge.set(labels, value));
          },
        });
      }
    }
    return registry;
  }
}

function forEachValue(
  figure: Figure | undefined,
  use: (labels: Record<string, string>, value: number) => void,
): void {
  if (figure === undefined || figure.type === "histogram") return;
  const { label, value } = figure;
  if (typeof value === "number") use({}, value);
  else if (label !== undefined) {
    for (const [key, part] of Object.entries(value)) use({ [label]: key }, part);
  }
}

/**
 * A histogram of what was counted elsewhere. `prom-client` has none: its own takes one value after the
 * other. Of a metric its registry asks nothing but what `get` gives.
 */
function countedHistogram(name: string, help: string, read: () => Figure | undefined): Metric {
  const metric = {
    name,
    get: async () => ({ name, help, type: "histogram", values: bucketValues(name, read()) }),
    reset: () => undefined,
  };
  return metric as unknown as Metric;
}

interface BucketValue {
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
  readonly metricName: string;
}

function bucketValues(name: string, figure: Figure | undefined): readonly BucketValue[] {
  if (figure?.type !== "histogram") return [];
  const { bounds, counts, sum } = figure.milliseconds;
  let count = 0;
  const steps = [...bounds, Infinity].map((bound, step): BucketValue => {
    count += counts[step] ?? 0;
    const le = bound === Infinity ? "+Inf" : bound / 1_000;
    return { labels: { le }, value: count, metricName: `${name}_bucket` };
  });
  return [
    ...steps,
    { labels: {}, value: sum / 1_000, metricName: `${name}_sum` },
    { labels: {}, value: count, metricName: `${name}_count` },
  ];
}
