/**
 * The driver's process: runs one workload against one contestant, once, and tells `main.ts` what it
 * found. A process of its own for each run, so that no run inherits another's memory.
 */

import { join } from "node:path";
import { contestantNamed } from "./servers/contestants.ts";
import { withFolder } from "./folders.ts";
import { ServerProcess } from "./servers/server-process.ts";
import type { Figures } from "./workload.ts";
import { workloadNamed } from "./workloads/index.ts";

/** What the process is told. */
export interface DriverTask {
  readonly workload: string;
  readonly contestant: string;
  /** Files to write profiles of the server to. */
  readonly profile?: string | undefined;
  readonly allocations?: string | undefined;
}

/** What it answers. */
export type DriverResult =
  | { readonly type: "figures"; readonly figures: Figures }
  | { readonly type: "failure"; readonly reason: string };

if (process.send === undefined) throw new Error("this process is started by main.ts");
process.once("message", (task) => void answer(task as DriverTask));

async function answer(task: DriverTask): Promise<void> {
  let result: DriverResult;
  try {
    result = { type: "figures", figures: await run(task) };
  } catch (error) {
    result = { type: "failure", reason: error instanceof Error ? error.message : String(error) };
  }
  process.send?.(result, undefined, undefined, () => process.exit());
}

async function run({
  workload: name,
  contestant: who,
  ...observation
}: DriverTask): Promise<Figures> {
  const workload = workloadNamed(name);
  const contestant = contestantNamed(who);
  if (workload === undefined || contestant === undefined) throw new Error(`no ${name} or ${who}`);
  const servers: ServerProcess[] = [];
  return withFolder(async (folder) => {
    const startServer = async (files = join(folder, "data")): Promise<ServerProcess> => {
      const server = await ServerProcess.start(contestant, files);
      servers.push(server);
      return server;
    };
    try {
      return await workload.run({ contestant, folder, observation, startServer });
    } finally {
      await Promise.all(servers.map((server) => server.stop("SIGKILL")));
    }
  });
}
