/** What a server measures about itself. */

import { describe, expect, it } from "vitest";
import { RawPeer } from "../support/raw-peer.ts";
import { syncedClient } from "../support/stock-client.ts";
import { testServer } from "../support/test-server.ts";
import { until } from "../support/until.ts";

describe("a server's measurements", () => {
  it("R30 begin with nothing", async () => {
    const { server } = await testServer();
    const nothing = { count: 0, mean: 0, p50: 0, p99: 0, max: 0 };
    expect(server.measurements()).toMatchObject({
      flushMs: nothing,
      mergeMs: nothing,
      changes: 0,
      flushBytes: nothing,
      compactionMs: nothing,
      queuedBytes: { total: 0, most: 0 },
    });
  });

  it("R30 tell how large flushes are and what they cost", async () => {
    const { server, url } = await testServer();
    const [writer, reader] = [await syncedClient(url, "doc"), await syncedClient(url, "doc")];
    writer.doc.getText("text").insert(0, "x".repeat(1_000));
    await until("the edit", () => reader.doc.getText("text").length === 1_000);
    const { changes, flushBytes, flushMs, mergeMs } = server.measurements();
    expect(changes).toBe(1);
    expect(flushBytes.count).toBe(1);
    expect(flushBytes.max).toBeGreaterThan(1_000);
    expect(flushBytes.max).toBeLessThan(1_100);
    expect(flushMs.max).toBeGreaterThanOrEqual(mergeMs.max);
    expect(mergeMs.count).toBe(1);
  });

  it("R30 tell of compactions", async () => {
    const { server, url } = await testServer();
    const writer = await syncedClient(url, "doc");
    for (let round = 0; round < 5; round++) {
      writer.doc.getMap("map").set("key", "x".repeat(50_000));
      await until("the edit on disk", () => server.unsavedDocuments().length === 0);
    }
    await until("a compaction", () => server.measurements().compactionMs.count > 0);
    expect(server.measurements().compactionMs.max).toBeGreaterThan(0);
  });

  it("R30 tell how long the event loop was held up", async () => {
    const { server, url } = await testServer();
    await syncedClient(url, "doc");
    await until("the first look", () => server.measurements().eventLoopDelayMs.count > 1);
    const end = performance.now() + 500;
    while (performance.now() < end);
    await until("the next look", () => server.measurements().eventLoopDelayMs.max > 200);
  });

  it("R30 tell what waits for a client that does not read", async () => {
    const { server, port, url } = await testServer({ maxQueuedBytes: 1_000_000 });
    const reader = new RawPeer(port, "/doc");
    await reader.message(0);
    reader.pause();
    const writer = await syncedClient(url, "doc");
    await until("something to wait", () => {
      // Of more, pieces would be made as the reader takes them.
      writer.doc.getMap("map").set("key", "x".repeat(10_000));
      return server.measurements().queuedBytes.most > 500_000;
    });
    const { total, most } = server.measurements().queuedBytes;
    expect(total).toBeGreaterThanOrEqual(most);
  });
});
