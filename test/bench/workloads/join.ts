/**
 * Opening a document that others have open: one after the other, first while nobody writes, then
 * with an edit before each, so that no answer can be used twice.
 */

import { performance } from "node:perf_hooks";
import { Random } from "../../support/random.ts";
import { documentOf, expectDocument } from "../clients/check.ts";
import { DocumentClient } from "../clients/document-client.ts";
import { needsPaper, readPaper } from "../histories/paper.ts";
import type { ServerProcess } from "../servers/server-process.ts";
import { quantile } from "../statistics.ts";
import { recordTyping } from "../histories/typist.ts";
import type { Figures, Stage, Workload } from "../workload.ts";

const quietJoins = 300;
const busyJoins = 150;
const document = "paper";
/** What browsers offer. */
const deflate = { "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits" };

/** See the head of this file. */
export const join: Workload = {
  name: "join",
  title: "joining a document of 311 KB (automerge-paper)",
  contestants: ["y-websocket", "hocuspocus", "coscribe"],
  repeat: 2,
  metrics: [
    { key: "cpu", title: "server CPU per join", unit: "ms" },
    { key: "cpuBusy", title: "the same, with an edit before each", unit: "ms" },
    { key: "p50", title: "time to join p50", unit: "ms" },
    { key: "bytes", title: "bytes to a client that offers to inflate", unit: "KB" },
    { key: "wireShare", title: "of the document's bytes", unit: "×" },
  ],
  targets: [
    { metric: "cpu", against: "y-websocket", atMost: 0.3 },
    { metric: "cpuBusy", against: "y-websocket", atMost: 0.3 },
    { metric: "wireShare", atMost: 0.45 },
  ],
  ...needsPaper,
  run,
};

async function run(stage: Stage): Promise<Figures> {
  const { state } = readPaper();
  const server = await stage.startServer();
  const resident = await DocumentClient.join(server, document, { keepsUpdates: false });
  resident.write(state);
  await server.idle();
  await joinOnce(server, 20);

  const times: number[] = [];
  const finishQuiet = await server.measure(stage.observation);
  await joinOnce(server, quietJoins, (ms) => times.push(ms));
  const quiet = await finishQuiet();

  const { keystrokes } = recordTyping(state, 1, 50_000, busyJoins, new Random(4));
  const finishBusy = await server.measure();
  for (const { update } of keystrokes) {
    resident.write(update);
    // oxlint-disable-next-line no-await-in-loop -- one after the other is the workload
    await joinOnce(server, 1);
  }
  const busy = await finishBusy();

  const updates = keystrokes.map(({ update }) => update);
  await expectDocument(server, document, documentOf([state, ...updates]));
  const bytes = await bytesOfInflatingJoin(server);
  return {
    cpu: quiet.cpuMs / quietJoins,
    cpuBusy: busy.cpuMs / busyJoins,
    p50: quantile(times, 0.5),
    bytes: bytes / 1_024,
    wireShare: bytes / state.length,
  };
}

async function joinOnce(
  server: ServerProcess,
  times: number,
  onJoined: (ms: number) => void = () => undefined,
): Promise<void> {
  for (let count = 0; count < times; count++) {
    const startedAt = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- one after the other is the workload
    const client = await DocumentClient.join(server, document, { keepsUpdates: false });
    onJoined(performance.now() - startedAt);
    client.leave();
  }
}

async function bytesOfInflatingJoin(server: ServerProcess): Promise<number> {
  const client = await DocumentClient.join(server, document, { headers: deflate });
  const { receivedBytes } = client.raw;
  client.leave();
  return receivedBytes;
}
