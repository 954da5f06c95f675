/** Large documents and edits on their way to a real server, and what the server has of them. */

import { maxMessageBytes } from "@coscribe/client/internal/link/outbox";
import { createSyncServer } from "@coscribe/server";
import type { Message } from "@coscribe/shared";
import { describe, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import { GatedStore } from "../../support/gated-store.ts";
import { lastingStore } from "../../support/lasting-store.ts";
import { Random } from "../../support/random.ts";
import { recordedConnection } from "../../support/recorded-connection.ts";
import { Relay } from "../../support/relay.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

/** Text of so many characters, which nothing makes shorter on the wire. */
function noise(random: Random, characters: number): string {
  return Array.from({ length: characters }, () => String.fromCharCode(33 + random.below(90))).join(
    "",
  );
}

/** A document of some megabytes that several people have written, each on top of the others. */
function largeDocument(megabytes: number): Y.Doc {
  const random = new Random(1);
  const doc = new Y.Doc();
  const text = doc.getText("text");
  for (let part = 0; part < megabytes * 40; part++) {
    doc.clientID = 1 + (part % 7);
    text.insert(random.below(text.length + 1), noise(random, 25_000));
  }
  doc.clientID = 1_000;
  return doc;
}

/** The updates among messages. */
function updatesIn(messages: readonly Message[]): readonly Uint8Array[] {
  return messages.flatMap((message) =>
    message.type === "syncStep2" || message.type === "update" ? [message.update] : [],
  );
}

const bytesOf = (updates: readonly Uint8Array[]): number =>
  updates.reduce((sum, { length }) => sum + length, 0);
const textOf = (doc: Y.Doc): string => doc.getText("text").toString();

describe("a large backlog", () => {
  it("C91 travels in pieces, the last of which answers the server, and is saved", async () => {
    const { url } = await testServer();
    const doc = largeDocument(3);
    const { connection, sockets, told } = recordedConnection(url, { doc });
    await connection.whenSaved();
    const updates = updatesIn(sockets.sent);
    expect(updates.length).toBeGreaterThan(20);
    expect(Math.max(...updates.map(({ length }) => length))).toBeLessThanOrEqual(maxMessageBytes);
    expect(sockets.count("syncStep2")).toBe(1);
    expect(updatesIn(sockets.sent.slice(sockets.sent.findIndex(isStep2)))).toHaveLength(1);
    const { connection: reader } = recordedConnection(url);
    await reader.synced();
    expect(textOf(reader.doc)).toBe(textOf(doc));
    const progress = told.flatMap((status) =>
      status.state === "saving" && status.upload !== undefined ? [status.upload] : [],
    );
    const totalBytes = Y.encodeStateAsUpdate(doc).length;
    const arrived = progress.map(({ acknowledgedBytes }) => acknowledgedBytes);
    expect(new Set(progress.map((upload) => upload.totalBytes))).toEqual(new Set([totalBytes]));
    expect(arrived).toEqual(arrived.toSorted((a, b) => a - b));
    expect(arrived.filter((bytes) => bytes > 0 && bytes < totalBytes).length).toBeGreaterThan(5);
    expect(connection.saveStatus).toEqual({ state: "saved" });
  });

  it("C91 goes on where a cut has left it", async () => {
    const { url } = await testServer();
    const relay = await Relay.start();
    relay.lead(url);
    const doc = largeDocument(4);
    const { connection, sockets } = recordedConnection(relay.url, { doc });
    const total = bytesOf([Y.encodeStateAsUpdate(doc)]);
    let kept = 0;
    let sentBefore = 0;
    connection.on("saveStatus", (status) => {
      if (status.state !== "saving" || kept > total / 4) return;
      kept = status.upload?.acknowledgedBytes ?? 0;
      if (kept <= total / 4) return;
      sentBefore = updatesIn(sockets.sent).length;
      relay.cut();
    });
    await until("the loss", () => connection.status.state === "disconnected");
    expect(connection.saveStatus).not.toHaveProperty("upload");
    const { connection: reader } = recordedConnection(url);
    await reader.synced();
    expect(reader.doc.getText("text").length).toBeGreaterThan(kept / 2);
    relay.lead(url);
    await connection.whenSaved();
    expect(bytesOf(updatesIn(sockets.sent).slice(sentBefore))).toBeLessThan(total - kept * 0.95);
    await until("the rest", () => reader.doc.getText("text").length === doc.getText("text").length);
    expect(textOf(reader.doc)).toBe(textOf(doc));
  });

  it("C91 is followed by what is written meanwhile, which never waits at the server", async () => {
    const { url } = await testServer();
    const doc = largeDocument(3);
    const { connection, sockets } = recordedConnection(url, { doc });
    let typed = 0;
    connection.on("saveStatus", () => {
      if (typed < 20) doc.getText("text").insert(doc.getText("text").length, `<${typed++}>`);
    });
    await until("some edits", () => typed === 20);
    await connection.whenSaved();
    expect(sockets.received.filter(({ type }) => type === "syncStep1")).toHaveLength(1);
    const { connection: reader } = recordedConnection(url);
    await reader.synced();
    expect(textOf(reader.doc)).toBe(textOf(doc));
    expect(textOf(doc)).toContain("<18><19>");
  });

  it("C91 is not saved before the last piece is, however much of it has arrived", async () => {
    const store = new GatedStore();
    const { url } = await testServer({ store });
    const { connection, told } = recordedConnection(url, { doc: largeDocument(2) });
    let isHeld = false;
    connection.on("saveStatus", (status) => {
      const arrived = status.state === "saving" ? (status.upload?.acknowledgedBytes ?? 0) : 0;
      if (isHeld || arrived < 200_000) return;
      store.mode = "hold";
      isHeld = true;
    });
    await until("half of it", () => isHeld);
    const { connection: other } = recordedConnection(url);
    await other.synced();
    expect(told.map(({ state }) => state)).not.toContain("saved");
    store.release();
    await connection.whenSaved();
    expect(told.filter(({ state }) => state === "saved")).toHaveLength(1);
  });

  it("C91 holds also for one large edit, and for one right before the end", async () => {
    const { url } = await testServer();
    const { connection: reader } = recordedConnection(url);
    const { connection, sockets } = recordedConnection(url);
    await connection.whenSaved();
    const random = new Random(2);
    connection.doc.getText("text").insert(0, noise(random, 2_000_000));
    await connection.whenSaved();
    expect(updatesIn(sockets.sent).length).toBeGreaterThan(15);
    expect(Math.max(...updatesIn(sockets.sent).map(({ length }) => length))).toBeLessThanOrEqual(
      maxMessageBytes,
    );
    connection.doc.getText("text").insert(0, noise(random, 1_000_000));
    connection.close();
    await until("both", () => reader.doc.getText("text").length === 3_000_000);
    expect(textOf(reader.doc)).toBe(textOf(connection.doc));
  });

  it("C92 comes back to a server that lost it, and takes messages of a tenth of its size", async () => {
    const first = createSyncServer({ store: lastingStore() });
    const { url: address, port } = await first.listen({ port: 0 });
    const url = address.replace("http", "ws");
    const { connection, sockets } = recordedConnection(url, { doc: largeDocument(2) });
    await connection.whenSaved();
    await first.close();
    await until("the loss", () => connection.status.state !== "connected");
    const second = createSyncServer({ store: lastingStore(), maxFrameBytes: 200_000 });
    onTestFinished(() => second.close());
    await second.listen({ port });
    await connection.whenSaved();
    connection.doc.getText("text").insert(0, noise(new Random(3), 500_000));
    await connection.whenSaved();
    const { connection: reader } = recordedConnection(url);
    await reader.synced();
    expect(textOf(reader.doc)).toBe(textOf(connection.doc));
    expect(sockets.count("syncStep2")).toBe(2);
  });
});

function isStep2({ type }: Message): boolean {
  return type === "syncStep2";
}
