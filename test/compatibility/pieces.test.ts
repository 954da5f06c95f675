/** Large documents over slow and broken links, for stock clients and for those that take little at once. */

import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { Random } from "../support/random.ts";
import { Relay } from "../support/relay.ts";
import { stockClient, syncedClient, textOf, type StockClient } from "../support/stock-client.ts";
import { testServer } from "../support/test-server.ts";
import { until } from "../support/until.ts";

const isLong = process.env["COSCRIBE_LONG"] === "1";

/** Text that does not deflate to nothing. */
function words(random: Random, length: number): string {
  return Array.from({ length }, () => random.below(36).toString(36)).join("");
}

/** Somebody who has written about so many bytes of text, also in the middle, and deleted some. */
async function writerOf(url: string, bytes: number): Promise<StockClient> {
  const doc = new Y.Doc();
  const random = new Random(7);
  const text = doc.getText("text");
  doc.transact(() => {
    while (text.length < bytes) {
      text.insert(random.below(text.length + 1), words(random, 2_000));
      text.delete(random.below(text.length - 20), 10);
    }
  });
  const writer = await syncedClient(url, "doc", doc);
  const witness = await syncedClient(url, "doc");
  await until("the text", () => textOf(witness) === text.toString());
  return writer;
}

/** A client that takes no message above `maxPayload` bytes, inflated. */
function smallClient(url: string, maxPayload: number, isPlain: boolean): StockClient {
  class SmallWebSocket extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { maxPayload, perMessageDeflate: !isPlain });
    }
  }
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(url, "doc", doc, {
    WebSocketPolyfill: SmallWebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  });
  onTestFinished(() => {
    provider.destroy();
    doc.destroy();
  });
  return { doc, provider };
}

