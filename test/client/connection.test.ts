/** The headless client against a real server. */

import { connect, type Connection, type ConnectionStatus } from "@coscribe/client";
import { createSyncServer } from "@coscribe/server";
import { encodeMessage, ProtocolError } from "@coscribe/shared";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket as NodeWebSocket } from "ws";
import * as Y from "yjs";
import { lastingStore } from "../support/lasting-store.ts";
import { startStockServer } from "../support/stock-server.ts";
import { testServer } from "../support/test-server.ts";
import { until } from "../support/until.ts";

const ada = { name: "Ada", color: "#aa0000" };
const ben = { name: "Ben", color: "#0000aa" };

function join(url: string, ...rest: [string?, Parameters<typeof connect>[2]?]): Connection {
  const connection = connect(url, rest[0] ?? "doc", rest[1]);
  onTestFinished(() => connection.close());
  return connection;
}

const textOf = (connection: Connection): string => connection.doc.getText("text").toString();

describe("a connection", () => {
  it("C1 joins a document, edits it and gets others' edits", async () => {
    const { url } = await testServer();
    const one = join(url);
    const doc = new Y.Doc();
    const other = join(url, "doc", { doc });
    await Promise.all([one.synced(), other.synced()]);
    one.doc.getText("text").insert(0, "hello");
    await until("the edit", () => textOf(other) === "hello");
    expect(other.doc).toBe(doc);
    expect(one.isSynced).toBe(true);
  });

  it("C1 escapes names, so that any allowed name is one document", async () => {
    const { url } = await testServer();
    const name = "a b/c?d#e%20ü";
    const one = join(url, name);
    await one.synced();
    one.doc.getText("text").insert(0, "x");
    const other = join(url, name);
    await until("the edit", () => textOf(other) === "x");
  });

  it("C1 refuses a name that no server would accept, at once", () => {
    expect(() => connect("ws://localhost:1", "")).toThrow(ProtocolError);
  });

  it("C2 tells each state it is in, once", async () => {
    const first = await testServer();
    const connection = join(first.url);
    const seen: ConnectionStatus[] = [connection.status];
    connection.on("status", (status) => seen.push(status));
    await connection.synced();
    await first.server.close();
    await until("the loss", () => connection.status.state !== "connected");
    connection.close();
    connection.close();
    const states = seen.map(({ state }) => state);
    expect(seen.slice(0, 3)).toEqual([
      { state: "connecting" },
      { state: "connected", isSynced: false },
      { state: "connected", isSynced: true },
    ]);
    expect(states[3]).toBe("disconnected");
    expect(states.filter((state) => state === "closed")).toHaveLength(1);
    expect(states.at(-1)).toBe("closed");
  });

  it("C2 keeps trying, and brings what was written meanwhile", async () => {
    const store = lastingStore();
    const first = createSyncServer({ store });
    const { url, port } = await first.listen({ port: 0 });
    const connection = join(url.replace("http", "ws"));
    await connection.synced();
    await first.close();
    await until("the loss", () => connection.status.state === "disconnected");
    connection.doc.getText("text").insert(0, "written offline");
    const second = createSyncServer({ store });
    onTestFinished(() => second.close());
    await second.listen({ port });
    await connection.synced();
    const reader = join(url.replace("http", "ws"));
    await until("the edit", () => textOf(reader) === "written offline");
  });

  it("C2 stops when the server refuses for good, with the reason", async () => {
    const { url, server } = await testServer();
    const connection = join(url);
    await connection.synced();
    connection.doc.getText("text").insert(0, "x");
    const reader = join(url);
    await until("the edit", () => textOf(reader) === "x");
    await server.deleteDocument("doc");
    await until("the refusal", () => connection.status.state === "refused");
    expect(connection.status).toEqual({
      state: "refused",
      code: 4404,
      reason: "the document was deleted",
    });
    await expect(connection.synced()).rejects.toThrow("the document was deleted");
  });

  it("C3 rejects synced() when it is closed first", async () => {
    const connection = connect("ws://127.0.0.1:9", "doc");
    const synced = connection.synced();
    connection.close();
    await expect(synced).rejects.toThrow("closed");
  });

  it("C4 shows who is there, with changes of name, and who has left", async () => {
    const { url } = await testServer();
    const one = join(url, "doc", { user: ada });
    const other = join(url, "doc", { user: ben });
    const names = (connection: Connection): (string | undefined)[] =>
      connection.participants.map(({ user }) => user?.name ?? "").toSorted(undefined);
    await until("both", () => names(one).length === 2 && names(other).length === 2);
    expect(names(one)).toEqual(["Ada", "Ben"]);
    expect(one.participants.find(({ isSelf }) => isSelf)?.user).toEqual(ada);
    one.setUser({ ...ada, name: "Ada L." });
    await until("the new name", () => names(other).includes("Ada L."));
    one.setUser(undefined);
    await until("Ada to be invisible", () => names(other).join() === "Ben");
    other.close();
    await until("Ben to be gone", () => names(one).length === 0);
  });

  it("C4 sees everybody again right after a lost connection", async () => {
    const { url } = await testServer();
    const { WebSocket, cut } = cuttable();
    const one = join(url, "doc", { user: ada, WebSocket });
    const other = join(url, "doc", { user: ben });
    await until("both", () => one.participants.length === 2 && other.participants.length === 2);
    const lost = new Promise((resolve) => one.on("status", resolve));
    cut();
    await lost;
    await until("both again", () => one.participants.length === 2, 5_000);
    await until("both again", () => other.participants.length === 2, 5_000);
  });

  it("C93 is told why the server shows its presence to nobody, and goes on", async () => {
    const reason = "a presence state of 70000 bytes exceeds 65536 bytes — ü";
    const paths: string[] = [];
    const url = await startStockServer({
      extraFrame: encodeMessage({ type: "presenceRefused", reason }),
      onPath: (path) => paths.push(path),
    });
    const connection = join(url, "doc", { user: ada });
    const told: string[] = [];
    connection.on("presenceRefused", (why) => told.push(why));
    await connection.synced();
    await until("the word", () => told.length === 1);
    expect(told).toEqual([reason]);
    expect(paths[0]).toContain("presence-status=1");
    connection.doc.getText("text").insert(0, "goes on");
    const other = join(url);
    await until("the edit", () => textOf(other) === "goes on");
    expect(connection.status).toEqual({ state: "connected", isSynced: true });
  });

  it("C93 holds with the server: a portrait that is too large costs presence alone", async () => {
    const { url } = await testServer();
    const one = join(url, "doc", { user: ada });
    const other = join(url);
    await until("Ada", () => other.participants.length === 1);
    const told: string[] = [];
    one.on("presenceRefused", (why) => told.push(why));
    one.awareness.setLocalStateField("portrait", `data:image/png;base64,${"A".repeat(200_000)}`);
    await until("the word", () => told.length === 1);
    expect(told[0]).toMatch(/bytes/);
    one.doc.getText("text").insert(0, "goes on");
    await until("the edit", () => textOf(other) === "goes on");
    expect(other.participants).toEqual([]);
    one.awareness.setLocalStateField("portrait", "a.png");
    await until("Ada again", () => other.participants[0]?.user?.name === "Ada");
    expect(one.status).toEqual({ state: "connected", isSynced: true });
  });

  it("C4 reads strange presence of others without harm", async () => {
    const { url } = await testServer();
    const one = join(url, "doc", { user: ada });
    const other = join(url);
    for (const user of [1, null, [], { name: 5 }, { name: " ", color: "#000000" }]) {
      other.awareness.setLocalState({ user });
      await until("the state", () => one.awareness.states.size === 2);
      expect(one.participants.find(({ isSelf }) => !isSelf)?.user).toBeUndefined();
    }
    const name = "x".repeat(500);
    other.awareness.setLocalState({ user: { name, color: "red;background:url(//x)" } });
    await until("the name", () => one.participants.some(({ user }) => user?.name.length === 60));
    const stranger = one.participants.find(({ isSelf }) => !isSelf);
    expect(stranger?.user?.color).toMatch(/^#[0-9a-f]{6}$/);
  });
});

/** A WebSocket class whose sockets a test can cut as a lost network does. */
function cuttable(): { WebSocket: typeof globalThis.WebSocket; cut: () => void } {
  const sockets = new Set<NodeWebSocket>();
  class CuttableWebSocket extends NodeWebSocket {
    constructor(...args: ConstructorParameters<typeof NodeWebSocket>) {
      super(...args);
      sockets.add(this);
    }
  }
  return {
    WebSocket: CuttableWebSocket as unknown as typeof globalThis.WebSocket,
    cut: () => sockets.forEach((socket) => socket.terminate()),
  };
}
