/**
 * A server that watches its own event loop: how much processor time the main thread takes between two
 * timers that are due every few milliseconds. What other programs take of the machine is not in it.
 * Argument: the data directory. Sends its port; answers each message with the longest such time since
 * the last one, in milliseconds, and the types of the events since then.
 */

import { readFileSync } from "node:fs";
import { createSyncServer, levelStore } from "../../server/dist/index.js";

const everyMs = 4;
const thread = `/proc/self/task/${process.pid}/schedstat`;
let events = [];
let longestMs = 0;

const server = createSyncServer({
  store: levelStore(process.argv[2]),
  idleDocumentMs: 200,
  onEvent: ({ type }) => events.push(type),
});
const { port } = await server.listen({ port: 0 });

/** Where the system does not tell, it is the time on the clock. */
function processorMs() {
  try {
    return Number(readFileSync(thread, "utf8").split(" ")[0]) / 1e6;
  } catch {
    return performance.now();
  }
}

let last = processorMs();
setInterval(() => {
  longestMs = Math.max(longestMs, processorMs() - last);
  last = processorMs();
}, everyMs);

process.on("message", () => {
  process.send({ longestMs, events });
  longestMs = 0;
  events = [];
  last = processorMs();
});
process.send(port);
