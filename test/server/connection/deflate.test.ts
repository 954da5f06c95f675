/** permessage-deflate: what is negotiated, and what each side may send. */

import { constants, deflateRawSync } from "node:zlib";
import { deflatedMessage, acceptableOffer } from "@coscribe/server/internal/connection/deflate";
import { encodeMessage } from "@coscribe/shared";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { Random } from "../../support/random.ts";
import { RawPeer } from "../../support/raw-peer.ts";
import { syncedClient, textOf } from "../../support/stock-client.ts";
import { testServer } from "../../support/test-server.ts";
import { untilSaved } from "../../support/until-saved.ts";
import { until } from "../../support/until.ts";

const offer = { "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits" };
const finalBinary = 0x82;
const finalDeflated = 0xc2;
const emptyStep1 = Uint8Array.of(0, 0, 1, 0);

/** A message as a client deflates it. */
function deflated(message: Uint8Array): Uint8Array {
  const bytes = deflateRawSync(message, { finishFlush: constants.Z_SYNC_FLUSH });
  return bytes.subarray(0, -4);
}

function updateMessage(change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  change(doc);
  return encodeMessage({ type: "update", update: Y.encodeStateAsUpdate(doc) });
}

async function deflatingPeer(port: number): Promise<RawPeer> {
  const peer = new RawPeer(port, "/doc", offer);
  await peer.message(0);
  return peer;
}

describe("what is negotiated", () => {
  it("P20 is permessage-deflate without context takeover, for those who offer it", async () => {
    const { port } = await testServer();
    const peer = await deflatingPeer(port);
    expect(peer.response).toMatch(
      /^Sec-WebSocket-Extensions: permessage-deflate; (?=.*server_no_context_takeover).*client_no_context_takeover/m,
    );
  });

  it("P20 is nothing for those who offer nothing, something else, or another window", async () => {
    const { port } = await testServer();
    for (const extensions of [
      undefined,
      "x-webkit-deflate-frame",
      "permessage-deflate; server_max_window_bits=10",
      "permessage-deflate; colour=green",
      ", ;;",
    ]) {
      const headers = extensions === undefined ? {} : { "Sec-WebSocket-Extensions": extensions };
      const peer = new RawPeer(port, "/doc", headers);
      // oxlint-disable-next-line no-await-in-loop
      await peer.message(0);
      expect(peer.response).toMatch(/^HTTP\/1.1 101 /);
      expect(peer.response).not.toMatch(/Sec-WebSocket-Extensions/i);
    }
  });

  it("P20 is the first offer that can be met", () => {
    const simple = "permessage-deflate; client_no_context_takeover";
    expect(acceptableOffer(`permessage-deflate; server_max_window_bits=9, ${simple}`)).toBe(simple);
    expect(acceptableOffer('permessage-deflate; client_max_window_bits="12"')).toBeDefined();
    expect(acceptableOffer("permessage-deflated")).toBeUndefined();
  });

  it("P20 is taken with a window of 15 bits, which asks for nothing", async () => {
    const { port } = await testServer();
    const boost = "permessage-deflate; server_max_window_bits=15; client_max_window_bits=15";
    const peer = new RawPeer(port, "/doc", { "Sec-WebSocket-Extensions": boost });
    await peer.message(0);
    expect(peer.response).toMatch(/^Sec-WebSocket-Extensions: permessage-deflate/m);
  });

  it("P20 is nothing for a client that failed with it twice, from the third attempt on", async () => {
    const { url, port } = await testServer();
    const writer = await syncedClient(url, "doc");
    writer.doc.getText("text").insert(0, "x".repeat(20_000));
    await untilSaved(url, "doc", writer.doc);
    const failing = async (): Promise<RawPeer> => {
      const peer = new RawPeer(port, "/doc", { ...offer, "User-Agent": "failing" });
      peer.failsOnDeflated = true;
      peer.sendFrame(finalBinary, emptyStep1);
      const hasDocument = (): boolean => peer.messages.some(({ length }) => length > 1_000);
      await until("the document", () => hasDocument() || peer.closed !== undefined);
      return peer;
    };
    for (let attempt = 1; attempt <= 2; attempt++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const peer = await failing();
      expect(peer.response).toMatch(/Sec-WebSocket-Extensions/i);
      expect(peer.closed).toBeDefined();
    }
    for (let attempt = 3; attempt <= 5; attempt++) {
      // oxlint-disable-next-line no-await-in-loop
      const plain = await failing();
      expect(plain.response).not.toMatch(/Sec-WebSocket-Extensions/i);
      plain.destroy();
      // oxlint-disable-next-line no-await-in-loop
      await plain.ended();
    }
    const healthy = new RawPeer(port, "/doc", { ...offer, "User-Agent": "healthy" });
    await healthy.message(0);
    expect(healthy.response).toMatch(/Sec-WebSocket-Extensions/i);
  });

  it("P20 is not lost by those who leave in order", async () => {
    const { port } = await testServer();
    for (let visit = 0; visit < 4; visit++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const peer = await deflatingPeer(port);
      expect(peer.response).toMatch(/Sec-WebSocket-Extensions/i);
      peer.sendFrame(0x88, Uint8Array.of(0x03, 0xe9));
      // oxlint-disable-next-line no-await-in-loop
      await peer.ended();
    }
  });

  it("P20 is nothing where the option is off", async () => {
    const { port } = await testServer({ compress: false });
    const peer = await deflatingPeer(port);
    expect(peer.response).not.toMatch(/Sec-WebSocket-Extensions/i);
    peer.sendFrame(finalDeflated, deflated(emptyStep1));
    expect(await peer.ended()).toMatchObject({ code: 1002 });
  });
});

