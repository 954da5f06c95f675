/** Where a server listens, and what it may do when that fails. */

import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createSyncServer, memoryStore } from "@coscribe/server";
import { expect, it, onTestFinished } from "vitest";
import { syncedClient, textOf } from "../../support/stock-client.ts";
import { until } from "../../support/until.ts";

it("M2 a server that could not listen on one port listens on another, and serves there once", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  onTestFinished(() => void other.close());
  const taken = (other.address() as AddressInfo).port;
  const server = createSyncServer({ store: memoryStore() });
  onTestFinished(() => server.close());
  await expect(server.listen({ port: taken })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await expect(server.listen({ port: taken })).rejects.toMatchObject({ code: "EADDRINUSE" });
  const { url } = await server.listen({ port: 0 });
  await expect(server.listen({ port: 0 })).rejects.toThrow("listens already");
  const writer = await syncedClient(url.replace("http", "ws"), "doc");
  const reader = await syncedClient(url.replace("http", "ws"), "doc");
  writer.doc.getText("text").insert(0, "served");
  await until("the edit", () => textOf(reader) === "served");
  expect(server.health().sessions).toBe(2);
});

it("M2 a server that could not listen can be closed, and does not listen afterwards", async () => {
  const server = createSyncServer({ store: memoryStore() });
  await expect(server.listen({ host: "host.invalid", open: true })).rejects.toThrow("host.invalid");
  await server.close();
  await expect(server.listen({ port: 0 })).rejects.toThrow("closed");
});
