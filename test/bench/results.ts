/** What was found, over all repetitions, and what follows from it. */

import type { ContestantName } from "./servers/contestants.ts";
import { median } from "./statistics.ts";
import type { Figures, Target, Workload } from "./workload.ts";

/** One run. */
export interface Run {
  readonly contestant: ContestantName;
  /** Runs with the same number were made one after the other. */
  readonly repetition: number;
  /** The machine's load average of the last minute, when the run began. */
  readonly load: number;
  readonly figures: Figures;
}

/** All runs of one workload. */
export interface WorkloadResult {
  readonly workload: Workload;
  readonly runs: readonly Run[];
  /** Who did not take part or failed, and why. */
  readonly absent: ReadonlyMap<ContestantName, string>;
}

/** Several values of one thing. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** A target and what was reached. */
export interface Outcome {
  readonly target: Target;
  readonly reached: Spread;
  readonly isMet: boolean;
}

/** A contestant's figures for one metric; undefined if there are none. */
export function spreadOf(
  { runs }: WorkloadResult,
  metric: string,
  contestant: ContestantName,
): Spread | undefined {
  const own = runs.filter((run) => run.contestant === contestant);
  return spread(own.map(({ figures }) => figures[metric]));
}

/** Coscribe's figure divided by a peer's, repetition by repetition. */
export function ratioTo(
  { runs }: WorkloadResult,
  metric: string,
  peer: ContestantName,
): Spread | undefined {
  const ratios = runs
    .filter(({ contestant }) => contestant === "coscribe")
    .map(({ figures, repetition }) => {
      const other = runs.find((run) => run.contestant === peer && run.repetition === repetition);
      const ours = figures[metric];
      const theirs = other?.figures[metric];
      return ours === undefined || theirs === undefined ? undefined : ours / theirs;
    });
  return spread(ratios);
}

/** Each target that can be judged. */
export function outcomesOf(result: WorkloadResult): readonly Outcome[] {
  return result.workload.targets.flatMap((target): Outcome[] => {
    const { metric, against, atMost = Infinity, atLeast = -Infinity } = target;
    const reached =
      against === undefined
        ? spreadOf(result, metric, "coscribe")
        : ratioTo(result, metric, against);
    if (reached === undefined) return [];
    return [{ target, reached, isMet: reached.median <= atMost && reached.median >= atLeast }];
  });
}

function spread(values: readonly (number | undefined)[]): Spread | undefined {
  const known = values.filter((value): value is number => Number.isFinite(value));
  if (known.length === 0) return undefined;
  return { median: median(known), min: Math.min(...known), max: Math.max(...known) };
}
