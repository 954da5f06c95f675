/** What a client costs in memory while it does nothing: two on each of thousands of documents. */

import { Random } from "../../support/random.ts";
import { documentOf, expectDocument } from "../clients/check.ts";
import { presenceMessage } from "../clients/dialect.ts";
import { DocumentClient } from "../clients/document-client.ts";
import { openFileLimit } from "../servers/process-usage.ts";
import { clientIdOf, cursorOf, firstText } from "../histories/typist.ts";
import type { Figures, Stage, Workload } from "../workload.ts";

const documents = 5_000;
/** So many documents are opened first, and not counted. */
const firstDocuments = 250;
const atOnce = 50;
const textLength = 200;

/** See the head of this file. */
export const connections: Workload = {
  name: "connections",
  title: `${documents * 2} idle clients on ${documents} documents of ${textLength} characters`,
  contestants: ["relay", "y-websocket", "hocuspocus", "coscribe", "coscribe-tokens"],
  repeat: 2,
  metrics: [
    { key: "perClient", title: "memory per client", unit: "KB" },
    { key: "all", title: "memory in all", unit: "MB" },
    { key: "cpuPerClient", title: "CPU to take one in", unit: "µs" },
  ],
  targets: [{ metric: "perClient", against: "relay", atMost: 1.15 }],
  whyNot() {
    const needed = documents * 2 + 500;
    return openFileLimit() >= needed ? undefined : `a process may not have ${needed} files open`;
  },
  run,
};

async function run(stage: Stage): Promise<Figures> {
  const text = firstText(textLength, new Random(3));
  const server = await stage.startServer();
  const open = async (from: number, to: number): Promise<number> => {
    for (let index = from; index < to; index += atOnce) {
      const indexes = Array.from({ length: Math.min(atOnce, to - index) }, (_, n) => index + n);
      // oxlint-disable-next-line no-await-in-loop -- a rush is another workload
      await Promise.all(
        indexes.map(async (document) => {
          const name = `small-${document}`;
          const first = await DocumentClient.join(server, name, { keepsUpdates: false });
          first.write(text);
          first.send(presenceMessage(cursorOf(clientIdOf(0), 1, 0)));
          const second = await DocumentClient.join(server, name, { keepsUpdates: false });
          second.send(presenceMessage(cursorOf(clientIdOf(1), 1, 0)));
        }),
      );
    }
    await server.idle(2_000);
    return server.memory.now;
  };
  const before = await open(0, firstDocuments);
  const finish = await server.measure(stage.observation);
  const after = await open(firstDocuments, documents);
  const { cpuMs } = await finish();
  const expected = documentOf([text]);
  for (let index = 0; index < documents; index += 100) {
    // oxlint-disable-next-line no-await-in-loop
    await expectDocument(server, `small-${index}`, expected);
  }
  const clients = (documents - firstDocuments) * 2;
  return {
    perClient: (after - before) / clients / 1_024,
    all: after / 2 ** 20,
    cpuPerClient: (cpuMs * 1_000) / clients,
  };
}
