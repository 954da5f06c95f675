/** A sync server inside somebody else's HTTP server. */

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createSyncServer, memoryStore } from "@coscribe/server";
import { describe, expect, it, onTestFinished } from "vitest";
import { RawPeer } from "../../support/raw-peer.ts";
import { syncedClient, textOf } from "../../support/stock-client.ts";
import { until } from "../../support/until.ts";

describe("an attached server", () => {
  it("M6 answers below its path, and leaves the rest to the program", async () => {
    const httpServer = createServer((_, response) => response.end("the program's own"));
    const server = createSyncServer({ store: memoryStore() });
    server.attach(httpServer, { path: "/sync/" });
    httpServer.listen(0, "127.0.0.1");
    await once(httpServer, "listening");
    onTestFinished(async () => {
      await server.close();
      httpServer.closeAllConnections();
      httpServer.close();
    });
    const { port } = httpServer.address() as AddressInfo;

    const writer = await syncedClient(`ws://localhost:${port}/sync`, "doc");
    const reader = await syncedClient(`ws://localhost:${port}/sync`, "doc");
    writer.doc.getText("text").insert(0, "hello");
    await until("the edit", () => textOf(reader) === "hello");
    expect(await (await fetch(`http://localhost:${port}/`)).text()).toBe("the program's own");

    const elsewhere = new RawPeer(port, "/other");
    await elsewhere.opened();
    expect(elsewhere.response).toContain("404");
    httpServer.on("upgrade", (request, socket) => {
      if (request.url === "/other") socket.end("HTTP/1.1 418 I'm a teapot\r\n\r\n");
    });
    const another = new RawPeer(port, "/other");
    await another.opened();
    expect(another.response).toContain("418");
  });

  it("M6 refuses a path that does not begin and end with a slash", () => {
    const server = createSyncServer({ store: memoryStore() });
    expect(() => server.attach(createServer(), { path: "sync" })).toThrow(TypeError);
  });
});
