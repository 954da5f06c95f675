/** Documents below /docs/ of a program on Hono. */

import { createServer } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import { builtPage, createSyncServer, levelStore } from "@coscribe/server";

const sync = createSyncServer({
  store: levelStore("./data"),
  base: "/docs/",
  pageDirectory: builtPage(),
});
const documents = sync.requestListener();

const app = new Hono<{ Bindings: HttpBindings }>();
app.all("/docs/*", ({ env }) => {
  documents(env.incoming, env.outgoing);
  return RESPONSE_ALREADY_SENT;
});
app.get("/", (context) => context.text("my program"));

const listener = getRequestListener(app.fetch);
const httpServer = createServer((request, response) => void listener(request, response));
sync.attach(httpServer);
httpServer.listen(1234, "127.0.0.1");

process.once("SIGTERM", () => void sync.close().then(() => httpServer.close()));
