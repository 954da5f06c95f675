/**
 * Somebody stops reading, as a laptop does whose lid is closed, while another writes far more than
 * memory should hold: 64 KB to one key of a map, over and over.
 */

import { setTimeout as sleep } from "node:timers/promises";
import * as Y from "yjs";
import { Random } from "../../support/random.ts";
import { expectDocument } from "../clients/check.ts";
import { updateMessage } from "../clients/dialect.ts";
import { DocumentClient } from "../clients/document-client.ts";
import { clientIdOf } from "../histories/typist.ts";
import type { Stage, Workload } from "../workload.ts";

const document = "overwritten";
const valueBytes = 64 * 1024;
const writes = 4_800;
/** How far the writer may be ahead of the one who reads. */
const aheadBytes = 1024 * 1024;

/** See the head of this file. */
export const slowReader: Workload = {
  name: "slow-reader",
  title: "300 MB are written to a document of 64 KB, with and without a reader who stops reading",
  contestants: ["relay", "y-websocket", "hocuspocus", "coscribe"],
  repeat: 1,
  metrics: [
    { key: "extra", title: "memory for the slow reader", unit: "MB" },
    { key: "without", title: "memory on top, everybody reads", unit: "MB" },
    { key: "with", title: "memory on top, one does not", unit: "MB" },
  ],
  targets: [{ metric: "extra", atMost: 32 }],
  run: async (stage) => {
    const without = await growth(stage, false);
    const withOne = await growth(stage, true);
    return { extra: withOne - without, without, with: withOne };
  },
};

/** Peak memory above what the server had before the writing, in MB. */
async function growth(stage: Stage, hasSlowReader: boolean): Promise<number> {
  const server = await stage.startServer(`${stage.folder}/${hasSlowReader ? "slow" : "quick"}`);
  const join = (): Promise<DocumentClient> =>
    DocumentClient.join(server, document, { keepsUpdates: false });
  const writer = await join();
  const reader = await join();
  const other = await join();
  if (hasSlowReader) other.raw.pause();
  server.resetPeak();
  const before = server.memory.now;
  const written = await overwrite(writer, reader);
  await server.idle();
  const { peak } = server.memory;
  await expectDocument(server, document, written);
  await server.stop("SIGKILL");
  return (peak - before) / 2 ** 20;
}

/**
 * Writes as fast as `reader` reads: what waits for the one who does not read is measured, not what
 * waits for a driver that is busy writing. Returns the document in the end.
 */
async function overwrite(writer: DocumentClient, reader: DocumentClient): Promise<Y.Doc> {
  const doc = new Y.Doc();
  doc.clientID = clientIdOf(0);
  let frame: Buffer = Buffer.alloc(0);
  doc.on("update", (update: Uint8Array) => (frame = writer.frame(updateMessage(update))));
  const random = new Random(8);
  const value = Uint8Array.from({ length: valueBytes }, () => random.below(256));
  const map = doc.getMap("map");
  const start = reader.raw.receivedBytes;
  for (let count = 1; count <= writes; count++) {
    value[count % valueBytes] = random.below(256);
    map.set("value", value.slice());
    writer.raw.write(frame);
    while (count * valueBytes - (reader.raw.receivedBytes - start) > aheadBytes) {
      if (reader.raw.ended !== undefined) throw new Error(`the reader was ${reader.raw.ended}`);
      if (writer.raw.ended !== undefined) throw new Error(`the writer was ${writer.raw.ended}`);
      // oxlint-disable-next-line no-await-in-loop -- as fast as it is read
      await sleep(1);
    }
  }
  return doc;
}
