/** Large documents over slow and broken links, for stock clients and for those that take little at once. */

import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { Random } from "../support/random.ts";
import { RawPeer } from "../support/raw-peer.ts";
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

describe("a large change", () => {
  it("P145 of 8 MB gets to clients that take 128 KiB at once, deflated and plain", async () => {
    const { url } = await testServer();
    const writer = await writerOf(url, 10_000);
    const readers = [true, false].map((isPlain) => smallClient(url, 128 * 1024, isPlain));
    await until("them to sync", () => readers.every(({ provider }) => provider.synced));
    let closed = 0;
    for (const { provider } of readers) provider.on("connection-close", () => closed++);
    writer.doc.getText("text").insert(5_000, words(new Random(1), 8_000_000));
    await until("the paste", () => readers.every((reader) => textOf(reader) === textOf(writer)));
    expect(closed).toBe(0);
  });

  it("P145 gets to them in elements, one after the other, each as it is", async () => {
    const { url } = await testServer();
    const writer = await syncedClient(url, "doc");
    const list = writer.doc.getXmlFragment("prosemirror");
    list.insert(0, [new Y.XmlElement("before")]);
    const reader = smallClient(url, 128 * 1024, true);
    await until("the client to sync", () => reader.provider.synced);
    const read = reader.doc.getXmlFragment("prosemirror");
    await until("what was before", () => read.length === 1);
    const counts = new Set<number>();
    let isBroken = false;
    read.observeDeep(() => {
      counts.add(read.length);
      const nodes = read.toArray().filter((node) => node instanceof Y.XmlElement);
      isBroken ||= nodes.some(({ nodeName, length }) => nodeName === "p" && length === 0);
    });
    const random = new Random(2);
    const paragraphs = Array.from({ length: 8_000 }, () => {
      const paragraph = new Y.XmlElement("p");
      paragraph.setAttribute("align", "left");
      paragraph.insert(0, [new Y.XmlText(words(random, 200))]);
      return paragraph;
    });
    list.insert(1, paragraphs);
    await until("the paste", () => read.length === list.length);
    expect(read.toString()).toBe(list.toString());
    expect(counts.size).toBeGreaterThan(8);
    expect(isBroken).toBe(false);
    expect(reader.doc.store.pendingStructs).toBeNull();
  });

  it("P146 comes over a slow link as it is taken, and what is typed meanwhile after it", async () => {
    const { url } = await testServer();
    const writer = await writerOf(url, 10_000);
    const relay = await Relay.start();
    relay.lead(url);
    const slow = stockClient(relay.url, "doc");
    const fast = stockClient(url, "doc");
    const readers = [slow, fast];
    await until("them to sync", () => readers.every(({ provider }) => provider.synced));
    await until("the text", () => readers.every((reader) => textOf(reader) === textOf(writer)));
    let closed = 0;
    const pending = new Set<unknown>();
    for (const { doc, provider } of readers) {
      provider.on("connection-close", () => closed++);
      doc.on("afterTransaction", () => pending.add(doc.store.pendingStructs));
    }
    let messages = 0;
    slow.doc.on("update", () => messages++);
    relay.bytesPerTick = 40_000;
    const text = writer.doc.getText("text");
    text.insert(5_000, words(new Random(1), 4_000_000));
    await until("a part of it", () => textOf(slow).length > 500_000);
    expect(textOf(slow).length).toBeLessThan(text.length);
    // Small edits within what is on its way, of others too, and another paste.
    const typed = new Random(3);
    for (let round = 0; round < 50; round++) {
      text.insert(typed.below(text.length), "typed ");
      text.delete(typed.below(text.length - 5), 4);
      slow.doc.getText("text").insert(typed.below(1_000), "mine ");
    }
    text.insert(9, words(typed, 400_000));
    text.insert(0, "the last");
    await until("all of it", () => readers.every((each) => textOf(each) === textOf(writer)));
    expect(textOf(slow).startsWith("the last")).toBe(true);
    expect(messages).toBeGreaterThan(20);
    expect(pending).toEqual(new Set([null]));
    expect(closed).toBe(0);
  });

  it.runIf(isLong)(
    "P146 of 8 MB does not end a stock client at 150 KB/s, where it takes longer than that waits",
    { timeout: 180_000 },
    async () => {
      const { url } = await testServer({ compress: false });
      const writer = await writerOf(url, 10_000);
      const relay = await Relay.start();
      relay.lead(url);
      const reader = stockClient(relay.url, "doc");
      await until("the client to sync", () => reader.provider.synced);
      let closed = 0;
      reader.provider.on("connection-close", () => closed++);
      relay.bytesPerTick = 1_500;
      writer.doc.getText("text").insert(5_000, words(new Random(1), 8_000_000));
      await until("the paste", () => textOf(reader) === textOf(writer), 150_000);
      expect(closed).toBe(0);
    },
  );
});

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

  it("P148 brings a peer that comes back very many deletions in several messages", async () => {
    const { url, port } = await testServer({ compress: false });
    const deletions = 300_000;
    const doc = new Y.Doc();
    const text = doc.getText("text");
    // Each letter for itself: Yjs takes minutes to delete so often in one long item.
    doc.transact(() => {
      for (let index = 0; index < deletions; index++)
        for (const letter of "ba") text.insert(0, letter);
    });
    await syncedClient(url, "doc", doc);
    const reader = smallClient(url, 128 * 1024, true);
    await until("the text", () => textOf(reader).length === 2 * deletions);
    reader.provider.disconnect();
    doc.transact(() => {
      for (let at = 0; at < deletions; at++) text.delete(at, 1);
    });
    const witness = await syncedClient(url, "doc");
    await until("the deletions", () => textOf(witness) === "b".repeat(deletions));
    // Counted as they come, and then read by a client that takes no more at once.
    const peer = new RawPeer(port, "/doc");
    await peer.opened();
    const vector = Y.encodeStateVector(reader.doc);
    peer.send(0, 0, vector.length, ...vector);
    await peer.syncMessage(1);
    expect(peer.messages.length).toBeGreaterThan(8);
    for (const { length } of peer.messages) expect(length).toBeLessThanOrEqual(121 * 1024);
    reader.provider.connect();
    await until("the client to sync", () => reader.provider.synced);
    expect(textOf(reader)).toBe("b".repeat(deletions));
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