describe("what a client sends deflated", () => {
  it("P21 is read, small and large, whole and in fragments, mixed with what is not", async () => {
    const { url, port } = await testServer();
    const reader = await syncedClient(url, "doc");
    const peer = await deflatingPeer(port);
    const random = new Random(3);
    const noise = Array.from({ length: 30_000 }, () =>
      String.fromCodePoint(0x4e00 + random.below(5_000)),
    ).join("");
    const messages = ["small", "", "compact ".repeat(100_000), noise].map((text, index) =>
      updateMessage((doc) => doc.getMap("map").set(`${index}`, text)),
    );
    for (const message of messages) {
      const bytes = deflated(message);
      peer.sendFrame(finalDeflated, bytes);
      const half = bytes.length >> 1;
      peer.sendFrame(0x42, bytes.subarray(0, half));
      peer.sendFrame(0x89, Uint8Array.of());
      peer.sendFrame(0x80, bytes.subarray(half));
      peer.sendFrame(finalBinary, message);
    }
    const map = reader.doc.getMap("map");
    await until("everything", () => map.size === 4);
    expect(map.get("0")).toBe("small");
    expect(map.get("2")).toHaveLength(800_000);
    expect(map.get("3")).toBe(noise);
    expect(peer.closed).toBeUndefined();
  });

  it("P21 is read by the thousand, in order", async () => {
    const { url, port } = await testServer();
    const reader = await syncedClient(url, "doc");
    const peer = await deflatingPeer(port);
    const doc = new Y.Doc();
    doc.on("update", (update: Uint8Array) =>
      peer.sendFrame(finalDeflated, deflated(encodeMessage({ type: "update", update }))),
    );
    for (let index = 0; index < 5_000; index++) doc.getText("text").insert(index, `${index % 10}`);
    await until("everything", () => textOf(reader).length === 5_000);
    expect(textOf(reader)).toBe(doc.getText("text").toString());
  });

  it("P22 is refused for good when it inflates to more than a message may have", async () => {
    const { server, port } = await testServer({ maxFrameBytes: 200_000 });
    for (const size of [200_001, 500_000, 50_000_000]) {
      // oxlint-disable-next-line no-await-in-loop
      const peer = await deflatingPeer(port);
      const bomb = deflated(new Uint8Array(size));
      expect(bomb.length).toBeLessThan(100_000);
      peer.sendFrame(finalDeflated, bomb);
      // oxlint-disable-next-line no-await-in-loop
      expect(await peer.ended()).toMatchObject({ code: 4413 });
    }
    expect(server.health().status).toBe("ok");
  });

  it("P22 ends the session when it does not inflate", async () => {
    const { port } = await testServer();
    const peer = await deflatingPeer(port);
    peer.sendFrame(finalDeflated, Uint8Array.of(0xff, 0xff, 0xff, 0xff));
    expect(await peer.ended()).toMatchObject({ code: 1007 });
  });
});

describe("what the server sends", () => {
  /** Joins with `ws`, and counts what comes over the wire. */
  async function join(
    url: string,
    perMessageDeflate: boolean,
  ): Promise<{ readonly doc: Y.Doc; readonly bytes: number }> {
    const socket = new WebSocket(`${url}/doc`, { perMessageDeflate });
    const doc = new Y.Doc();
    let bytes = 0;
    await new Promise<void>((resolve, reject) => {
      socket.on("error", reject);
      socket.on("upgrade", ({ socket: tcp }) => tcp.on("data", ({ length }) => (bytes += length)));
      socket.on("open", () => socket.send(emptyStep1));
      socket.on("message", (data: Buffer) => {
        if (data[0] !== 0 || data[1] === 0) return;
        let at = 2;
        while ((data[at++] ?? 0) >= 0x80);
        Y.applyUpdate(doc, data.subarray(at));
        if (data[1] === 1) resolve();
      });
    });
    socket.terminate();
    return { doc, bytes };
  }

  it("P23 is a large document deflated, for those who inflate, while people write", async () => {
    const { url } = await testServer();
    const writer = await syncedClient(url, "doc");
    const text = writer.doc.getText("text");
    const random = new Random(1);
    while (text.length < 100_000) text.insert(random.below(text.length + 1), "some words ");
    const witness = await syncedClient(url, "doc");
    await until("the text", () => textOf(witness) === textOf(writer));
    for (let round = 0; round < 4; round++) {
      // oxlint-disable-next-line no-await-in-loop -- one joins after the other
      const [small, plain] = await Promise.all([join(url, true), join(url, false)]);
      for (const { doc } of [small, plain]) {
        expect(doc.getText("text").toString()).toBe(textOf(witness));
        expect(doc.store.pendingStructs).toBeNull();
      }
      expect(plain.bytes).toBeGreaterThan(100_000);
      expect(small.bytes).toBeLessThan(plain.bytes * 0.7);
      text.insert(random.below(text.length), "more ");
      text.delete(random.below(text.length - 20), 20);
      // oxlint-disable-next-line no-await-in-loop
      await until("the edit", () => textOf(witness) === textOf(writer));
    }
  });

  it("P23 is a small message as it is", async () => {
    const { port } = await testServer();
    const peer = await deflatingPeer(port);
    peer.sendFrame(finalDeflated, deflated(emptyStep1));
    expect([...(await peer.syncMessage(1))]).toEqual([0, 1, 2, 0, 0]);
  });

  it("P23 begins with its type, whatever was deflated before", () => {
    const rest = Buffer.concat([deflated(Uint8Array.of(7, 8)), Buffer.of(0, 0, 0xff, 0xff)]);
    const payload = deflatedMessage(Uint8Array.of(0, 1, 2), rest);
    expect([...payload.subarray(0, 8)]).toEqual([0, 3, 0, 0xfc, 0xff, 0, 1, 2]);
  });
});
