/** Documents below /docs/ of a program that has WebSockets of its own. */

import { createServer } from "node:http";
import { WebSocketServer } from "ws";
import { builtPage, createSyncServer, levelStore } from "@coscribe/server";

const sync = createSyncServer({
  store: levelStore("./data"),
  base: "/docs/",
  pageDirectory: builtPage(),
});
const documents = sync.requestListener();

const httpServer = createServer((request, response) => {
  if (request.url?.startsWith("/docs/") === true) documents(request, response);
  else response.end("my program");
});
sync.attach(httpServer);

// With `server` instead of `noServer` it would answer every upgrade: those of documents with 400.
const live = new WebSocketServer({ noServer: true });
live.on("connection", (socket) => socket.send("hello from my program"));
httpServer.on("upgrade", (request, socket, head) => {
  if (request.url?.startsWith("/docs/") === true) return;
  if (request.url !== "/live") socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
  else live.handleUpgrade(request, socket, head, (own) => live.emit("connection", own, request));
});
httpServer.listen(1234, "127.0.0.1");

process.once("SIGTERM", () => {
  for (const socket of live.clients) socket.close(1001);
  void sync.close().then(() => httpServer.close());
});