describe("a large document", () => {
  it("P130 gets to clients that take 128 KiB at once, deflated and plain", async () => {
    const { url } = await testServer();
    const writer = await writerOf(url, 2_000_000);
    for (const isPlain of [true, false]) {
      const reader = smallClient(url, 128 * 1024, isPlain);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await until("the client to sync", () => reader.provider.synced);
      expect(textOf(reader)).toBe(textOf(writer));
      expect(reader.doc.store.pendingStructs).toBeNull();
    }
  });

  it("P130 gets to those that take 32 KiB where it is cut smaller", async () => {
    const { url } = await testServer({ maxPieceBytes: 31 * 1024 });
    const writer = await writerOf(url, 500_000);
    const reader = smallClient(url, 32 * 1024, true);
    await until("the client to sync", () => reader.provider.synced);
    expect(textOf(reader)).toBe(textOf(writer));
  });

  it("P130 gets to them with formatting and elements, all at once", async () => {
    const { url } = await testServer();
    const doc = new Y.Doc();
    const random = new Random(8);
    doc.transact(() => {
      const text = doc.getText("text");
      const list = doc.getXmlFragment("prosemirror");
      for (let index = 0; index < 1_500; index++) {
        text.insert(random.below(text.length + 1), words(random, 400), { bold: index % 2 === 0 });
        text.delete(random.below(text.length - 20), 10);
        const item = new Y.XmlElement("item");
        item.insert(0, [new Y.XmlText(words(random, 100))]);
        list.insert(random.below(list.length + 1), [item]);
      }
      for (let index = 0; index < 500; index++) {
        const item = list.get(random.below(list.length)) as Y.XmlElement;
        item.delete(0, 1);
        item.insert(0, [new Y.XmlText(words(random, 100))]);
      }
    });
    await syncedClient(url, "doc", doc);
    const witness = await syncedClient(url, "doc");
    await until("the text", () => textOf(witness) === doc.getText("text").toString());
    const reader = smallClient(url, 128 * 1024, true);
    const lengths = new Set<number>();
    reader.doc.getText("text").observe((event) => lengths.add(event.target.length));
    let written = 0;
    reader.doc.on("update", (_update: Uint8Array, origin: unknown) => {
      if (origin !== reader.provider) written++;
    });
    await until("the client to sync", () => reader.provider.synced);
    expect(reader.doc.getText("text").toDelta()).toEqual(doc.getText("text").toDelta());
    expect(reader.doc.getXmlFragment("prosemirror").toString()).toBe(
      doc.getXmlFragment("prosemirror").toString(),
    );
    expect(reader.doc.store.pendingStructs).toBeNull();
    expect([...lengths]).toEqual([doc.getText("text").length]);
    expect(written).toBe(0);
  });

  it("P131 is kept as far as it came when a connection is cut; only the rest comes again", async () => {
    const { url } = await testServer({ compress: false });
    const writer = await writerOf(url, 4_000_000);
    const relay = await Relay.start();
    relay.lead(url);
    relay.bytesPerTick = 60_000;
    const reader = stockClient(relay.url, "doc");
    await until("most of it", () => relay.passedBytes > 3_000_000);
    expect(reader.provider.synced).toBe(false);
    relay.cut();
    const got = textOf(reader).length;
    expect(got).toBeGreaterThan(1_500_000);
    writer.doc.getText("text").insert(5, "written meanwhile");
    relay.passedBytes = 0;
    relay.bytesPerTick = undefined;
    relay.lead(url);
    await until("the client to sync", () => reader.provider.synced);
    expect(relay.passedBytes).toBeLessThan(3_000_000);
    expect(textOf(reader)).toBe(textOf(writer));
    expect(reader.doc.store.pendingStructs).toBeNull();
  });

  it("P132 comes with everything written while it was on its way, to each of several", async () => {
    const { url } = await testServer();
    const writer = await writerOf(url, 2_000_000);
    const relay = await Relay.start();
    relay.lead(url);
    relay.bytesPerTick = 100_000;
    const slow = Array.from({ length: 3 }, () => stockClient(relay.url, "doc"));
    const fast = Array.from({ length: 3 }, () => stockClient(url, "doc"));
    const readers = [...slow, ...fast];
    await until("the first piece", () => readers.every((reader) => textOf(reader).length > 0));
    const random = new Random(9);
    const text = writer.doc.getText("text");
    const pending = new Set<unknown>();
    for (const { doc, provider } of readers) {
      doc.on("afterTransaction", () => pending.add(doc.store.pendingStructs && "pending"));
      provider.once("sync", () => {
        // It has everything that it could have been sent by then, and not a part of something.
        pending.add(doc.getText("text").length < 2_000_000 ? "synced too early" : null);
      });
    }
    await until("everybody to sync", () => {
      text.insert(random.below(text.length + 1), "typed ");
      text.delete(random.below(text.length - 9), 2);
      return readers.every(({ provider }) => provider.synced);
    });
    for (const reader of readers) {
      // oxlint-disable-next-line no-await-in-loop
      await until("the end", () => textOf(reader) === text.toString());
    }
    expect(pending).toEqual(new Set([null]));
  });

  it("P132 takes edits of its reader while it is on its way", async () => {
    const { url } = await testServer({ compress: false });
    const writer = await writerOf(url, 1_500_000);
    const relay = await Relay.start();
    relay.lead(url);
    relay.bytesPerTick = 60_000;
    const reader = stockClient(relay.url, "doc");
    await until("a part of it", () => textOf(reader).length > 200_000);
    reader.doc.getText("text").insert(7, "from the reader");
    await until("the edit", () => textOf(writer).includes("from the reader"));
    expect(reader.provider.synced).toBe(false);
    await until("the client to sync", () => reader.provider.synced);
    expect(textOf(reader)).toBe(textOf(writer));
  });

  it.runIf(isLong)(
    "P133 of 8 MB opens over 150 KB/s, where it takes longer than a client waits for a message",
    { timeout: 180_000 },
    async () => {
      const { url } = await testServer({ compress: false });
      const writer = await writerOf(url, 8_000_000);
      const relay = await Relay.start();
      relay.lead(url);
      relay.bytesPerTick = 1_500;
      const reader = stockClient(relay.url, "doc");
      let closed = 0;
      reader.provider.on("connection-close", () => closed++);
      await until("the client to sync", () => reader.provider.synced, 150_000);
      expect(closed).toBe(0);
      expect(textOf(reader)).toBe(textOf(writer));
    },
  );
});
