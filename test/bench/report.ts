/** Results as tables for people. */

import {
  outcomesOf,
  ratioTo,
  spreadOf,
  type Outcome,
  type Spread,
  type Result,
} from "./results.ts";
import type { Metric } from "./workload.ts";

/** The tables of one comparison: the figures of everybody, then Coscribe beside each peer. */
export function describeResult<Name extends string>(result: Result<Name>): string {
  const { workload, absent, runs } = result;
  const present = workload.contestants.filter((name) =>
    runs.some((run) => run.contestant === name),
  );
  const peers = present.filter((name) => name !== "coscribe");
  const rows = workload.metrics.map((metric) => [
    `${metric.title}${metric.unit === "" ? "" : `, ${metric.unit}`}`,
    ...present.map((name) => showMedian(spreadOf(result, metric.key, name))),
  ]);
  const [main] = workload.metrics;
  const ratios =
    main === undefined || !present.some((name) => name === "coscribe")
      ? []
      : peers.map((peer) => `coscribe / ${peer}: ${showSpread(ratioTo(result, main.key, peer))}`);
  return [
    `${workload.name}: ${workload.title}`,
    ...table([["median of the runs", ...present], ...rows]),
    ...ratios.map((line) => `  ${main?.title}, ${line}`),
    ...outcomesOf(result).map((outcome) => `  ${describeOutcome(outcome, workload.metrics)}`),
    ...[...absent].map(([name, reason]) => `  without ${name}: ${reason}`),
    "",
  ].join("\n");
}

/** One line: the target, what was reached, and whether that is enough. */
export function describeOutcome<Name extends string>(
  { target, reached, isMet }: Outcome<Name>,
  metrics: readonly Metric[],
): string {
  const metric = metrics.find(({ key }) => key === target.metric);
  const limit = target.atMost === undefined ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`;
  const unit = target.against === undefined ? ` ${metric?.unit}` : ` × ${target.against}`;
  const verdict = isMet ? "met" : "MISSED";
  return `${verdict}: ${metric?.title} ${limit}${unit}: ${showSpread(reached)}`;
}

/** Rows in columns: the first to the left, numbers to the right. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows.map((row) => {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    return `  ${cells.join("   ")}`;
  });
}

function showMedian(spread: Spread | undefined): string {
  return spread === undefined ? "–" : show(spread.median);
}

/** The median, with the range if there is one. */
export function showSpread(spread: Spread | undefined): string {
  if (spread === undefined) return "–";
  const { median, min, max } = spread;
  return min === max ? show(median) : `${show(median)} (${show(min)} to ${show(max)})`;
}

/** Three digits that matter. */
function show(value: number): string {
  if (value === 0 || Math.abs(value) >= 100) return Math.round(value).toLocaleString("en-GB");
  return value.toPrecision(value < 1 ? 2 : 3);
}
