/** Documents below /docs/ of a program on Fastify. */

import { createServer } from "node:http";
import { fastify } from "fastify";
import { builtPage, createSyncServer, levelStore } from "@coscribe/server";

const sync = createSyncServer({
  store: levelStore("./data"),
  base: "/docs/",
  pageDirectory: builtPage(),
});
const documents = sync.requestListener();

// In front of Fastify, which reads bodies before a route sees them (415 for an image), and answers 400 to some
// names that a document may have.
const app = fastify({
  serverFactory: (handle) =>
    createServer((request, response) => {
      if (request.url?.startsWith("/docs/") === true) documents(request, response);
      else handle(request, response);
    }),
});
app.get("/", () => "my program");
sync.attach(app.server);
// Clients are told to come back and everything is saved, before Fastify waits for connections to end.
app.addHook("preClose", () => sync.close());
await app.listen({ port: 1234, host: "127.0.0.1" });

process.once("SIGTERM", () => void app.close());
