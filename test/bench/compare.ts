/** Runs workloads, each contestant in turn and the whole several times over. */

import { loadavg } from "node:os";
import { performance } from "node:perf_hooks";
import { whyMissing, type Contestant, type ContestantName } from "./servers/contestants.ts";
import { installPeers } from "./servers/peers.ts";
import { describeResult } from "./report.ts";
import type { Run, WorkloadResult } from "./results.ts";
import { runDriver } from "./run-driver.ts";
import type { Workload } from "./workload.ts";

/** Runs all, and prints each table when it is complete. */
export async function compareAll(
  workloads: readonly Workload[],
  contestants: readonly Contestant[],
  repeat: number | undefined,
): Promise<readonly WorkloadResult[]> {
  const isPeerNeeded = contestants.some(
    ({ name, isPeer }) =>
      isPeer && workloads.some((workload) => workload.contestants.includes(name)),
  );
  const failedInstall = isPeerNeeded ? await installPeers() : undefined;
  const results: WorkloadResult[] = [];
  for (const workload of workloads) {
    const absent = new Map<ContestantName, string>();
    const present = contestants.filter((contestant) => {
      if (!workload.contestants.includes(contestant.name)) return false;
      const reason = contestant.isPeer ? (failedInstall ?? whyMissing(contestant)) : undefined;
      if (reason !== undefined) absent.set(contestant.name, reason);
      return reason === undefined;
    });
    // oxlint-disable-next-line no-await-in-loop -- two at once would disturb each other
    const runs = await compare(workload, present, repeat ?? workload.repeat, absent);
    const result = { workload, runs, absent };
    results.push(result);
    console.log(`\n${describeResult(result)}`);
  }
  return results;
}

/** Runs one workload. Who fails is added to `absent`, and left out from then on. */
async function compare(
  workload: Workload,
  contestants: readonly Contestant[],
  repetitions: number,
  absent: Map<ContestantName, string>,
): Promise<readonly Run[]> {
  await workload.prepare?.();
  const runs: Run[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const contestant of contestants.filter(({ name }) => !absent.has(name))) {
      const load = loadavg()[0] ?? Number.NaN;
      process.stdout.write(
        `${workload.name} ${repetition + 1}/${repetitions} ${contestant.name} … `,
      );
      const startedAt = performance.now();
      // oxlint-disable-next-line no-await-in-loop -- two at once would disturb each other
      const result = await runDriver(workload, contestant);
      if (result.type === "figures") {
        runs.push({ contestant: contestant.name, repetition, load, figures: result.figures });
        console.log(`${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
      } else {
        absent.set(contestant.name, `failed: ${result.reason}`);
        console.log(`failed: ${result.reason}`);
      }
    }
  }
  return runs;
}
