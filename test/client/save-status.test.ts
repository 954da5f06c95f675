/** What a connection says about its edits, against a real server and disks that tests hold up. */

import { connect, Connection } from "@coscribe/client";
import { closeCodes, parseDocumentName } from "@coscribe/shared";
import { describe, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import { askIntervalMs } from "@coscribe/client/internal/saving/save-tracker";
import { GatedStore } from "../support/gated-store.ts";
import { recordedConnection } from "../support/recorded-connection.ts";
import { RecordedSockets } from "../support/recorded-sockets.ts";
import { Relay } from "../support/relay.ts";
import { SimClock } from "../support/sim-clock.ts";
import { startStockServer } from "../support/stock-server.ts";
import { testServer } from "../support/test-server.ts";
import { until } from "../support/until.ts";

function type(connection: Connection, words: string): void {
  connection.doc.getText("text").insert(0, words);
}

const textOf = (connection: Connection): string => connection.doc.getText("text").toString();

async function saved(connection: Connection): Promise<void> {
  await until("it to be saved", () => connection.saveStatus.state === "saved");
}

describe("a save status", () => {
  it("C5 is `saved` when the disk has it, and not when others have", async () => {
    const store = new GatedStore();
    const { url } = await testServer({ store });
    const { connection, sockets } = recordedConnection(url);
    await saved(connection);
    const reader = recordedConnection(url).connection;
    await reader.synced();
    store.mode = "hold";
    type(connection, "held");
    const whenSaved = connection.whenSaved();
    await until("the edit to arrive", () => textOf(reader) === "held");
    await asked(sockets, 1);
    expect(connection.saveStatus).toMatchObject({ state: "saving", pendingEdits: 1 });
    store.release();
    await whenSaved;
    expect(connection.saveStatus).toEqual({ state: "saved" });
  });

  it("C5 of edits made while a question is open waits for the answer to the next one", async () => {
    const store = new GatedStore();
    const { url } = await testServer({ store });
    const { connection, sockets, told } = recordedConnection(url);
    await saved(connection);
    store.mode = "hold";
    type(connection, "first");
    await asked(sockets, 1);
    type(connection, "second ");
    told.length = 0;
    store.release();
    await saved(connection);
    expect(sockets.count("syncStatus")).toBe(3);
    expect(told).toEqual([
      { state: "saving", pendingEdits: 1, since: expect.any(Number) as number },
      { state: "saved" },
    ]);
  });

  it("C5 covers what was edited between two connections, when that is on disk", async () => {
    const store = new GatedStore();
    const { url } = await testServer({ store });
    const relay = await Relay.start();
    relay.lead(url);
    const { connection, sockets } = recordedConnection(relay.url);
    await saved(connection);
    relay.cut();
    await until("the loss", () => connection.saveStatus.state === "offline");
    type(connection, "offline");
    expect(connection.saveStatus).toMatchObject({
      state: "offline",
      pendingEdits: 1,
      isKeptOnDevice: false,
    });
    expect(connection.isSafeToLeave).toBe(false);
    store.mode = "hold";
    const before = sockets.count("syncStatus");
    relay.lead(url);
    await asked(sockets, before);
    expect(connection.saveStatus).toMatchObject({ state: "saving", pendingEdits: 1 });
    store.release();
    await saved(connection);
    expect(connection.isSafeToLeave).toBe(true);
  });

  it("C5 covers content that the document brought along", async () => {
    const store = new GatedStore();
    store.mode = "hold";
    const { url } = await testServer({ store });
    const doc = new Y.Doc();
    doc.getText("text").insert(0, "brought");
    const { connection, sockets } = recordedConnection(url, { doc });
    const whenSaved = connection.whenSaved();
    expect(connection.saveStatus).toMatchObject({ state: "offline", pendingEdits: 1 });
    await asked(sockets);
    expect(connection.saveStatus).toMatchObject({ state: "saving", pendingEdits: 1 });
    store.release();
    await whenSaved;
    expect(connection.saveStatus).toEqual({ state: "saved" });
  });

  it("C5 asks behind its answer to the server's SyncStep1, so that the answer covers everything", async () => {
    const { url } = await testServer();
    const doc = new Y.Doc();
    doc.getText("text").insert(0, "brought");
    const { connection, sockets } = recordedConnection(url, { doc });
    await saved(connection);
    expect(sockets.sent.map((message) => message.type)).toEqual([
      "syncStep1",
      "syncStep2",
      "echo",
      "syncStatus",
    ]);
  });

  it("C5 covers what another source brings into the document, and not what the server sends", async () => {
    const store = new GatedStore();
    const { url } = await testServer({ store });
    const { connection, told } = recordedConnection(url);
    await saved(connection);
    store.mode = "hold";
    const other = new Y.Doc();
    other.getText("text").insert(0, "from elsewhere");
    Y.applyUpdate(connection.doc, Y.encodeStateAsUpdate(other), "another provider");
    expect(connection.saveStatus).toMatchObject({ state: "saving", pendingEdits: 1 });
    store.release();
    await saved(connection);
    told.length = 0;
    const author = recordedConnection(url).connection;
    await saved(author);
    type(author, "another's edit ");
    await until("the edit to arrive", () => textOf(connection).includes("another's"));
    expect(told).toEqual([]);
  });

  it("C5 tells that the server cannot write, and that it can again", async () => {
    const store = new GatedStore();
    const { url } = await testServer({ store });
    const { connection } = recordedConnection(url);
    await saved(connection);
    store.mode = "fail";
    type(connection, "x");
    await until("the failure", () => connection.saveStatus.state === "notSaved");
    expect(connection.saveStatus).toMatchObject({ reason: "storageFailing", pendingEdits: 1 });
    const late = recordedConnection(url).connection;
    await late.synced();
    type(late, "y");
    await until("the failure", () => late.saveStatus.state === "notSaved");
    store.release();
    await Promise.all([connection.whenSaved(), late.whenSaved()]);
  });

  it("C120 is `offline` without an answer where the network is gone and the socket is not, until it is back", async () => {
    const { url } = await testServer();
    const relay = await Relay.start();
    relay.lead(url);
    const { connection, told } = recordedConnection(relay.url);
    await saved(connection);
    relay.mute();
    type(connection, "unheard");
    await until("it to be noticed", () => connection.saveStatus.state === "offline");
    expect(connection.saveStatus).toMatchObject({ reason: "noAnswer", pendingEdits: 1 });
    expect(connection.status).toEqual({ state: "connected", isSynced: true });
    relay.speak();
    await connection.whenSaved();
    expect(told.map(({ state }) => state)).not.toContain("notSaved");
    expect(connection.saveStatus).toEqual({ state: "saved" });
  });

  it("C120 is not called unanswered where only the disk does not answer", async () => {
    const store = new GatedStore();
    const { url } = await testServer({ store });
    const clock = new SimClock();
    const sockets = new RecordedSockets();
    const { WebSocket } = sockets;
    const connection = new Connection(new URL(url), parseDocumentName("doc"), { WebSocket }, clock);
    onTestFinished(() => connection.close());
    await connection.synced();
    await until("the first echo", () => echoes(sockets) === 1);
    await clock.advance(askIntervalMs);
    await saved(connection);
    store.mode = "hold";
    type(connection, "held");
    await clock.advance(askIntervalMs);
    for (let seconds = 1; seconds < 10; seconds++) {
      // oxlint-disable-next-line no-await-in-loop -- time passes, and each echo comes back
      await clock.advance(1_000);
      // oxlint-disable-next-line no-await-in-loop
      await until("the echo to come back", () => echoes(sockets) === sockets.count("echo"));
      expect(connection.saveStatus).toMatchObject({ state: "saving" });
    }
    await clock.advance(1_000);
    expect(connection.saveStatus).toMatchObject({ state: "notSaved", reason: "overdue" });
    expect(sockets.count("echo")).toBeGreaterThan(5);
    store.release();
    await saved(connection);
  });

  it("C5 is `refused` with the server's reason, and whenSaved rejects with it", async () => {
    const { url, server } = await testServer({ maxDocumentBytes: 2_000 });
    const { connection } = recordedConnection(url);
    await saved(connection);
    type(connection, "x".repeat(3_000));
    await expect(connection.whenSaved()).rejects.toThrow("exceed 2000 bytes");
    expect(connection.saveStatus).toMatchObject({
      state: "refused",
      code: closeCodes.documentTooLarge.code,
      pendingEdits: 1,
    });
    const other = recordedConnection(url).connection;
    type(other, "y");
    await saved(other);
    await server.deleteDocument("doc");
    await until("the refusal", () => other.saveStatus.state === "refused");
    expect(other.saveStatus).toMatchObject({ code: 4404, pendingEdits: 0 });
    await other.whenSaved();
  });

  it("C6 rejects when the connection is closed first, without an edit being lost for the caller", async () => {
    const connection = connect("ws://127.0.0.1:9", "doc");
    type(connection, "x");
    const whenSaved = connection.whenSaved();
    connection.close();
    await expect(whenSaved).rejects.toThrow("closed");
    expect(connection.saveStatus).toMatchObject({ state: "offline", pendingEdits: 1 });
    expect(textOf(connection)).toBe("x");
  });

  it("C5 is never `saved` on a server that acknowledges nothing, and says so after 10 seconds", async () => {
    const url = await startStockServer();
    const clock = new SimClock();
    const connection = new Connection(new URL(url), parseDocumentName("doc"), {}, clock);
    onTestFinished(() => connection.close());
    const told: string[] = [];
    connection.on("saveStatus", ({ state }) => told.push(state));
    await connection.synced();
    type(connection, "x");
    await clock.advance(9_999);
    expect(connection.saveStatus).toMatchObject({ state: "saving", pendingEdits: 1 });
    await clock.advance(1);
    expect(connection.saveStatus).toMatchObject({ state: "notSaved", reason: "overdue" });
    const reader = connect(url, "doc");
    onTestFinished(() => reader.close());
    await until("the edit to arrive", () => textOf(reader) === "x");
    await clock.advance(60_000);
    expect(told).not.toContain("saved");
    expect(connection.isSafeToLeave).toBe(false);
  });
});

/** Resolves when the server has handled a question that the client has not asked `before`. */
async function asked(sockets: RecordedSockets, before = 0): Promise<void> {
  await until("the question", () => sockets.count("syncStatus") > before);
  await sockets.handled();
}

/** How many echoes have come back. */
function echoes(sockets: RecordedSockets): number {
  return sockets.received.filter(({ type: kind }) => kind === "echo").length;
}
