/** "Saved" is said when it is true, on the wire, byte by byte. */

import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { GatedStore } from "../../support/gated-store.ts";
import { RawPeer } from "../../support/raw-peer.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

/** Client 7 writes "hi" in the root type "text". */
const writeHi = [0, 2, 15, 1, 1, 7, 0, 4, 1, 4, 0x74, 0x65, 0x78, 0x74, 2, 0x68, 0x69, 0];

async function peerOn(port: number, target = "/doc"): Promise<RawPeer> {
  const peer = new RawPeer(port, target);
  await peer.message(0);
  return peer;
}

/** The payloads of the acknowledgements that `peer` has got, each one byte. */
function acknowledged(peer: RawPeer): (number | undefined)[] {
  return peer.messages.filter((message) => message[0] === 102).map((message) => message[2]);
}

/** Resolves when everything that `peer` has sent so far has been handled. */
async function handled(peer: RawPeer): Promise<void> {
  const { length } = peer.messages;
  peer.send(3);
  await until("an answer", () => peer.messages.length > length);
}

function failures(peer: RawPeer): (number | undefined)[] {
  return peer.messages.filter((message) => message[0] === 110).map((message) => message[1]);
}

describe("an acknowledgement", () => {
  it("P11 comes when everything before it is on disk, not before, and in order", async () => {
    const store = new GatedStore();
    const { port } = await testServer({ store });
    const peer = await peerOn(port);
    peer.send(102, 1, 1);
    await until("the first", () => acknowledged(peer).length === 1);
    store.mode = "hold";
    peer.send(...writeHi);
    peer.send(102, 1, 2);
    peer.send(102, 2, 3, 4);
    const reader = await peerOn(port);
    reader.send(0, 0, 1, 0);
    await reader.syncMessage(1);
    await handled(peer);
    expect(acknowledged(peer)).toEqual([1]);
    store.release();
    await until("the others", () => acknowledged(peer).length === 3);
    expect(peer.messages.filter((message) => message[0] === 102).map((m) => [...m])).toEqual([
      [102, 1, 1],
      [102, 1, 2],
      [102, 2, 3, 4],
    ]);
  });

  it("P11 waits for a client that does not read, and of very many the last ones come", async () => {
    const { port } = await testServer({ maxQueuedBytes: 1 });
    const [peer, other] = [await peerOn(port), await peerOn(port)];
    peer.pause();
    const count = 30_000;
    const payload = Array.from({ length: 1_000 }, () => 7);
    for (let asked = 0; asked < count; asked++) peer.send(102, 0xe8, 7, ...payload);
    peer.send(102, 1, 9);
    // Client 7 shows itself: whoever sees it knows that everything before has been handled.
    peer.send(1, 6, 1, 7, 1, 2, 0x7b, 0x7d);
    await other.message(1);
    peer.resume();
    await until("the last one", () => acknowledged(peer).at(-1) === 9);
    // What did not fit into the buffers of the connection waited, and of that the oldest went.
    expect(acknowledged(peer).length).toBeLessThan(count);
  });

  it("P11 has at most 1,024 bytes", async () => {
    const { port } = await testServer();
    const peer = await peerOn(port);
    peer.send(102, 129, 8, ...Array.from({ length: 1_025 }, () => 7));
    expect(await peer.ended()).toMatchObject({ code: 4400 });
  });

  it("P11 does not come while the disk fails, and comes when it has recovered", async () => {
    const store = new GatedStore();
    const { port, server } = await testServer({ store });
    const told = await peerOn(port, "/doc?storage-status=1");
    const untold = await peerOn(port);
    store.mode = "fail";
    told.send(...writeHi);
    told.send(102, 1, 1);
    await until("the failure to be told", () => failures(told).length > 0);
    expect(failures(told)[0]).toBe(1);
    expect(server.health()).toMatchObject({ status: "failing", failingDocuments: 1 });
    const late = await peerOn(port, "/doc?storage-status=1");
    await until("the failure to be told", () => failures(late).length > 0);
    expect(acknowledged(told)).toEqual([]);
    store.release();
    await until("the acknowledgement", () => acknowledged(told).length === 1);
    await until("the recovery to be told", () => failures(told).at(-1) === 0);
    expect(failures(untold)).toEqual([]);
    expect(server.health().status).toBe("ok");
  });

  it("P11 does not come for an update that was refused", async () => {
    const { port } = await testServer();
    const peer = await peerOn(port);
    peer.send(0, 2, 9, 1, 2, 7, 0, 0, 0, 0, 0, 0, 102, 1, 1);
    expect((await peer.ended()).code).toBe(4422);
    expect(acknowledged(peer)).toEqual([]);
  });

  it("P70 does not come for an update in the v2 encoding, nor for one with bytes behind it", async () => {
    const { port } = await testServer();
    const doc = new Y.Doc();
    const states = [Y.encodeStateAsUpdateV2(doc)];
    doc.getText("text").insert(0, "hi", { bold: true });
    states.push(Y.encodeStateAsUpdateV2(doc));
    doc.getText("text").delete(0, 1);
    states.push(Y.encodeStateAsUpdateV2(doc), Uint8Array.of(...Y.encodeStateAsUpdate(doc), 0));
    for (const state of states) {
      const peer = await peerOn(port);
      peer.send(0, 1, state.length, ...state, 102, 1, 1);
      const { code, reason } = await peer.ended();
      expect(code).toBe(4422);
      expect(reason).toContain("is this the v2 encoding?");
      expect(acknowledged(peer)).toEqual([]);
    }
    const reader = await peerOn(port);
    reader.send(0, 0, 1, 0);
    expect([...(await reader.syncMessage(1))]).toEqual([0, 1, 2, 0, 0]);
  });

  it("P11 does not come while a part of what was sent waits for something it builds on", async () => {
    const { port } = await testServer();
    const peer = await peerOn(port);
    const [first, second] = twoUpdates();
    peer.send(0, 2, second.length, ...second);
    peer.send(102, 1, 1);
    await handled(peer);
    expect(acknowledged(peer)).toEqual([]);
    peer.send(0, 2, first.length, ...first);
    await until("the acknowledgement", () => acknowledged(peer).length === 1);
  });

  it("P11 comes after something was given up only when the whole state has come", async () => {
    const { port } = await testServer({ maxHeldBytes: 5 });
    const peer = await peerOn(port);
    const [first, second] = twoUpdates();
    peer.send(0, 2, second.length, ...second);
    peer.send(102, 1, 1);
    peer.send(0, 2, first.length, ...first);
    peer.send(102, 1, 2);
    await handled(peer);
    expect(acknowledged(peer)).toEqual([]);
    const whole = Y.mergeUpdates([first, second]);
    peer.send(0, 1, whole.length, ...whole);
    await until("the acknowledgements", () => acknowledged(peer).length === 2);
  });

  it("R14 beyond the limit of what may wait for a failing disk, updates are refused, not dropped", async () => {
    const store = new GatedStore();
    const { port } = await testServer({ store, maxUnsavedBytes: 1_000 });
    const peer = await peerOn(port, "/doc?storage-status=1");
    store.mode = "fail";
    peer.send(...writeHi);
    await until("the failure to be told", () => failures(peer).length > 0);
    const doc = new Y.Doc();
    doc.getText("text").insert(0, "x".repeat(2_000));
    const update = Y.encodeStateAsUpdate(doc);
    peer.sendFrame(
      0x82,
      Uint8Array.of(0, 2, 0x80 | (update.length & 0x7f), update.length >> 7, ...update),
    );
    const { code, reason } = await peer.ended();
    expect(code).toBe(1013);
    expect(reason).toContain("1000 bytes");
    store.release();
  });
});

/** Two updates of one author, of which the second builds on the first. */
function twoUpdates(): [Uint8Array, Uint8Array] {
  const doc = new Y.Doc();
  const made: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => made.push(update));
  doc.getText("text").insert(0, "one ");
  doc.getText("text").insert(4, "two ");
  const [first, second] = made;
  if (first === undefined || second === undefined) throw new Error("two updates were made");
  return [first, second];
}
