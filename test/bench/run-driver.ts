/** One run of a workload with a contestant, in a process of its own. */

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Contestant } from "./servers/contestants.ts";
import type { DriverResult, DriverTask } from "./driver.ts";
import type { Workload } from "./workload.ts";

const driver = fileURLToPath(new URL("driver.ts", import.meta.url));

/** Runs it; never rejects. `profiles` names files for profiles of the server. */
export async function runDriver(
  workload: Workload,
  contestant: Contestant,
  profiles: Pick<DriverTask, "profile" | "allocations"> = {},
): Promise<DriverResult> {
  const child = fork(driver);
  const task: DriverTask = { workload: workload.name, contestant: contestant.name, ...profiles };
  child.send(task);
  const gone = once(child, "exit").then(([code]): DriverResult => {
    return { type: "failure", reason: `the driver ended with ${String(code)}` };
  });
  const answered = once(child, "message").then(([result]) => result as DriverResult);
  const result = await Promise.race([answered, gone]);
  await gone;
  return result;
}
