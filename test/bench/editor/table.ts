/** Results as tables: every figure with how much it wandered, and beside Tiptap's. */

import { describeOutcome, showSpread, table } from "../report.ts";
import { outcomesOf, ratioTo, spreadOf, type Result } from "../results.ts";
import type { EditorName } from "./contestants.ts";

/** The table of documents of one size. */
export function describeEditors(result: Result<EditorName>): string {
  const { workload, absent, runs } = result;
  const present = workload.contestants.filter((name) =>
    runs.some(({ contestant }) => contestant === name),
  );
  const peers = present.filter((name) => name !== "coscribe");
  const isCompared = present.length > peers.length;
  const rows = workload.metrics.map(({ key, title, unit }) => [
    `${title}, ${unit}`,
    ...present.map((name) => showSpread(spreadOf(result, key, name))),
    ...(isCompared ? peers.map((name) => showSpread(ratioTo(result, key, name))) : []),
  ]);
  const head = [
    "median (min to max)",
    ...present,
    ...(isCompared ? peers.map((name) => `/ ${name}`) : []),
  ];
  return [
    workload.title,
    ...table([head, ...rows]),
    ...outcomesOf(result).map((outcome) => `  ${describeOutcome(outcome, workload.metrics)}`),
    ...[...absent].map(([name, reason]) => `  without ${name}: ${reason}`),
  ].join("\n");
}
