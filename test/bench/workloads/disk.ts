/**
 * What a document takes on disk after a long life: when the server has come to rest, and again after
 * it was stopped and started. And how many bytes were written on the way for each byte of edits.
 */

import { join } from "node:path";
import { documentOf, expectDocument } from "../clients/check.ts";
import { needsPaper, readPaper } from "../histories/paper.ts";
import { bytesOnDisk, writtenBytesOf } from "../servers/process-usage.ts";
import { replay } from "../clients/replay.ts";
import { sum } from "../statistics.ts";
import type { Figures, Stage, Workload } from "../workload.ts";

const document = "paper";
/** Longer than any contestant keeps a document open that nobody uses. */
const settleMs = 12_000;

/** See the head of this file. */
export const disk: Workload = {
  name: "disk",
  title: "bytes on disk after the 259,778 edits of automerge-paper, settled",
  contestants: ["y-leveldb", "coscribe"],
  repeat: 1,
  metrics: [
    { key: "share", title: "on disk / encoded document", unit: "×" },
    { key: "shareRestarted", title: "the same after a restart", unit: "×" },
    { key: "bytes", title: "on disk", unit: "KB" },
    { key: "amplification", title: "bytes written / bytes of edits", unit: "×" },
  ],
  targets: [
    { metric: "share", atMost: 1.5 },
    { metric: "shareRestarted", atMost: 1.5 },
  ],
  ...needsPaper,
  run,
};

async function run(stage: Stage): Promise<Figures> {
  const { updates, state } = readPaper();
  const files = join(stage.folder, "data");
  const server = await stage.startServer(files);
  await replay(server, document, updates);
  await server.idle(settleMs);
  const settled = bytesOnDisk(files);
  const written = writtenBytesOf(server.pid);
  await server.stop("SIGTERM");

  const again = await stage.startServer(files);
  await expectDocument(again, document, documentOf([state]));
  await again.idle(settleMs);
  const restarted = bytesOnDisk(files);
  return {
    share: settled / state.length,
    shareRestarted: restarted / state.length,
    bytes: settled / 1_024,
    amplification: written / sum(updates.map(({ length }) => length)),
  };
}
