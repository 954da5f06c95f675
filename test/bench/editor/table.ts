/** Results as tables: every figure with how much it wandered, and Coscribe's beside Tiptap's. */

import { describeOutcome, showSpread, table } from "../report.ts";
import { outcomesOf, ratioTo, spreadOf, type Result } from "../results.ts";
import type { EditorName } from "./contestants.ts";

/** The table of documents of one size. */
export function describeEditors(result: Result<EditorName>): string {
  const { workload, absent, runs } = result;
  const present = workload.contestants.filter((name) =>
    runs.some(({ contestant }) => contestant === name),
  );
  const rows = workload.metrics.map(({ key, title, unit }) => [
    `${title}, ${unit}`,
    ...present.map((name) => showSpread(spreadOf(result, key, name))),
    showSpread(ratioTo(result, key, "tiptap")),
  ]);
  return [
    workload.title,
    ...table([["median (min to max)", ...present, "coscribe / tiptap"], ...rows]),
    ...outcomesOf(result).map((outcome) => `  ${describeOutcome(outcome, workload.metrics)}`),
    ...[...absent].map(([name, reason]) => `  without ${name}: ${reason}`),
  ].join("\n");
}
