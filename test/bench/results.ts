/** What was found, over all repetitions, and what follows from it. */

import type { ContestantName } from "./servers/contestants.ts";
import { median } from "./statistics.ts";
import type { Comparison, Figures, Target, Workload } from "./workload.ts";

/** One run. */
export interface Run<Name extends string = ContestantName> {
  readonly contestant: Name;
  /** Runs with the same number were made one after the other. */
  readonly repetition: number;
  /** The machine's load average of the last minute, when the run began. */
  readonly load: number;
  readonly figures: Figures;
}

/** All runs that are compared with each other. */
export interface Result<Name extends string> {
  readonly workload: Comparison<Name>;
  readonly runs: readonly Run<Name>[];
  /** Who did not take part or failed, and why. */
  readonly absent: ReadonlyMap<Name, string>;
}

/** All runs of one workload. */
export interface WorkloadResult extends Result<ContestantName> {
  readonly workload: Workload;
}

/** Several values of one thing. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** A target and what was reached. */
export interface Outcome<Name extends string = ContestantName> {
  readonly target: Target<Name>;
  readonly reached: Spread;
  readonly isMet: boolean;
}

/** A contestant's figures for one metric; undefined if there are none. */
export function spreadOf<Name extends string>(
  { runs }: Result<Name>,
  metric: string,
  contestant: Name | "coscribe",
): Spread | undefined {
  const own = runs.filter((run) => run.contestant === contestant);
  return spread(own.map(({ figures }) => figures[metric]));
}

/** Coscribe's figure divided by a peer's, repetition by repetition. */
export function ratioTo<Name extends string>(
  { runs }: Result<Name>,
  metric: string,
  peer: Name,
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
export function outcomesOf<Name extends string>(result: Result<Name>): readonly Outcome<Name>[] {
  return result.workload.targets.flatMap((target): Outcome<Name>[] => {
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
