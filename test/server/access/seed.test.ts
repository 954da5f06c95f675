/** The first content of a document: of all who bring one, one is taken. */

import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { GatedStore } from "../../support/gated-store.ts";
import { RawPeer } from "../../support/raw-peer.ts";
import { syncedClient, textOf } from "../../support/stock-client.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";
import { authorizeByName, peerWith, toldOf } from "./access-support.ts";

function seedOf(text: string): number[] {
  const doc = new Y.Doc();
  doc.getText("text").insert(0, text);
  const update = Y.encodeStateAsUpdate(doc);
  return [116, update.length, ...update];
}

/** What a peer was answered: 1 taken, 0 not. */
async function answerTo(peer: RawPeer): Promise<number> {
  const find = (): Buffer | undefined => peer.messages.find(([type]) => type === 117);
  await until("the answer", () => find() !== undefined);
  return find()![1]!;
}

describe("first content", () => {
  it("I26 fifty that bring a template at once have it once, and all of them see it", async () => {
    const { port, url } = await testServer();
    const peers = Array.from({ length: 50 }, () => new RawPeer(port, "/doc"));
    await Promise.all(peers.map((peer) => peer.message(0)));
    for (const [index, peer] of peers.entries()) peer.send(...seedOf(`template ${index};`));
    const answers = await Promise.all(peers.map(answerTo));
    expect(answers.filter((answer) => answer === 1)).toHaveLength(1);
    const winner = answers.indexOf(1);
    const client = await syncedClient(url, "doc");
    expect(textOf(client)).toBe(`template ${winner};`);
    for (const peer of peers) await peer.syncMessage(2);
    expect(peers[winner]!.messages.filter(([type, kind]) => type === 0 && kind === 2)).toHaveLength(
      1,
    );
  });

  it("I26 is not taken where somebody has written, also if nothing is left of that", async () => {
    const { port, url } = await testServer();
    const client = await syncedClient(url, "doc");
    client.doc.getText("text").insert(0, "x");
    client.doc.getText("text").delete(0, 1);
    const peer = new RawPeer(port, "/doc");
    await until("the edit", () => peer.messages.some((bytes) => bytes.length > 4));
    peer.send(...seedOf("template"));
    expect(await answerTo(peer)).toBe(0);
    expect(textOf(client)).toBe("");
  });

  it("I26 is said to be taken when it is on disk", async () => {
    const store = new GatedStore();
    const { port } = await testServer({ store });
    const peer = new RawPeer(port, "/doc");
    await peer.message(0);
    store.mode = "hold";
    peer.send(...seedOf("template"));
    await peer.syncMessage(2);
    peer.send(113, 1, 7);
    await until("the echo", () => peer.messages.some(([type]) => type === 113));
    expect(peer.messages.some(([type]) => type === 117)).toBe(false);
    store.release();
    expect(await answerTo(peer)).toBe(1);
  });

  it("I26 is refused from a reader, from what is no update, and where it builds on something", async () => {
    const { port } = await testServer({ authorize: authorizeByName });
    const reader = await peerWith(port, "bob.read");
    await reader.message(0);
    reader.send(...seedOf("template"));
    await toldOf(reader, ({ refused }) => refused !== undefined);
    const hostile = await peerWith(port, "ann.write");
    await hostile.message(0);
    hostile.send(116, 2, 9, 9);
    expect(await hostile.ended()).toMatchObject({ code: 4422 });
    const gap = await peerWith(port, "ann.write");
    await gap.message(0);
    // Client 7 continues at clock 5 what nobody has.
    gap.send(116, 13, 1, 1, 7, 5, 0x84, 7, 4, 2, 0x68, 0x69, 0, 0, 0);
    expect((await gap.ended()).code).toBe(4422);
  });
});
