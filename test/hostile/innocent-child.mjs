/**
 * Two people in a room of their own, in a process of their own: one types 50 letters a second, the
 * other notes how long each takes. Argument: the room's URL. Answers each message from its parent
 * with the delays since the last one, in milliseconds.
 */

import { WebSocket } from "ws";
import * as Y from "yjs";

const url = process.argv[2];
const doc = new Y.Doc();
let sentAt = [];
let delays = [];

function connect() {
  const socket = new WebSocket(url);
  socket.binaryType = "nodebuffer";
  return new Promise((resolve, reject) => {
    socket.on("open", () => resolve(socket));
    socket.on("error", reject);
  });
}

const [writer, reader] = await Promise.all([connect(), connect()]);
// An update is 0, 2, and the update as bytes; several that came in one display frame are joined.
reader.on("message", (message) => {
  if (message[0] !== 0 || message[1] !== 2) return;
  for (const at of sentAt.splice(0)) delays.push(performance.now() - at);
});
doc.on("update", (update) => {
  if (update.length > 127) throw new Error("an update of one letter is short");
  sentAt.push(performance.now());
  writer.send(Uint8Array.of(0, 2, update.length, ...update));
});
setInterval(() => doc.getText("text").insert(0, "x"), 20);
process.on("message", () => {
  // Letters that have not arrived yet count with the time that they have been waiting.
  const waiting = sentAt.map((at) => performance.now() - at);
  process.send([...delays, ...waiting]);
  delays = [];
});
process.send("ready");
