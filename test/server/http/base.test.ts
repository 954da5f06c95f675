/** Everything below a path. */

import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createSyncServer, memoryStore } from "@coscribe/server";
import { describe, expect, it, onTestFinished } from "vitest";
import { RawPeer } from "../../support/raw-peer.ts";
import { startServer } from "../../support/server-process.ts";
import { syncedClient, textOf } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { until } from "../../support/until.ts";

describe("a server below a path", () => {
  it("C80 has page, health and documents there, and nothing elsewhere", async () => {
    const { url, httpUrl } = await startServer(temporaryFolder(), "--base", "docs");
    expect(httpUrl).toMatch(/^http:\/\/localhost:\d+\/docs$/);
    const writer = await syncedClient(url, "a/b");
    const reader = await syncedClient(url, "a/b");
    writer.doc.getText("text").insert(0, "below");
    await until("the edit", () => textOf(reader) === "below");
    const { origin, port } = new URL(httpUrl);
    const statusOf = async (path: string): Promise<number> => (await fetch(origin + path)).status;
    for (const path of ["/docs/", "/docs/healthz", "/docs/d/a/b", "/docs/service-worker.js"]) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await statusOf(path), path).toBe(200);
    }
    for (const path of ["/", "/healthz", "/d/a/b", "/docsx/", "/docs/other", "/doc"]) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await statusOf(path), path).toBe(404);
    }
    const elsewhere = new RawPeer(Number(port), "/a/b");
    await elsewhere.opened();
    expect(elsewhere.response).toContain("404");
  });

  it("C80 leads there who leaves out the last slash", async () => {
    const { httpUrl } = await startServer(temporaryFolder(), "--base", "/docs/");
    const response = await fetch(`${httpUrl}?x=1`, { redirect: "manual" });
    expect(response.status).toBe(308);
    expect(response.headers.get("location")).toBe("/docs/?x=1");
  });

  it("C80 the page names its files from wherever it is asked for", async () => {
    const { httpUrl } = await startServer(temporaryFolder(), "--base", "/docs/");
    for (const path of ["/", "/d/a", "/d/a/b/c%20d"]) {
      // oxlint-disable-next-line no-await-in-loop
      const html = await (await fetch(httpUrl + path)).text();
      const [, script = ""] = /<script[^>]* src="([^"]+)"/.exec(html) ?? [];
      const found = new URL(script, httpUrl + path);
      expect(found.pathname).toMatch(/^\/docs\/assets\/index-[^/]+\.js$/);
      // oxlint-disable-next-line no-await-in-loop
      expect((await fetch(found)).status).toBe(200);
    }
  });

  it("C80 is the same within a program, for plain requests and for upgrades", async () => {
    const server = createSyncServer({ store: memoryStore(), base: "/docs/" });
    const httpServer = createServer(server.requestListener());
    server.attach(httpServer);
    httpServer.listen(0, "127.0.0.1");
    await once(httpServer, "listening");
    onTestFinished(async () => {
      await server.close();
      httpServer.closeAllConnections();
      httpServer.close();
    });
    const host = `localhost:${(httpServer.address() as AddressInfo).port}`;
    await syncedClient(`ws://${host}/docs`, "doc");
    expect((await fetch(`http://${host}/docs/healthz`)).status).toBe(200);
    expect((await fetch(`http://${host}/healthz`)).status).toBe(404);
    expect(() => createSyncServer({ store: memoryStore(), base: "/a b/" })).toThrow("base");
  });
});
