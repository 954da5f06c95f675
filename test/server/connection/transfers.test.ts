/** Documents of many megabytes on their way to many. */

import { Random } from "../../support/random.ts";
import { RawPeer } from "../../support/raw-peer.ts";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { syncedClient, textOf, type StockClient } from "../../support/stock-client.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

/** A client of a document with so many pages, which do not deflate. */
async function largeDocument(url: string, pages = 48, pageBytes = 65_536): Promise<StockClient> {
  const doc = new Y.Doc();
  const bytes = new Random(2);
  const page = (): Uint8Array => Uint8Array.from({ length: pageBytes }, () => bytes.below(256));
  doc.transact(() => {
    for (let index = 0; index < pages; index++) doc.getArray("pages").push([page()]);
  });
  const writer = await syncedClient(url, "doc", doc);
  const witness = await syncedClient(url, "doc");
  await until("the pages", () => witness.doc.getArray("pages").length === pages);
  return writer;
}

function bytesOf({ messages }: RawPeer): number {
  return messages.reduce((size, { length }) => size + length, 0);
}

describe("a large document", () => {
  it("P24 arrives whole, with everything written meanwhile", async () => {
    const { url } = await testServer();
    const writer = await largeDocument(url);
    const text = writer.doc.getText("text");
    let isWriting = true;
    const typing = setInterval(() => isWriting && text.insert(0, "x"), 1);
    const readers = await Promise.all(Array.from({ length: 10 }, () => syncedClient(url, "doc")));
    for (const { doc } of readers) expect(doc.getArray("pages").length).toBe(48);
    isWriting = false;
    clearInterval(typing);
    for (const reader of readers) {
      // oxlint-disable-next-line no-await-in-loop
      await until("the text", () => textOf(reader) === text.toString());
      expect(reader.doc.store.pendingStructs).toBeNull();
    }
  });

  it("P24 leaves room for pongs between its fragments", async () => {
    const { url, port } = await testServer();
    // One page cannot be cut. It is more than the operating system takes ahead of the reader.
    await largeDocument(url, 1, 256 * 65_536);
    const reader = new RawPeer(port, "/doc");
    await reader.message(0);
    reader.pause();
    reader.send(0, 0, 1, 0);
    await syncedClient(url, "doc");
    reader.sendFrame(0x89, Uint8Array.of(1, 2, 3));
    await syncedClient(url, "other");
    reader.resume();
    await reader.syncMessage(1);
    expect(bytesOf(reader)).toBeGreaterThan(256 * 65_536);
    expect(reader.pongs).toHaveLength(1);
    expect(reader.pongs[0]).toBeGreaterThan(0);
  });

  it("R23 reaches others while those who do not read it wait", async () => {
    const { url, port } = await testServer({ drainTimeoutMs: 60_000 });
    await largeDocument(url);
    const sleepers = Array.from({ length: 12 }, () => new RawPeer(port, "/doc"));
    for (const sleeper of sleepers) {
      // oxlint-disable-next-line no-await-in-loop
      await sleeper.message(0);
      sleeper.pause();
      sleeper.send(0, 0, 1, 0);
    }
    const reader = await syncedClient(url, "doc");
    expect(reader.doc.getArray("pages").length).toBe(48);
    sleepers.slice(6).forEach((sleeper) => sleeper.destroy());
    for (const sleeper of sleepers.slice(0, 6)) {
      sleeper.resume();
      // oxlint-disable-next-line no-await-in-loop
      await sleeper.syncMessage(1);
      expect(bytesOf(sleeper)).toBeGreaterThan(48 * 65_536);
    }
  });

  it("R12 waits for readers without memory of theirs, and ends those that take nothing", async () => {
    const { url, port, server } = await testServer({ drainTimeoutMs: 1_000 });
    await largeDocument(url, 256);
    const sleepers = Array.from({ length: 8 }, () => new RawPeer(port, "/doc"));
    for (const sleeper of sleepers) {
      // oxlint-disable-next-line no-await-in-loop
      await sleeper.message(0);
      sleeper.pause();
      sleeper.send(0, 0, 1, 0);
    }
    // Somebody who gets all of it shows that the others have got what they take.
    await syncedClient(url, "doc");
    expect(server.measurements().queuedBytes.most).toBeLessThan(600_000);
    await until("them to be ended", () => server.health().sessions <= 3);
  });
});
