/**
 * What an open document costs in memory while nobody does anything. The first documents pay for what
 * is there once only, such as a worker thread, so they are not counted.
 */

import { documentOf, expectDocument } from "../clients/check.ts";
import { DocumentClient } from "../clients/document-client.ts";
import { needsPaper, readPaper } from "../histories/paper.ts";
import type { Figures, Stage, Workload } from "../workload.ts";

const firstCount = 20;
const count = 100;

/** See the head of this file. */
export const openDocuments: Workload = {
  name: "open-documents",
  title: `${count} documents of 311 KB (automerge-paper) held open by a client each, idle`,
  contestants: ["y-websocket", "hocuspocus", "coscribe"],
  repeat: 1,
  metrics: [
    { key: "perDocument", title: "memory per document", unit: "MB" },
    { key: "all", title: "memory in all", unit: "MB" },
  ],
  targets: [{ metric: "perDocument", atMost: 0.6 }],
  ...needsPaper,
  run,
};

async function run(stage: Stage): Promise<Figures> {
  const { state } = readPaper();
  const server = await stage.startServer();
  const open = async (from: number, to: number): Promise<number> => {
    for (let index = from; index < to; index++) {
      // oxlint-disable-next-line no-await-in-loop -- a server that is overrun is another workload
      const client = await DocumentClient.join(server, `paper-${index}`, { keepsUpdates: false });
      client.write(state);
    }
    await server.idle(3_000);
    return server.memory.now;
  };
  const before = await open(0, firstCount);
  const after = await open(firstCount, firstCount + count);
  const expected = documentOf([state]);
  for (let index = 0; index < firstCount + count; index += 10) {
    // oxlint-disable-next-line no-await-in-loop
    await expectDocument(server, `paper-${index}`, expected);
  }
  return { perDocument: (after - before) / count / 2 ** 20, all: after / 2 ** 20 };
}
