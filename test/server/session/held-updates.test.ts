/** Updates that build on what is not there yet: tried again, asked for, acknowledged, given up. */

import { encodeMessage } from "@coscribe/shared";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { RawPeer } from "../../support/raw-peer.ts";
import { syncedClient, textOf } from "../../support/stock-client.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

/** The updates of a document in which each of `texts` is appended. */
function updatesOf(...texts: readonly string[]): readonly Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const text = doc.getText("text");
  for (const part of texts) text.insert(text.length, part);
  return updates;
}

async function peerOn(port: number): Promise<RawPeer> {
  const peer = new RawPeer(port, "/doc");
  await peer.message(0);
  return peer;
}

function sendUpdate(peer: RawPeer, update: Uint8Array | undefined): void {
  if (update === undefined) throw new Error("there is no such update");
  peer.sendFrame(0x82, encodeMessage({ type: "update", update }));
}

function sendWholeState(peer: RawPeer, update: Uint8Array): void {
  peer.sendFrame(0x82, encodeMessage({ type: "syncStep2", update }));
}

/** Asks for an acknowledgement with this payload. */
function ask(peer: RawPeer, payload: number): void {
  peer.send(102, 1, payload);
}

/** The payloads that were acknowledged, in order. */
function acknowledged(peer: RawPeer): readonly (number | undefined)[] {
  return peer.messages.filter(([type]) => type === 102).map((message) => message[2]);
}

/** How often the server has asked for what is missing, the greeting included. */
function asked(peer: RawPeer): number {
  return peer.messages.filter(([type, kind]) => type === 0 && kind === 0).length;
}

describe("an update that builds on something unknown", () => {
  it("P10 is taken in as soon as somebody else brings what it lacks", async () => {
    const { url, port } = await testServer();
    const [first, second] = updatesOf("one ", "two ");
    const reader = await syncedClient(url, "doc");
    const relay = await peerOn(port);
    const author = await peerOn(port);
    sendUpdate(relay, second);
    ask(relay, 7);
    await until("the server to ask", () => asked(relay) === 2);
    expect(acknowledged(relay)).toEqual([]);
    sendUpdate(author, first);
    await until("both", () => textOf(reader) === "one two ");
    await until("the acknowledgement", () => acknowledged(relay).includes(7));
  });

  it("P11 holds no acknowledgement back that was asked for before it came", async () => {
    const { port } = await testServer();
    const [first, , third] = updatesOf("one ", "two ", "three ");
    const peer = await peerOn(port);
    sendUpdate(peer, first);
    ask(peer, 1);
    sendUpdate(peer, third);
    ask(peer, 2);
    await until("the first acknowledgement", () => acknowledged(peer).includes(1));
    expect(acknowledged(peer)).toEqual([1]);
  });

  it("P10 is asked for again when one more is missing", async () => {
    const { port } = await testServer();
    const [, second, third, fourth] = updatesOf("one ", "two ", "three ", "four ");
    const peer = await peerOn(port);
    sendUpdate(peer, second);
    await until("the server to ask", () => asked(peer) === 2);
    sendWholeState(peer, Y.mergeUpdates([second ?? new Uint8Array()]));
    sendUpdate(peer, fourth);
    await until("the server to ask again", () => asked(peer) >= 3);
    sendUpdate(peer, third);
  });

  it("P11 keeps nothing from being acknowledged that its own author lacks the beginning of", async () => {
    const { url, port } = await testServer();
    const [first, second] = updatesOf("one ", "two ");
    // A device that once was passed on an edit whose beginning it never got.
    const device = new Y.Doc();
    if (second !== undefined) Y.applyUpdate(device, second);
    device.getText("text").insert(0, "mine ");
    const peer = await peerOn(port);
    sendWholeState(peer, Y.encodeStateAsUpdate(device));
    ask(peer, 9);
    await until("the acknowledgement", () => acknowledged(peer).includes(9));
    const reader = await syncedClient(url, "doc");
    expect(textOf(reader)).toBe("mine ");
    // What waits is not forgotten: others may have its beginning.
    const author = await peerOn(port);
    sendUpdate(author, first);
    await until("the rest", () => textOf(reader).includes("one two "));
  });

  it("P10 is asked for again when it was too much to be kept and others have brought something", async () => {
    const { url, port } = await testServer({ maxHeldBytes: 100 });
    const [first, second] = updatesOf("one ", "x".repeat(1_000));
    const relay = await peerOn(port);
    sendUpdate(relay, second);
    await until("the server to ask", () => asked(relay) === 2);
    ask(relay, 5);
    const author = await peerOn(port);
    sendUpdate(author, first);
    await until("the server to ask again", () => asked(relay) === 3);
    expect(acknowledged(relay)).toEqual([]);
    if (second !== undefined) sendWholeState(relay, second);
    await until("the acknowledgement", () => acknowledged(relay).includes(5));
    expect(textOf(await syncedClient(url, "doc"))).toBe(`one ${"x".repeat(1_000)}`);
  });

  it("P10 ends its session with a reason when nobody brings what it lacks", async () => {
    const { url, port } = await testServer({ holdTimeoutMs: 300 });
    const [, second] = updatesOf("one ", "two ");
    const [other] = updatesOf("three ");
    const peer = await peerOn(port);
    sendUpdate(peer, other);
    sendUpdate(peer, second);
    const { code, reason } = await peer.ended();
    expect(code).toBe(1013);
    expect(reason).toContain("builds on what nobody has brought");
    expect(textOf(await syncedClient(url, "doc"))).toBe("three ");
  });
});
