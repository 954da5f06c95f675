/** Documents below /docs/ of a program on Express. */

import { createServer } from "node:http";
import express from "express";
import { builtPage, createSyncServer, levelStore } from "@coscribe/server";

const sync = createSyncServer({
  store: levelStore("./data"),
  base: "/docs/",
  pageDirectory: builtPage(),
});
const documents = sync.requestListener();

const app = express();
// Before what reads bodies. Not `app.use("/docs", …)`, which takes the path away, nor `app.all`, which answers
// 400 to some names that a document may have.
app.use((request, response, next) => {
  if (request.url.startsWith("/docs/")) documents(request, response);
  else next();
});
app.use(express.json());
app.get("/", (_request, response) => {
  response.send("my program");
});

const httpServer = createServer(app);
sync.attach(httpServer);
httpServer.listen(1234, "127.0.0.1");

process.once("SIGTERM", () => void sync.close().then(() => httpServer.close()));
