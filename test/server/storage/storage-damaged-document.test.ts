/** What clients and operators see of a document that is damaged on the disk. */

import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { levelStore, type Health } from "@coscribe/server";
import { loadDocument } from "@coscribe/server/internal/document/load-document";
import { recordKey, recordPrefix } from "@coscribe/server/internal/store/key-value/key-layout";
import { inlineBackground } from "@coscribe/server/internal/worker/background";
import { decodeMessages, parseDocumentName, ProtocolError } from "@coscribe/shared";
import { formatKey } from "@coscribe/server/internal/store/key-value/key-layout";
import { RawPeer } from "../../support/raw-peer.ts";
import { stockClient, textOf } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testRooms } from "../../support/test-room.ts";
import { testServer, type TestServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";
import { rawEntries, rawWrite } from "../store/raw-level.ts";

const name = parseDocumentName("doc");

/** What ten authors write, each a word of its own that builds on nothing. */
const words = Array.from({ length: 10 }, (_, index) => `word${index} `);

/** Client 99 writes "hi" in the root type "text". */
const writeHi = [0, 2, 15, 1, 1, 99, 0, 4, 1, 4, 0x74, 0x65, 0x78, 0x74, 2, 0x68, 0x69, 0];

describe("a document that is damaged on the disk", () => {
  let directory: string;
  /** All that was ever written. */
  let whole: Y.Doc;
  let generation: string;

  /** Ten authors, then one of them again, whose last word builds on the one before. */
  beforeEach(async () => {
    directory = temporaryFolder();
    const store = levelStore(directory);
    const log = await store.open(name);
    ({ generation } = log);
    whole = new Y.Doc();
    for (const [index, word] of words.entries()) {
      const doc = new Y.Doc();
      doc.clientID = index + 1;
      doc.getText("text").insert(0, word);
      await log.append(Y.encodeStateAsUpdate(doc));
      if (index === 9) {
        const before = Y.encodeStateVector(doc);
        doc.getText("text").insert(doc.getText("text").length, "end");
        await log.append(Y.encodeStateAsUpdate(doc, before));
      }
      Y.applyUpdate(whole, Y.encodeStateAsUpdate(doc));
    }
    await (await store.open(parseDocumentName("sound"))).append(Y.encodeStateAsUpdate(whole));
    await store.close();
  });

  /** Loses the records of these sequences. */
  function lose(...sequences: readonly number[]): Promise<void> {
    const prefix = recordPrefix(name, generation);
    return rawWrite(
      directory,
      ...sequences.map((sequence) => [recordKey(prefix, sequence), undefined] as const),
    );
  }

  function serve(): Promise<TestServer> {
    return testServer({ store: levelStore(directory), background: inlineBackground });
  }

  async function peerOn(port: number, path = "/doc"): Promise<RawPeer> {
    const peer = new RawPeer(port, path);
    await peer.message(0);
    return peer;
  }

  async function textFor(peer: RawPeer): Promise<string> {
    peer.send(0, 0, 1, 0);
    const messages = decodeMessages(await peer.syncMessage(1));
    if (messages instanceof ProtocolError) throw messages;
    const doc = new Y.Doc();
    for (const message of messages) {
      if (message.type === "syncStep2") Y.applyUpdate(doc, message.update);
    }
    return doc.getText("text").toString();
  }

  it("R18 is served as far as it can be read: what builds on what is missing is left out", async () => {
    await lose(3, 10);
    const { port, events } = await serve();
    const text = await textFor(await peerOn(port));
    for (const [index, word] of words.entries())
      expect(text.includes(word)).toBe(![2, 9].includes(index));
    expect(text).not.toContain("end");
    expect(events.filter(({ type }) => type === "documentDamaged")).toEqual([
      {
        type: "documentDamaged",
        name: "doc",
        damage: [
          { sequence: 3, problem: "update 3 is missing" },
          { sequence: 10, problem: "update 10 is missing" },
          { sequence: undefined, problem: "1 update builds on what is missing, and is left out" },
        ],
      },
    ]);
  });

  it("R18 what is missing in one place and there in another is read", async () => {
    const store = levelStore(directory);
    const log = await store.open(name);
    await log.append(Y.encodeStateAsUpdate(whole));
    await store.close();
    await lose(3, 10);
    const { port } = await serve();
    expect(await textFor(await peerOn(port))).toBe(whole.getText("text").toString());
  });

  it("R18 refuses every change with 4423 and what to do, and nobody else is disturbed", async () => {
    await lose(3);
    const before = await rawEntries(directory);
    const { port, server } = await serve();
    const reader = await peerOn(port);
    const text = await textFor(reader);
    const missing = Y.encodeStateAsUpdate(whole);
    const unknown = new Y.Doc();
    unknown.getText("text").insert(0, "built on something unknown");
    const vector = Y.encodeStateVector(unknown);
    unknown.getText("text").insert(5, "x");
    const incomplete = Y.encodeStateAsUpdate(unknown, vector);
    for (const message of [
      writeHi,
      [0, 1, ...lengthOf(missing), ...missing],
      [0, 2, ...lengthOf(incomplete), ...incomplete],
    ]) {
      const peer = await peerOn(port);
      peer.sendFrame(0x82, Uint8Array.from(message));
      const { code, reason } = await peer.ended();
      expect(code).toBe(4423);
      expect(reason).toMatch(/damaged.*until it is repaired.*keep your edits/);
    }
    expect(reader.closed).toBeUndefined();
    expect(reader.messages.filter((message) => message[0] === 0 && message[1] === 2)).toEqual([]);
    expect(await textFor(await peerOn(port))).toBe(text);
    const sound = await peerOn(port, "/sound");
    sound.send(...writeHi);
    sound.send(102, 1, 1);
    await until("the acknowledgement", () => sound.messages.some((message) => message[0] === 102));
    await server.close();
    // The format has risen with what is known of the other one.
    const ofDoc = ([key]: readonly [Buffer, Buffer]): boolean =>
      !key.includes("sound") && !key.equals(formatKey);
    expect((await rawEntries(directory)).filter(ofDoc)).toEqual(before.filter(ofDoc));
  });

  it("R18 a client that has nothing new stays, is acknowledged, and sees who else is here", async () => {
    await lose(3);
    const { port, url } = await serve();
    const client = stockClient(url, "doc");
    const other = stockClient(url, "doc");
    other.provider.awareness.setLocalStateField("user", { name: "Ada" });
    await until("both to sync", () => client.provider.synced && other.provider.synced);
    await until("Ada to be seen", () => client.provider.awareness.getStates().size === 2);
    expect(textOf(client)).toContain("word5");
    const peer = await peerOn(port);
    peer.send(0, 1, 2, 0, 0);
    peer.send(102, 1, 1);
    await until("the acknowledgement", () => peer.messages.some((message) => message[0] === 102));
    let isRefused = false;
    client.provider.on("closed", () => (isRefused = true));
    client.doc.getText("text").insert(0, "mine ");
    await until("the refusal", () => isRefused || !client.provider.wsconnected);
    expect(textOf(other)).not.toContain("mine");
  });

  it("R18 is named by /healthz, which answers 200, until it is deleted", async () => {
    await lose(3);
    const { port, server, url } = await serve();
    const health = async (): Promise<Health> => {
      const response = await fetch(`${url.replace("ws", "http")}/healthz`);
      expect(response.status).toBe(200);
      return (await response.json()) as Health;
    };
    expect((await health()).status).toBe("ok");
    await peerOn(port);
    await peerOn(port, "/sound");
    expect(await health()).toMatchObject({
      status: "damaged",
      failingDocuments: 0,
      damage: { documents: ["doc"], documentCount: 1, store: [] },
    });
    expect(await server.deleteDocument("doc")).toBe(true);
    expect((await health()).status).toBe("ok");
    const peer = await peerOn(port);
    peer.send(...writeHi);
    peer.send(102, 1, 1);
    await until("the acknowledgement", () => peer.messages.some((message) => message[0] === 102));
  });

  it("R18 is never compacted, and closed and opened again as before", async () => {
    const store = levelStore(directory);
    const log = await store.open(name);
    const large = new Y.Doc();
    large.getText("text").insert(0, "x".repeat(200_000));
    await log.append(Y.encodeStateAsUpdate(large));
    await store.close();
    await lose(3);
    const before = await rawEntries(directory);
    for (let round = 0; round < 2; round++) {
      const again = levelStore(directory);
      const { rooms, clock, enter, events } = testRooms({ store: again, idleDocumentMs: 1_000 });
      const { room, member } = await enter();
      room.leave(member);
      await clock.advance(10_000);
      await until("the room to close", () => events.some(({ type }) => type === "documentClosed"));
      expect(events.filter(({ type }) => type.startsWith("compact"))).toEqual([]);
      await rooms.close();
      await again.close();
    }
    expect(await rawEntries(directory)).toEqual(before);
  });

  it("R18 a head that is gone, or everything but the head, is no empty document", async () => {
    const all = Array.from({ length: 11 }, (_, index) => index + 1);
    await lose(...all);
    const { port, events } = await serve();
    const peer = await peerOn(port);
    peer.send(...writeHi);
    expect((await peer.ended()).code).toBe(4423);
    expect(events.find(({ type }) => type === "documentDamaged")).toMatchObject({
      damage: [{ problem: "all its records are missing" }],
    });
  });

  it("R18 a record that is no update is left out and named, and the rest is loaded", async () => {
    const store = levelStore(directory);
    const log = await store.open(name);
    // Two structs of length 0: no screen lets them in, but an older version could have.
    await log.append(Uint8Array.from([1, 2, 7, 0, 0, 0, 0, 0, 0]));
    await log.append(Y.encodeStateAsUpdate(whole));
    const { damage, replica } = await loadDocument(log);
    expect(damage).toEqual([
      { sequence: 12, problem: expect.stringMatching(/^update 12 is no update: /) },
    ]);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, replica.encode());
    expect(doc.getText("text").toString()).toBe(whole.getText("text").toString());
    await store.close();
  });
});

/** A length as a varUint. */
function lengthOf(bytes: Uint8Array): number[] {
  return bytes.length < 0x80 ? [bytes.length] : [0x80 | (bytes.length & 0x7f), bytes.length >> 7];
}
