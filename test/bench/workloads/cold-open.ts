/**
 * Opening a document that nobody has open, in a process that has just started: first one that was
 * never compacted, every edit a record of its own; then, when the server has come to rest and was
 * started again, the same document as it left it.
 */

import { join } from "node:path";
import { performance } from "node:perf_hooks";
import * as Y from "yjs";
import { documentOf, expectDocument } from "../clients/check.ts";
import { DocumentClient } from "../clients/document-client.ts";
import { needsPaper, paperAuthor, readPaper } from "../histories/paper.ts";
import { bytesOnDisk } from "../servers/process-usage.ts";
import { replay } from "../clients/replay.ts";
import type { Measured, ServerProcess } from "../servers/server-process.ts";
import type { Figures, Stage, Workload } from "../workload.ts";

const document = "paper";

/** See the head of this file. */
export const coldOpen: Workload = {
  name: "cold-open",
  title: "opening automerge-paper from disk, as 259,778 records and compacted",
  contestants: ["y-leveldb", "coscribe"],
  repeat: 1,
  metrics: [
    { key: "ms", title: "as single records, until a client has it", unit: "ms" },
    { key: "stallMax", title: "event-loop stall max meanwhile", unit: "ms" },
    { key: "compactedMs", title: "once compacted", unit: "ms" },
    { key: "compactedStallMax", title: "event-loop stall max meanwhile, compacted", unit: "ms" },
    { key: "diskBefore", title: "on disk as single records", unit: "KB" },
    { key: "diskAfter", title: "on disk once compacted", unit: "KB" },
  ],
  targets: [
    { metric: "ms", atMost: 1_000 },
    { metric: "stallMax", atMost: 50 },
    { metric: "compactedMs", atMost: 40 },
  ],
  ...needsPaper,
  run,
};

async function run(stage: Stage): Promise<Figures> {
  const { updates, state } = readPaper();
  const files = join(stage.folder, "data");
  if (stage.contestant.name === "coscribe") await writeLog(files, updates);
  else await writeThroughServer(await stage.startServer(files), updates);
  const diskBefore = bytesOnDisk(files);
  const end = Y.parseUpdateMeta(state).to.get(paperAuthor) ?? 0;

  const fresh = await stage.startServer(files);
  const first = await open(fresh, end, stage);
  await fresh.idle(3_000);
  await expectDocument(fresh, document, documentOf([state]));
  await fresh.stop("SIGTERM");

  const again = await stage.startServer(files);
  const second = await open(again, end, stage);
  await again.idle();
  return {
    ms: first.ms,
    stallMax: first.measured.loopDelay.maxMs,
    compactedMs: second.ms,
    compactedStallMax: second.measured.loopDelay.maxMs,
    diskBefore: diskBefore / 1_024,
    diskAfter: bytesOnDisk(files) / 1_024,
  };
}

/** Connects and waits for the end of the text; some servers answer before they have it. */
async function open(
  server: ServerProcess,
  end: number,
  { observation }: Stage,
): Promise<{ readonly ms: number; readonly measured: Measured }> {
  await server.idle();
  const finish = await server.measure({ ...observation, loopDelay: true });
  const startedAt = performance.now();
  let client: DocumentClient | undefined;
  const ms = await new Promise<number>((resolve, reject) => {
    const onUpdate = (update: Uint8Array): void => {
      const reached = Y.parseUpdateMeta(update).to.get(paperAuthor) ?? 0;
      if (reached >= end) resolve(performance.now() - startedAt);
    };
    DocumentClient.join(server, document, { keepsUpdates: false, onUpdate }).then((joined) => {
      client = joined;
    }, reject);
  });
  const measured = await finish();
  client?.leave();
  return { ms, measured };
}

/** y-leveldb writes a record per edit and does not compact while it runs. */
async function writeThroughServer(
  server: ServerProcess,
  updates: readonly Uint8Array[],
): Promise<void> {
  await replay(server, document, updates);
  await server.stop("SIGTERM");
}

/** Coscribe would write what comes at once as one record, so this goes into its store directly. */
async function writeLog(files: string, updates: readonly Uint8Array[]): Promise<void> {
  // Loaded here, so that no other workload's driver has the server's code in memory.
  const { levelStore } = await import("@coscribe/server");
  const { parseDocumentName } = await import("@coscribe/shared");
  const store = levelStore(files, { commitIntervalMs: 0 });
  const log = await store.open(parseDocumentName(document));
  const atOnce = 2_000;
  for (let index = 0; index < updates.length; index += atOnce) {
    const some = updates.slice(index, index + atOnce);
    // oxlint-disable-next-line no-await-in-loop -- so that not all is in memory at once
    await Promise.all(some.map((update) => log.append(update)));
  }
  await store.close();
}
