/**
 * A program writes: an import, a script, a client that was offline for a year. The server is killed
 * the moment it has acknowledged the last edit, started again, and asked for the document.
 */

import { documentOf, expectDocument } from "../clients/check.ts";
import { needsPaper, readPaper } from "../histories/paper.ts";
import { replay } from "../clients/replay.ts";
import type { Figures, Stage, Workload } from "../workload.ts";

const document = "paper";

/** See the head of this file. */
export const fullSpeed: Workload = {
  name: "full-speed",
  title: "one client sends the 259,778 edits of automerge-paper as fast as it can",
  contestants: ["y-websocket", "y-leveldb", "coscribe"],
  repeat: 1,
  metrics: [
    { key: "rate", title: "edits taken in and written", unit: "/s" },
    { key: "cpu", title: "server CPU per edit", unit: "µs" },
    { key: "growth", title: "memory on top, at most", unit: "MB" },
    { key: "stallMax", title: "event-loop stall max", unit: "ms" },
    { key: "driverCpu", title: "driver CPU", unit: "%" },
  ],
  targets: [{ metric: "rate", against: "y-leveldb", atLeast: 3 }],
  ...needsPaper,
  run,
};

async function run(stage: Stage): Promise<Figures> {
  const { updates, state } = readPaper();
  const server = await stage.startServer();
  server.resetPeak();
  const before = server.memory.now;
  const finish = await server.measure({ ...stage.observation, loopDelay: true });
  const { ms } = await replay(server, document, updates);
  const measured = await finish();
  const { peak } = server.memory;

  const expected = documentOf([state]);
  if (stage.contestant.keepsFiles) {
    await server.stop("SIGKILL");
    await expectDocument(await stage.startServer(), document, expected);
  } else await expectDocument(server, document, expected);
  return {
    rate: (updates.length * 1_000) / ms,
    cpu: (measured.cpuMs * 1_000) / updates.length,
    growth: (peak - before) / 2 ** 20,
    stallMax: measured.loopDelay.maxMs,
    driverCpu: (measured.driverMs / measured.wallMs) * 100,
  };
}
