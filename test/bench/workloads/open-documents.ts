/**
 * What documents cost in memory that people bring and then leave open. Counted is by how much the
 * process has grown since it did nothing: with worker threads that are still there, and with garbage,
 * since the machine has to have the memory for those, too.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { documentOf, expectDocument } from "../clients/check.ts";
import { DocumentClient } from "../clients/document-client.ts";
import { needsPaper, readPaper } from "../histories/paper.ts";
import type { Figures, Stage, Workload } from "../workload.ts";

const count = 100;
/** A server that does nothing for so long has come to rest. */
const restMs = 3_000;
const laterMs = 30_000;

/** See the head of this file. */
export const openDocuments: Workload = {
  name: "open-documents",
  title: `${count} documents of 311 KB (automerge-paper) pushed and held open by a client each`,
  contestants: ["y-websocket", "hocuspocus", "coscribe"],
  repeat: 3,
  metrics: [
    { key: "growth", title: "memory more than before them", unit: "MB" },
    { key: "laterGrowth", title: "half a minute later", unit: "MB" },
    { key: "peakGrowth", title: "at most", unit: "MB" },
    { key: "idle", title: "memory before", unit: "MB" },
  ],
  targets: [
    { metric: "growth", against: "y-websocket", atMost: 0.2 },
    { metric: "laterGrowth", against: "y-websocket", atMost: 0.2 },
  ],
  ...needsPaper,
  run,
};

async function run(stage: Stage): Promise<Figures> {
  const { state } = readPaper();
  const server = await stage.startServer();
  await server.idle();
  const idle = server.memory.now;
  server.resetPeak();
  for (let index = 0; index < count; index++) {
    // oxlint-disable-next-line no-await-in-loop -- a server that is overrun is another workload
    const client = await DocumentClient.join(server, `paper-${index}`, { keepsUpdates: false });
    client.write(state);
  }
  await server.idle(restMs);
  const { now, peak } = server.memory;
  await sleep(laterMs);
  const later = server.memory.now;
  const expected = documentOf([state]);
  for (let index = 0; index < count; index += 10) {
    // oxlint-disable-next-line no-await-in-loop
    await expectDocument(server, `paper-${index}`, expected);
  }
  const growthOf = (bytes: number): number => (bytes - idle) / 2 ** 20;
  return {
    growth: growthOf(now),
    laterGrowth: growthOf(later),
    peakGrowth: growthOf(peak),
    idle: idle / 2 ** 20,
  };
}
