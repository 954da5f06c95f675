/** PROTOCOL.md, byte by byte, from a peer that uses no library. */

import { closeCodes } from "@coscribe/shared";
import { describe, expect, it, onTestFinished } from "vitest";
import * as Y from "yjs";
import { GatedStore } from "../../support/gated-store.ts";
import { RawPeer } from "../../support/raw-peer.ts";
import { syncedClient, textOf } from "../../support/stock-client.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

/** Client 7 writes "hi" in the root type "text". */
const writeHi = [0, 2, 15, 1, 1, 7, 0, 4, 1, 4, 0x74, 0x65, 0x78, 0x74, 2, 0x68, 0x69, 0];
const emptyStep1 = [0, 0, 1, 0];

async function peerOn(port: number, target = "/doc"): Promise<RawPeer> {
  const peer = new RawPeer(port, target);
  await peer.opened();
  return peer;
}

describe("the protocol", () => {
  it("P2 greets with SyncStep1 and answers SyncStep1 with SyncStep2, even if both are empty", async () => {
    const { port } = await testServer();
    const peer = await peerOn(port);
    expect([...(await peer.message(0))]).toEqual([0, 0, 1, 0]);
    peer.send(...emptyStep1);
    expect([...(await peer.message(1))]).toEqual([0, 1, 2, 0, 0]);
  });

  it("P2 passes an update on, byte for byte, to everybody but its author", async () => {
    const { port } = await testServer();
    const author = await peerOn(port);
    const reader = await peerOn(port);
    await author.message(0);
    await reader.message(0);
    author.send(...writeHi);
    expect([...(await reader.message(1))]).toEqual(writeHi);
    author.send(...emptyStep1);
    expect([...(await author.message(1))]).toEqual([0, 1, ...writeHi.slice(2)]);
    const late = await peerOn(port);
    expect([...(await late.message(0))]).toEqual([0, 0, 3, 1, 7, 2]);
  });

  it("P2 answers any vector with what it lacks and every deletion", async () => {
    const { port, url } = await testServer();
    const writer = await syncedClient(url, "doc");
    writer.doc.getText("text").insert(0, "abc");
    writer.doc.getText("text").delete(1, 1);
    const reader = await syncedClient(url, "doc");
    await until("the edits to arrive", () => textOf(reader) === "ac");
    const peer = await peerOn(port);
    const vector = Y.encodeStateVector(writer.doc);
    peer.send(0, 0, vector.length, ...vector);
    const step2 = await peer.syncMessage(1);
    const { structs, ds } = Y.decodeUpdate(step2.subarray(3));
    expect(structs).toEqual([]);
    expect(ds.clients.size).toBe(1);
  });

  it("P3 reads several messages in one frame", async () => {
    const { port } = await testServer();
    const peer = await peerOn(port);
    peer.send(...writeHi, ...emptyStep1);
    expect([...(await peer.message(1))]).toEqual([0, 1, ...writeHi.slice(2)]);
  });

  it("P3 ignores messages of unknown types and counts them", async () => {
    const { port, events } = await testServer();
    const peer = await peerOn(port);
    peer.send(99, 1, 0);
    peer.send(2, 0, 1, 0x78);
    peer.send(...emptyStep1);
    await peer.message(1);
    peer.destroy();
    await until("the end", () => events.some(({ type }) => type === "sessionClosed"));
    expect(events.at(-1)).toMatchObject({ type: "sessionClosed", unknownMessages: 2 });
  });

  it("P150 returns an Echo as it came, at once, also while the disk takes nothing", async () => {
    const store = new GatedStore();
    const { port } = await testServer({ store });
    onTestFinished(() => store.release());
    const peer = await peerOn(port);
    await peer.message(0);
    store.mode = "hold";
    peer.send(...writeHi);
    peer.send(102, 1, 5);
    peer.send(113, 2, 8, 9);
    expect([...(await peer.message(1))]).toEqual([113, 2, 8, 9]);
    store.release();
    expect([...(await peer.message(2))]).toEqual([102, 1, 5]);
  });

  it("P6 answers QueryAwareness with everybody, and removes those who leave", async () => {
    const { port } = await testServer();
    const seven = await peerOn(port);
    const other = await peerOn(port);
    await other.message(0);
    other.send(3);
    expect([...(await other.message(1))]).toEqual([1, 1, 0]);
    seven.send(1, 7, 1, 7, 1, 3, 0x7b, 0x7d, 0x20);
    expect([...(await other.message(2))]).toEqual([1, 7, 1, 7, 1, 3, 0x7b, 0x7d, 0x20]);
    seven.destroy();
    expect([...(await other.message(3))]).toEqual([1, 8, 1, 7, 1, 4, 0x6e, 0x75, 0x6c, 0x6c]);
  });

  it("P6 lets nobody speak for somebody else who is alive", async () => {
    const { port } = await testServer();
    const seven = await peerOn(port);
    const impostor = await peerOn(port);
    const witness = await peerOn(port);
    await witness.message(0);
    seven.send(1, 6, 1, 7, 1, 2, 0x7b, 0x7d);
    await witness.message(1);
    impostor.send(1, 8, 1, 7, 9, 4, 0x6e, 0x75, 0x6c, 0x6c);
    impostor.send(1, 6, 1, 7, 9, 2, 0x5b, 0x5d);
    impostor.send(...writeHi);
    await witness.message(2);
    witness.send(3);
    expect([...(await witness.message(3))]).toEqual([1, 6, 1, 7, 1, 2, 0x7b, 0x7d]);
  });

  it("P6 gives an ID to whoever announces it when its holder turns out to be dead", async () => {
    const { port } = await testServer();
    const dead = await peerOn(port);
    const witness = await peerOn(port);
    await witness.message(0);
    dead.send(1, 6, 1, 7, 1, 2, 0x7b, 0x7d);
    await witness.message(1);
    dead.pause();
    const back = await peerOn(port);
    await back.message(0);
    back.send(1, 6, 1, 7, 1, 2, 0x5b, 0x5d);
    expect([...(await witness.message(2))]).toEqual([1, 8, 1, 7, 1, 4, 0x6e, 0x75, 0x6c, 0x6c]);
    expect([...(await back.message(2))]).toEqual([1, 8, 1, 7, 1, 4, 0x6e, 0x75, 0x6c, 0x6c]);
    back.send(1, 6, 1, 7, 2, 2, 0x5b, 0x5d);
    expect([...(await witness.message(3))]).toEqual([1, 6, 1, 7, 2, 2, 0x5b, 0x5d]);
  });

  const mistakes: [string, keyof typeof closeCodes, number[]][] = [
    ["an empty frame", "malformedFrame", []],
    ["a sync message of unknown kind", "malformedFrame", [0, 3, 0]],
    ["a length past the end", "malformedFrame", [0, 2, 200, 1, 0]],
    ["a number that never ends", "malformedFrame", Array.from({ length: 20 }, () => 255)],
    ["a state vector that does not decode", "malformedFrame", [0, 0, 2, 5, 1]],
    ["presence that does not decode", "malformedFrame", [1, 2, 9, 9]],
    ["presence that is not JSON", "malformedFrame", [1, 6, 1, 7, 1, 2, 0x7b, 0x78]],
    ["an Echo of nine bytes", "malformedFrame", [113, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
    ["an empty update", "updateRefused", [0, 2, 0]],
    ["a struct of length 0", "updateRefused", [0, 2, 9, 1, 2, 7, 0, 0, 0, 0, 0, 0]],
    [
      "a struct that refers to itself",
      "updateRefused",
      [0, 2, 8, 1, 1, 7, 0, 0x84, 7, 0, 1, 0x78, 0],
    ],
    ["an update that is cut short", "updateRefused", [0, 2, 8, ...writeHi.slice(3, 11)]],
  ];
  it.each(mistakes)("P4 ends the session that sends %s, and no other", async (_, name, bytes) => {
    const { port } = await testServer();
    const other = await peerOn(port);
    const bad = await peerOn(port);
    await other.message(0);
    bad.send(...bytes);
    const { code, reason } = await bad.ended();
    expect({ code, reason }).toEqual({ code: closeCodes[name].code, reason: expect.any(String) });
    expect(reason).not.toBe("");
    other.send(...emptyStep1);
    expect([...(await other.message(1))]).toEqual([0, 1, 2, 0, 0]);
  });

  it("P4 ends the session that sends text", async () => {
    const { port } = await testServer();
    const peer = await peerOn(port);
    peer.sendFrame(0x81, Buffer.from("1e10"));
    expect((await peer.ended()).code).toBe(4415);
  });

  it("P4 ends the session that sends too large a message with a code that is final", async () => {
    const { port } = await testServer({ maxFrameBytes: 1_000 });
    const peer = await peerOn(port);
    await peer.message(0);
    peer.sendFrame(0x82, new Uint8Array(1_001));
    expect((await peer.ended()).code).toBe(4413);
  });

  it.each([
    ["reserved bits", 0xc2, 1002],
    ["an unknown opcode", 0x83, 1002],
  ])("P4 ends the session that sends a frame with %s", async (_, head, code) => {
    const { port } = await testServer();
    const peer = await peerOn(port);
    peer.sendFrame(head, Uint8Array.of(0));
    expect((await peer.ended()).code).toBe(code);
  });

  it("P1 closes a bad name with the reason", async () => {
    const { port } = await testServer();
    const peer = new RawPeer(port, "/");
    expect(await peer.ended()).toEqual({ code: 4414, reason: "the document name is empty" });
    const control = new RawPeer(port, "/a%0Ab");
    expect((await control.ended()).code).toBe(4414);
    const long = new RawPeer(port, `/${"x".repeat(201)}`);
    expect((await long.ended()).reason).toContain("201 bytes");
  });

  it("P9 lets only pages of its own or of allowed origins connect", async () => {
    const { port } = await testServer({ allowedOrigins: ["https://notes.example"] });
    const outcomeFor = async (headers: Record<string, string>): Promise<unknown> => {
      const peer = new RawPeer(port, "/doc", headers);
      await until("an answer", () => peer.messages.length > 0 || peer.closed !== undefined);
      return peer.closed?.code ?? "greeted";
    };
    expect(await outcomeFor({})).toBe("greeted");
    expect(await outcomeFor({ Origin: `http://localhost:${port}` })).toBe("greeted");
    expect(await outcomeFor({ Origin: "https://notes.example" })).toBe("greeted");
    expect(await outcomeFor({ Origin: "https://evil.example" })).toBe(4403);
    expect(await outcomeFor({ Origin: "null" })).toBe(4403);
    const rebound = `evil.example:${port}`;
    expect(await outcomeFor({ Origin: `http://${rebound}`, Host: rebound })).toBe(4403);
  });

  it("P10 holds an update back until what it builds on has come, and asks for it", async () => {
    const { port, url } = await testServer();
    const doc = new Y.Doc();
    const made: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => made.push(update));
    doc.getText("text").insert(0, "one ");
    doc.getText("text").insert(4, "two ");
    const [first, second] = made;
    if (first === undefined || second === undefined) throw new Error("two updates were made");
    const reader = await syncedClient(url, "doc");
    const peer = await peerOn(port);
    await peer.message(0);
    peer.send(0, 2, second.length, ...second);
    expect([...(await peer.syncMessage(0, 0))]).toEqual([0, 0, 1, 0]);
    expect(textOf(reader)).toBe("");
    peer.send(0, 2, first.length, ...first);
    await until("both", () => textOf(reader) === "one two ");
  });
});
