/** What a measurement is made of: a workload describes itself, runs, and returns figures. */

import type { Contestant, ContestantName } from "./servers/contestants.ts";
import type { Observation, ServerProcess } from "./servers/server-process.ts";

/** What a run of one workload with one contestant found: the key of a metric → its value. */
export type Figures = Readonly<Record<string, number>>;

/** One line of a table. */
export interface Metric {
  readonly key: string;
  readonly title: string;
  readonly unit: "µs" | "ms" | "s" | "MB" | "KB" | "B" | "/s" | "%" | "×" | "";
}

/** What Coscribe wants to reach, beside contestants of these names. */
export interface Target<Name extends string = ContestantName> {
  readonly metric: string;
  /** The limit is a multiple of this contestant's figure; without it, the figure itself. */
  readonly against?: Name;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Where a workload runs: one contestant, once. */
export interface Stage {
  readonly contestant: Contestant;
  /** An empty folder for the server's files. */
  readonly folder: string;
  /** What to watch besides, where the workload measures: profiles. */
  readonly observation: Observation;
  /** Starts the contestant, in `folder` unless told otherwise; it is stopped after the run. */
  startServer(folder?: string): Promise<ServerProcess>;
}

/** What contestants of these names are compared by. */
export interface Comparison<Name extends string = ContestantName> {
  readonly name: string;
  readonly title: string;
  /** Who takes part. */
  readonly contestants: readonly Name[];
  /** The first one stands for the comparison in the summary. */
  readonly metrics: readonly Metric[];
  readonly targets: readonly Target<Name>[];
}

/** See the head of this file. */
export interface Workload extends Comparison {
  /** How often it runs unless told otherwise. */
  readonly repeat: number;
  /** Why it cannot run on this machine, if so. */
  whyNot?(): string | undefined;
  /** Work that would disturb the measurement, done once before anything is measured. */
  prepare?(): Promise<void>;
  /** Runs it, checks that the documents are right, and returns a figure for each metric it has. */
  run(stage: Stage): Promise<Figures>;
}
