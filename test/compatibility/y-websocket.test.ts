/** The real y-websocket client against a real server. */

import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { lastingStore } from "../support/lasting-store.ts";
import { stockClient, syncedClient, textOf } from "../support/stock-client.ts";
import { testServer } from "../support/test-server.ts";
import { until } from "../support/until.ts";

describe("a y-websocket client", () => {
  it("P5 writes one document with others, and finds it again", async () => {
    const { url } = await testServer();
    const ada = await syncedClient(url, "shared");
    const ben = await syncedClient(url, "shared");
    ada.doc.getText("text").insert(0, "Hello");
    await until("the edit to arrive", () => textOf(ben) === "Hello");
    ben.doc.getText("text").insert(5, " world");
    ben.doc.getText("text").delete(0, 1);
    await until("the edits to arrive", () => textOf(ada) === "ello world");
    const late = await syncedClient(url, "shared");
    expect(textOf(late)).toBe("ello world");
  });

  it("P5 is synced only when the stored document has arrived, tail included", async () => {
    const store = lastingStore();
    const first = await testServer({ store });
    const writer = await syncedClient(first.url, "doc");
    for (const letter of "tail") writer.doc.getText("text").insert(0, letter);
    await until("the edits to be stored", async () => (await store.list()).length === 1);
    await first.server.close();
    writer.provider.destroy();
    const second = await testServer({ store });
    const reader = stockClient(second.url, "doc");
    const textWhenSynced = new Promise((resolve) => {
      reader.provider.once("sync", () => resolve(textOf(reader)));
    });
    expect(await textWhenSynced).toBe("liat");
  });

  it("P5 is synced with an empty document too", async () => {
    const { url } = await testServer();
    const client = await syncedClient(url, "empty");
    expect(client.doc.store.clients.size).toBe(0);
  });

  it("P5 brings edits that it made offline, and gets those it missed", async () => {
    const { url } = await testServer();
    const ada = await syncedClient(url, "doc");
    const ben = await syncedClient(url, "doc");
    ada.provider.disconnect();
    ada.doc.getText("text").insert(0, "offline ");
    ben.doc.getText("text").insert(0, "online ");
    ada.provider.connect();
    await until("both to have both", () => textOf(ada).length === 15 && textOf(ben).length === 15);
    expect(textOf(ada)).toBe(textOf(ben));
  });

  it("P1 can use any document name that its URL can carry", async () => {
    const { url } = await testServer();
    for (const name of ["constructor", "__proto__", "a/b c", "%E2%82%AC", "x?token=1"]) {
      const one = await syncedClient(url, name);
      one.doc.getText("text").insert(0, name);
      const other = await syncedClient(url, name);
      await until("the edit", () => textOf(other) === name);
    }
  });

  it("P6 sees who is there, and who has left", async () => {
    const { url } = await testServer();
    const ada = await syncedClient(url, "doc");
    const ben = await syncedClient(url, "doc");
    ada.provider.awareness.setLocalStateField("user", { name: "Ada" });
    const seenByBen = (): unknown => ben.provider.awareness.getStates().get(ada.doc.clientID);
    await until("Ada to be seen", () => JSON.stringify(seenByBen()) === '{"user":{"name":"Ada"}}');
    const late = await syncedClient(url, "doc");
    await until("Ada to be seen", () => late.provider.awareness.getStates().has(ada.doc.clientID));
    ada.provider.ws?.close();
    await until("Ada to be gone", () => seenByBen() === undefined);
    await until("Ada to be back", () => seenByBen() !== undefined);
    ada.provider.destroy();
    await until("Ada to be gone", () => seenByBen() === undefined);
  });

  it("P7 without presence is not cut by its own watchdog, which waits 30 seconds", async () => {
    const { url } = await testServer({ keepAliveAfterMs: 500 });
    const client = await syncedClient(url, "doc");
    client.provider.awareness.setLocalState(null);
    const lastMessage = (): number => client.provider.wsLastMessageReceived;
    const before = lastMessage();
    await until("a sign of life", () => lastMessage() > before + 400);
    expect(client.provider.synced).toBe(true);
  });

  it("P8 stops for good when the server says that trying again is pointless", async () => {
    const { url, server } = await testServer();
    const client = await syncedClient(url, "doc");
    client.doc.getText("text").insert(0, "x");
    const closed = new Promise((resolve) => client.provider.once("closed", resolve));
    await until("the edit to arrive", async () => {
      const other = await syncedClient(url, "doc");
      return textOf(other) === "x";
    });
    expect(await server.deleteDocument("doc")).toBe(true);
    expect(await closed).toEqual({ code: 4404, reason: "the document was deleted" });
    expect(client.provider.shouldConnect).toBe(false);
    const fresh = await syncedClient(url, "doc");
    expect(textOf(fresh)).toBe("");
  });

  it("P8 stops for good when its page is of an origin that may not connect", async () => {
    const { url, events } = await testServer();
    class ForeignSocket extends WebSocket {
      constructor(address: string) {
        super(address, { origin: "https://foreign.example" });
      }
    }
    const provider = new WebsocketProvider(url, "doc", new Y.Doc(), {
      WebSocketPolyfill: ForeignSocket as unknown as typeof globalThis.WebSocket,
      disableBc: true,
    });
    onTestFinished(() => provider.destroy());
    const closed = await new Promise((resolve) => provider.once("closed", resolve));
    expect(closed).toEqual({
      code: 4403,
      reason: expect.stringContaining("--allow-origin https://foreign.example"),
    });
    expect(provider.shouldConnect).toBe(false);
    expect(events).toHaveLength(1);
  });

  it("P5 keeps subdocuments, maps, arrays and rich text as they are", async () => {
    const { url } = await testServer();
    const ada = await syncedClient(url, "doc");
    const ben = await syncedClient(url, "doc");
    ada.doc.transact(() => {
      ada.doc.getText("text").insert(0, "bold", { bold: true });
      ada.doc.getMap("map").set("sub", new Y.Doc({ guid: "sub" }));
      ada.doc.getArray("array").push([{ a: [1, null, "x"] }, new Y.Map([["k", 2n]])]);
    });
    await until("the edits", () => ben.doc.getArray("array").length === 2);
    expect(ben.doc.getText("text").toDelta()).toEqual([
      { insert: "bold", attributes: { bold: true } },
    ]);
    expect(ben.doc.getArray("array").toJSON()).toEqual([{ a: [1, null, "x"] }, { k: 2n }]);
    expect([...ben.doc.getSubdocGuids()]).toEqual(["sub"]);
  });
});
