/** Documents below /docs/ of a program that is a plain HTTP server. */

import { createServer } from "node:http";
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
httpServer.listen(1234, "127.0.0.1");

process.once("SIGTERM", () => void sync.close().then(() => httpServer.close()));
