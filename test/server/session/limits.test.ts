/** Every limit, its reason, and what it protects. */

import { readFileSync } from "node:fs";
import { connect as connectTcp } from "node:net";
import { createSyncServer, memoryStore } from "@coscribe/server";
import { normaliseOptions } from "@coscribe/server/internal/options";
import { SessionCounts } from "@coscribe/server/internal/http/session-counts";
import { encodeMessage, encodePresence } from "@coscribe/shared";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { root } from "../../support/source-files.ts";
import { hastyClock } from "../../support/hasty-clock.ts";
import { RawPeer } from "../../support/raw-peer.ts";
import { syncedClient, textOf } from "../../support/stock-client.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

const emptyStep1 = [0, 0, 1, 0];

async function peerOn(port: number, target = "/doc"): Promise<RawPeer> {
  const peer = new RawPeer(port, target);
  await peer.message(0);
  return peer;
}

describe("a slow reader", () => {
  it("R12 costs a bounded amount of memory, and catches up with one update", async () => {
    const { url, port } = await testServer({ maxQueuedBytes: 200_000, drainTimeoutMs: 60_000 });
    const reader = await peerOn(port);
    reader.pause();
    const writer = await syncedClient(url, "doc");
    const other = await syncedClient(url, "doc");
    const map = writer.doc.getMap("map");
    for (let round = 0; round < 200; round++) {
      map.set("key", `${round} ${"x".repeat(100_000)}`);
      // One flush each, so that the reader is offered 20 MB.
      await until("the edit", () =>
        `${other.doc.getMap("map").get("key")}`.startsWith(`${round} `),
      );
    }
    reader.resume();
    const copy = new Y.Doc();
    let bytes = 0;
    await until("the reader to catch up", () => {
      for (const message of reader.messages.splice(0)) {
        bytes += message.length;
        if (message[0] === 0 && message[1] === 2) applyMessage(copy, message);
      }
      return copy.getMap("map").get("key") === map.get("key");
    });
    expect(bytes).toBeLessThan(15_000_000);
    expect(copy.store.pendingStructs).toBeNull();
  });

  it("R12 is closed with a code to come back when it reads nothing at all", async () => {
    const { url, port } = await testServer({ maxQueuedBytes: 50_000, drainTimeoutMs: 500 });
    const writer = await syncedClient(url, "doc");
    const reader = await peerOn(port);
    reader.send(1, 6, 1, 7, 1, 2, 0x7b, 0x7d);
    const isHere = (): boolean => writer.provider.awareness.getStates().has(7);
    await until("the reader to be seen", isHere);
    reader.pause();
    for (let round = 0; round < 3_000 && isHere(); round++) {
      writer.doc.getMap("map").set("key", `${round} ${"x".repeat(50_000)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    reader.resume();
    expect(await reader.ended()).toEqual({ code: 1013, reason: "nothing was read for 500 ms" });
  });

  it("R12 asks for the whole document a thousand times and is sent it as often as it reads", async () => {
    const { url, port } = await testServer({ maxQueuedBytes: 100_000 });
    const writer = await syncedClient(url, "doc");
    writer.doc.getText("text").insert(0, "x".repeat(200_000));
    const reader = await syncedClient(url, "doc");
    await until("the edit", () => textOf(reader).length === 200_000);
    const greedy = await peerOn(port);
    greedy.pause();
    for (let round = 0; round < 1_000; round++) greedy.send(...emptyStep1);
    await syncedClient(url, "other");
    greedy.resume();
    await greedy.syncMessage(1);
    greedy.send(99);
    greedy.messages.length = 0;
    greedy.send(...emptyStep1);
    await greedy.syncMessage(1);
    const answers = greedy.messages.filter((message) => message[1] === 1).length;
    expect(answers).toBeLessThan(100);
  });
});

describe("a silent client", () => {
  it("R17 is asked for a sign of life, and cut when it gives none", async () => {
    const { port, server } = await testServer({ clock: hastyClock });
    const alive = await peerOn(port);
    const dead = await peerOn(port);
    // It neither reads nor answers, and its connection stays open: so does one behind a pulled plug.
    dead.pause();
    await until("the cut", () => server.health().sessions === 1);
    expect(alive.closed).toBeUndefined();
    alive.send(...emptyStep1);
    await alive.syncMessage(1);
  });
});

describe("a busy client", () => {
  it("R13 is read no faster than it may send, and loses nothing", async () => {
    const { url } = await testServer({ maxMessagesPerSecond: 200 });
    const reader = await syncedClient(url, "doc");
    const writer = await syncedClient(url, "doc");
    const startedAt = performance.now();
    for (let index = 0; index < 400; index++) writer.doc.getText("text").insert(0, "x");
    await until("everything", () => textOf(reader).length === 400);
    expect(performance.now() - startedAt).toBeGreaterThan(500);
  });

  it("R13 sends a document of many megabytes at once, whole, while others go on", async () => {
    const { url } = await testServer();
    const doc = new Y.Doc();
    doc.transact(() => {
      const text = doc.getText("text");
      for (let index = 0; index < 60_000; index++) text.insert(0, `${index} `.repeat(5));
    });
    const writer = await syncedClient(url, "large", doc);
    const reader = await syncedClient(url, "large");
    const length = textOf(writer).length;
    await until("everything", () => textOf(reader).length === length);
    writer.doc.getText("text").insert(0, "after");
    await until("the edit", () => textOf(reader).startsWith("after"));
  });
});

describe("a limit", () => {
  it("R14 on sessions in all closes the next one with the reason", async () => {
    const { port } = await testServer({ maxSessions: 2 });
    const first = await peerOn(port);
    await peerOn(port);
    const third = new RawPeer(port, "/doc");
    expect(await third.ended()).toEqual({
      code: 1013,
      reason: "the server has its limit of 2 sessions",
    });
    first.destroy();
    await until("a place", async () => {
      const next = new RawPeer(port, "/doc");
      await until("an answer", () => next.messages.length > 0 || next.closed !== undefined);
      return next.closed === undefined;
    });
  });

  it("R14 on sessions from one address counts each address for itself, and not loopback", () => {
    const settings = normaliseOptions({ store: memoryStore(), maxSessionsPerAddress: 2 });
    const counts = new SessionCounts(settings);
    for (const address of ["192.0.2.1", "192.0.2.1", "192.0.2.2"]) counts.add(address);
    expect(() => counts.add("192.0.2.1")).toThrow("limit of 2 sessions");
    counts.remove("192.0.2.1");
    counts.add("192.0.2.1");
    for (let index = 0; index < 10; index++) counts.add("127.0.0.1");
  });

  it("P93 the limit on sessions counts the addresses of one IPv6 network together", () => {
    const settings = normaliseOptions({ store: memoryStore(), maxSessionsPerAddress: 2 });
    const counts = new SessionCounts(settings);
    counts.add("2001:db8:0:1::1");
    counts.add("2001:db8:0:1:ffff::2");
    expect(() => counts.add("2001:db8:0:1:1:2:3:4")).toThrow("limit of 2 sessions");
    counts.add("2001:db8:0:2::1");
    counts.remove("2001:db8:0:1::1");
    counts.add("2001:db8:0:1:1:2:3:4");
  });

  it("R14 on open documents closes sessions on further ones with the reason", async () => {
    const { port } = await testServer({ maxDocuments: 1 });
    await peerOn(port, "/one");
    await peerOn(port, "/one");
    const second = new RawPeer(port, "/two");
    const { code, reason } = await second.ended();
    expect(code).toBe(1013);
    expect(reason).toContain("limit of 1 open documents");
  });

  it("R14 on a document's size refuses what would exceed it, and keeps what is there", async () => {
    const { url, port } = await testServer({ maxDocumentBytes: 1_000 });
    const writer = await syncedClient(url, "doc");
    writer.doc.getText("text").insert(0, "kept");
    const reader = await syncedClient(url, "doc");
    await until("the edit", () => textOf(reader) === "kept");
    const doc = new Y.Doc();
    doc.getText("text").insert(0, "x".repeat(2_000));
    const peer = await peerOn(port);
    const update = Y.encodeStateAsUpdate(doc);
    peer.sendFrame(0x82, encodeMessage({ type: "update", update }));
    const { code, reason } = await peer.ended();
    expect(code).toBe(4419);
    expect(reason).toContain("1000 bytes");
    expect(textOf(await syncedClient(url, "doc"))).toBe("kept");
  });

  it("R14 on presence leaves it out, tells whoever wants to know, and ends nothing", async () => {
    const { url, port } = await testServer({ maxPresenceBytes: 20 });
    const other = await syncedClient(url, "doc");
    const peer = await peerOn(port, "/doc?presence-status=1");
    const show = (clock: number, state: string): void => {
      const entry = { clientId: 7, clock, state: Buffer.from(state) };
      const update = encodePresence([entry]);
      peer.sendFrame(0x82, encodeMessage({ type: "presence", update }));
    };
    show(1, '{"a":1}');
    await until("the state", () => other.provider.awareness.getStates().has(7));
    show(2, '{"a":"0123456789 0123456789"}');
    const refusals = (): string[] =>
      peer.messages.filter(([type]) => type === 112).map((message) => message.toString());
    await until("the refusal", () => refusals().length === 1);
    expect(refusals()[0]).toContain("20 are allowed");
    // What was shown before is no longer true.
    await until("it to be gone", () => !other.provider.awareness.getStates().has(7));
    const doc = new Y.Doc();
    doc.getText("text").insert(0, "hello");
    const update = Y.encodeStateAsUpdate(doc);
    peer.sendFrame(0x82, encodeMessage({ type: "update", update }));
    await until("the edit", () => textOf(other) === "hello");
    show(3, '{"a":2}');
    await until("a smaller one", () => other.provider.awareness.getStates().has(7));
  });

  it("R14 on the handshake cuts connections that send their request too slowly", async () => {
    const { port } = await testServer({ handshakeTimeoutMs: 300 });
    const socket = connectTcp(port, "127.0.0.1");
    socket.on("error", () => undefined);
    let isClosed = false;
    socket.on("close", () => (isClosed = true));
    socket.write("GET /doc HTTP/1.1\r\nHost: localhost\r\n");
    await until("the cut", () => {
      if (!isClosed) socket.write("X: y\r\n");
      return isClosed;
    });
  });

  it("R14 that makes no sense is refused when the server is made, by its name", () => {
    const store = memoryStore();
    for (const options of [{ maxFrameBytes: 0 }, { maxWorkShare: 2 }, { idleDocumentMs: -1 }]) {
      const [name = ""] = Object.keys(options);
      expect(() => createSyncServer({ store, ...options })).toThrow(name);
    }
    expect(() => createSyncServer({ store, allowedOrigins: ["notes.example"] })).toThrow(
      "allowedOrigins",
    );
  });

  it("R14 stands in the documentation with its default", () => {
    const prose = readFileSync(`${root}/server/src/options.ts`, "utf8");
    const limits = Object.keys(normaliseOptions({ store: memoryStore() })).filter((name) =>
      name.startsWith("max"),
    );
    for (const name of limits) expect(prose).toMatch(new RegExp(`\\*/\\n {2}readonly ${name}: `));
  });
});

/** Applies the update in an Update message. */
function applyMessage(doc: Y.Doc, message: Buffer): void {
  let at = 2;
  while ((message[at] ?? 0) >= 0x80) at++;
  Y.applyUpdate(doc, message.subarray(at + 1));
}
