/**
 * `npm run bench`: prints what Coscribe costs beside its peers, and writes every figure to a file;
 * with `--profile`, shows where Coscribe's time and memory go instead. See README.md.
 */

import { existsSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release } from "node:os";
import { join } from "node:path";
import { readArguments, usage, type Arguments } from "./arguments.ts";
import { compareAll } from "./compare.ts";
import { contestantNamed } from "./servers/contestants.ts";
import { cacheFolder } from "./folders.ts";
import { summariseAllocations, summariseProfile } from "./profile.ts";
import { describeOutcome } from "./report.ts";
import { outcomesOf, type WorkloadResult } from "./results.ts";
import { runDriver } from "./run-driver.ts";
import type { Workload } from "./workload.ts";

if (process.platform === "linux") await main();
else console.log("The measurements read /proc, so they need Linux.");

async function main(): Promise<void> {
  let args: Arguments;
  try {
    args = readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  const workloads = args.workloads.filter((workload) => {
    const reason = workload.whyNot?.();
    if (reason !== undefined) console.log(`${workload.name}: skipped, because ${reason}`);
    return reason === undefined;
  });
  if (args.profile) return profileAll(workloads);
  const startedAt = new Date();
  const results = await compareAll(workloads, args.contestants, args.repeat);
  console.log(`Targets\n${results.flatMap(describeOutcomes).join("\n")}`);
  const file = args.json ?? join(cacheFolder, "bench.json");
  writeFileSync(file, `${JSON.stringify(toJson(results, startedAt), null, 2)}\n`);
  console.log(`\nEvery figure of every run: ${file}`);
  const hasFailed = results.some(({ absent }) =>
    [...absent.values()].some((reason) => reason.startsWith("failed")),
  );
  if (hasFailed) process.exitCode = 1;
}

/** Runs each workload twice with Coscribe alone: one run for time, one for allocations. */
async function profileAll(workloads: readonly Workload[]): Promise<void> {
  const coscribe = contestantNamed("coscribe");
  if (coscribe === undefined) throw new Error("Coscribe is not among the contestants");
  for (const workload of workloads) {
    const profile = join(cacheFolder, `bench-${workload.name}.cpuprofile`);
    const allocations = join(cacheFolder, `bench-${workload.name}.heapprofile`);
    console.log(`\n${workload.name}: ${workload.title}`);
    /* oxlint-disable no-await-in-loop -- two at once would disturb each other */
    await workload.prepare?.();
    for (const file of [profile, allocations]) rmSync(file, { force: true });
    const timed = await runDriver(workload, coscribe, { profile });
    console.log(timed.type === "figures" ? summaryOf(profile, summariseProfile) : timed.reason);
    const counted = await runDriver(workload, coscribe, { allocations });
    console.log(
      counted.type === "figures" ? summaryOf(allocations, summariseAllocations) : counted.reason,
    );
    /* oxlint-enable no-await-in-loop */
  }
}

/** Some workloads look at memory or time alone, and there is nothing to profile. */
function summaryOf(file: string, summarise: (file: string) => string): string {
  return existsSync(file)
    ? summarise(file)
    : "  nothing was profiled: this workload does not ask for it";
}

function describeOutcomes(result: WorkloadResult): string[] {
  const { name, metrics } = result.workload;
  return outcomesOf(result).map(
    (outcome) => `  ${name.padEnd(15)} ${describeOutcome(outcome, metrics)}`,
  );
}

function toJson(results: readonly WorkloadResult[], startedAt: Date): object {
  return {
    startedAt: startedAt.toISOString(),
    endedAt: new Date().toISOString(),
    machine: { processor: cpus()[0]?.model, count: cpus().length, kernel: release() },
    loadAtEnd: loadavg(),
    node: process.version,
    workloads: results.map((result) => ({
      name: result.workload.name,
      title: result.workload.title,
      runs: result.runs,
      outcomes: outcomesOf(result),
      absent: Object.fromEntries(result.absent),
    })),
  };
}
