/** Everybody comes back at once after a restart. */

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { RawPeer } from "../../support/raw-peer.ts";
import { startServer, type ServerProcess } from "../../support/server-process.ts";
import { syncedClient } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { until } from "../../support/until.ts";

const clients = 2_000;
const documents = 100;

const portOf = (server: ServerProcess): number => Number(new URL(server.httpUrl).port);

it("R15 lets 2,000 clients in at once after a restart, and sends them away one by one", async () => {
  const data = temporaryFolder();
  const first = await startServer(data);
  await Promise.all(
    Array.from({ length: documents }, async (_, index) => {
      const { doc, provider } = await syncedClient(first.url, `doc${index}`);
      doc.getText("text").insert(0, "x".repeat(20_000));
      const reader = await syncedClient(first.url, `doc${index}`);
      await until("the text", () => reader.doc.getText("text").length === 20_000);
      provider.destroy();
      reader.provider.destroy();
    }),
  );
  const peers = await enter(first);
  const closings: number[] = [];
  for (const peer of peers) void peer.ended().then(() => closings.push(performance.now()));
  expect(await first.stop("SIGTERM")).toBe(0);
  await until("all to have been sent away", () => closings.length === clients);
  expect(Math.max(...closings) - Math.min(...closings)).toBeGreaterThan(500);

  const second = await startServer(data);
  const startedAt = performance.now();
  await enter(second);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`restart storm: ${clients} clients in within ${seconds} s; RSS ${rss(second)} MB`);
  expect(rss(second)).toBeLessThan(500);
}, 120_000);

/** Connects everybody at once and waits until each has its document. */
async function enter(server: ServerProcess): Promise<readonly RawPeer[]> {
  const peers = Array.from({ length: clients }, (_, index) => {
    const peer = new RawPeer(portOf(server), `/doc${index % documents}`);
    void peer.opened().then(() => peer.send(0, 0, 1, 0));
    return peer;
  });
  await Promise.all(
    peers.map(async (peer) => expect((await peer.syncMessage(1)).length).toBeGreaterThan(20_000)),
  );
  return peers;
}

function rss(server: ServerProcess): number {
  const status = readFileSync(`/proc/${server.process.pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
}
