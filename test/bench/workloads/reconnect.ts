/**
 * The network is gone for a moment and everybody comes back at once, with a vector that says what
 * they have. They should be sent what they missed, and the deletions, which a vector says nothing
 * about; not the document.
 */

import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import * as Y from "yjs";
import { Random } from "../../support/random.ts";
import { documentOf, expectDocument, expectSame } from "../clients/check.ts";
import { DocumentClient } from "../clients/document-client.ts";
import { needsPaper, readPaper } from "../histories/paper.ts";
import type { ServerProcess } from "../servers/server-process.ts";
import { median, sum } from "../statistics.ts";
import { recordTyping } from "../histories/typist.ts";
import type { Figures, Stage, Workload } from "../workload.ts";

const document = "paper";
const clientCount = 200;
const writers = 2;
const cutMs = 5_000;
const keystrokesPerSecond = 10;

/** See the head of this file. */
export const reconnect: Workload = {
  name: "reconnect",
  title: `${clientCount} clients of a 311 KB document come back after 5 s, in which two people typed`,
  contestants: ["y-websocket", "hocuspocus", "coscribe"],
  repeat: 1,
  metrics: [
    { key: "excess", title: "bytes sent / bytes missed and deletions", unit: "×" },
    { key: "bytes", title: "bytes to each", unit: "B" },
    { key: "cpu", title: "server CPU for each", unit: "ms" },
    { key: "ms", title: "until all are back", unit: "ms" },
  ],
  targets: [{ metric: "excess", atMost: 1 }],
  ...needsPaper,
  run,
};

async function run(stage: Stage): Promise<Figures> {
  const { state } = readPaper();
  const server = await stage.startServer();
  const first = await DocumentClient.join(server, document, { keepsUpdates: false });
  first.write(state);
  await server.idle();
  const vector = Y.encodeStateVectorFromUpdate(state);
  for (const client of await joinAll(server, vector)) client.leave();

  const typed = await typeFor(server, state);
  await server.idle();
  const finish = await server.measure(stage.observation);
  const startedAt = performance.now();
  const clients = await joinAll(server, vector);
  const ms = performance.now() - startedAt;
  const { cpuMs } = await finish();
  await sleep(500);

  const expected = documentOf([state, ...typed]);
  for (const client of clients.slice(0, 3)) {
    expectSame(client.document([state]), expected, "a client that came back");
  }
  await expectDocument(server, document, expected);
  const deletions = Y.encodeStateAsUpdate(expected, Y.encodeStateVector(expected)).length;
  const missed = sum(typed.map(({ length }) => length));
  const bytes = median(clients.map(({ raw }) => raw.receivedBytes));
  return { excess: bytes / (missed + deletions), bytes, cpu: cpuMs / clientCount, ms };
}

function joinAll(server: ServerProcess, vector: Uint8Array): Promise<DocumentClient[]> {
  return Promise.all(
    Array.from({ length: clientCount }, () => DocumentClient.join(server, document, { vector })),
  );
}

/** Types while the others are away; resolves to what was typed. */
async function typeFor(server: ServerProcess, state: Uint8Array): Promise<Uint8Array[]> {
  const count = (cutMs / 1_000) * keystrokesPerSecond;
  const typings = await Promise.all(
    Array.from({ length: writers }, async (_, index) => ({
      client: await DocumentClient.join(server, document, { keepsUpdates: false }),
      typing: recordTyping(state, index + 1, 1_000 * index, count, new Random(index)),
    })),
  );
  for (let key = 0; key < count; key++) {
    for (const { client, typing } of typings) {
      const update = typing.keystrokes[key]?.update;
      if (update !== undefined) client.write(update);
    }
    // oxlint-disable-next-line no-await-in-loop -- typing takes time
    await sleep(1_000 / keystrokesPerSecond);
  }
  return typings.flatMap(({ typing }) => typing.keystrokes.map(({ update }) => update));
}
