/** Clients that come back although they are told not to. */

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebsocketProvider as NextProvider } from "@y/websocket";
import * as NextYjs from "@y/y";
import { systemClock, type Clock, type Timer } from "@coscribe/server/internal/clock";
import { Refusals, waitAfter } from "@coscribe/server/internal/http/refusals";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { RawPeer } from "../../support/raw-peer.ts";
import { SimClock } from "../../support/sim-clock.ts";
import { syncedClient } from "../../support/stock-client.ts";
import { testServer, type TestServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

const ann = { network: "192.0.2.1", document: "doc" };

/** The next version of y-websocket's client, which knows no final codes. */
function nextClient(url: string, path: string, doc: NextYjs.Doc = new NextYjs.Doc()): NextProvider {
  const provider = new NextProvider(url, path, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  });
  onTestFinished(() => provider.destroy());
  return provider;
}

/** A server that closes every connection at once with a final code, and counts them. */
async function impatientServer(): Promise<{ url: string; visits: () => number }> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  onTestFinished(() => {
    server.close();
  });
  await once(server, "listening");
  let visits = 0;
  server.on("connection", (socket) => {
    visits++;
    socket.close(4422, "no");
  });
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    visits: () => visits,
  };
}

/** Time as it is, but for waits of a second and more, which last until the test ends them. */
class PatientClock implements Clock {
  readonly waits: { readonly ms: number; readonly end: () => void }[] = [];
  /** How much later it is than it should be, in milliseconds. */
  ahead = 0;
  now = (): number => systemClock.now() + this.ahead;
  wallTime = (): number => systemClock.wallTime();
  afterTurn = (callback: () => void): Timer => systemClock.afterTurn(callback);
  every = (ms: number, callback: () => void): Timer => systemClock.every(ms, callback);

  after(ms: number, callback: () => void): Timer {
    if (![1_000, 2_000, 4_000, 8_000].includes(ms)) return systemClock.after(ms, callback);
    const wait = { ms, end: () => this.#remove(wait) && callback() };
    this.waits.push(wait);
    return { cancel: () => void this.#remove(wait) };
  }

  #remove(wait: PatientClock["waits"][number]): boolean {
    const at = this.waits.indexOf(wait);
    if (at >= 0) this.waits.splice(at, 1);
    return at >= 0;
  }
}

function refusalsAt({ events }: TestServer): number {
  return events.filter(({ type }) => type === "upgradeRefused").length;
}

/** Makes a visitor to `path` one that has to wait. */
async function wearOut(server: TestServer, path: string): Promise<void> {
  for (let round = 0; round < 3; round++) {
    // oxlint-disable-next-line no-await-in-loop -- a client comes back when it has been refused
    await new RawPeer(server.port, path).ended();
  }
}

describe("a client that is refused again and again", () => {
  it.each([
    ["for its document's name", "a//b"],
    ["for what it sends", "doc"],
  ])(
    "P94 makes a handful of connections, refused %s, while it would make 25",
    { timeout: 60_000 },
    async (_, name) => {
      const { url, events } = await testServer({ maxDocumentBytes: 100 });
      const impatient = await impatientServer();
      const doc = new NextYjs.Doc();
      doc.get("text").insert(0, "x".repeat(1_000));
      nextClient(url, name, doc);
      nextClient(impatient.url, name);
      await until("25 visits to another server", () => impatient.visits() >= 25);
      const visits = events.filter(
        ({ type }) => type === "upgradeRefused" || type === "sessionOpened",
      );
      expect(visits.length).toBeGreaterThanOrEqual(3);
      expect(visits.length).toBeLessThanOrEqual(10);
    },
  );

  it("P94 waits for each answer twice as long as for the one before, and is answered", async () => {
    const clock = new PatientClock();
    const server = await testServer({ clock });
    nextClient(server.url, "a//b");
    for (const [round, ms] of [1_000, 2_000, 4_000, 8_000].entries()) {
      // oxlint-disable-next-line no-await-in-loop
      await until("it to wait", () => clock.waits.length === 1);
      expect(clock.waits[0]?.ms).toBe(ms);
      expect(refusalsAt(server)).toBe(3 + round);
      clock.waits[0]?.end();
    }
  });

  it("P94 keeps nobody else waiting: not at its address, not in its document", async () => {
    const clock = new PatientClock();
    const server = await testServer({ clock, allowedOrigins: ["https://a.example"] });
    const foreign = { Origin: "https://foreign.example" };
    for (let round = 0; round < 3; round++) {
      // oxlint-disable-next-line no-await-in-loop
      expect((await new RawPeer(server.port, "/doc", foreign).ended()).code).toBe(4403);
    }
    const refused = new RawPeer(server.port, "/doc", foreign);
    await until("it to wait", () => clock.waits.length === 1);
    await syncedClient(server.url, "doc");
    await syncedClient(server.url, "doc");
    await syncedClient(server.url, "other");
    expect(clock.waits).toHaveLength(1);
    expect(refused.closed).toBeUndefined();
    clock.waits[0]?.end();
    expect((await refused.ended()).code).toBe(4403);
  });

  it("P94 gains nothing by hanging up and calling again", async () => {
    const clock = new PatientClock();
    const server = await testServer({ clock });
    await wearOut(server, "/a//b");
    for (let round = 0; round < 3; round++) {
      const impatient = new RawPeer(server.port, "/a//b");
      // oxlint-disable-next-line no-await-in-loop
      await until("it to wait", () => clock.waits.length === 1);
      expect(clock.waits[0]?.ms).toBe(1_000);
      impatient.destroy();
      // oxlint-disable-next-line no-await-in-loop
      await until("it to be forgotten", () => clock.waits.length === 0);
    }
    expect(refusalsAt(server)).toBe(3);
  });

  it("P94 is cut if it sends anything before it is answered, and when the server closes", async () => {
    const clock = new PatientClock();
    const server = await testServer({ clock });
    await wearOut(server, "/a//b");
    const talker = new RawPeer(server.port, "/a//b");
    await until("it to wait", () => clock.waits.length === 1);
    talker.send(0, 0, 1, 0);
    expect((await talker.ended()).code).toBe(1006);
    const patient = new RawPeer(server.port, "/a//b");
    await until("it to wait", () => clock.waits.length === 1);
    await server.server.close();
    expect((await patient.ended()).code).toBe(1006);
  });

  it("P94 begins anew once it has been in for a while", async () => {
    const clock = new PatientClock();
    const { port } = await testServer({ clock });
    const visit = async (): Promise<RawPeer> => {
      const peer = new RawPeer(port, "/doc");
      await until("it to wait or be in", () => peer.messages.length + clock.waits.length > 0);
      clock.waits[0]?.end();
      await peer.message(0);
      return peer;
    };
    const sendText = async (peer: RawPeer): Promise<void> => {
      peer.sendFrame(0x81, Buffer.from("text"));
      expect((await peer.ended()).code).toBe(4415);
    };
    for (let round = 0; round < 4; round++) {
      // oxlint-disable-next-line no-await-in-loop
      await sendText(await visit());
    }
    const peer = await visit();
    clock.ahead = 11_000;
    await sendText(peer);
    const next = new RawPeer(port, "/doc");
    await until("it to wait or be in", () => next.messages.length + clock.waits.length > 0);
    expect(clock.waits).toEqual([]);
  });

  it("P94 comes in as soon as there is nothing to refuse any more", async () => {
    const clock = new PatientClock();
    const { server, url } = await testServer({ clock, maxDocumentBytes: 100 });
    const doc = new NextYjs.Doc();
    doc.get("text").insert(0, "x".repeat(1_000));
    const provider = nextClient(url, "doc", doc);
    await until("it to wait", () => clock.waits.length === 1);
    provider.destroy();
    await until("it to be gone", () => clock.waits.length === 0);
    const better = nextClient(url, "doc");
    await until("it to wait in the other's place", () => clock.waits.length === 1);
    clock.waits[0]?.end();
    await until("it to sync", () => better.synced);
    await syncedClient(url, "doc");
    expect(server.health().sessions).toBe(2);
  });
});

describe("what is remembered of refusals", () => {
  it("P94 is taken over by the next who comes from there, once for each who was refused", () => {
    const refusals = new Refusals(new SimClock());
    refusals.add(ann, 5);
    refusals.add(ann, 1);
    expect(refusals.take({ ...ann, document: "other" })).toBe(0);
    expect(refusals.take({ ...ann, network: "192.0.2.2" })).toBe(0);
    expect([refusals.take(ann), refusals.take(ann), refusals.take(ann)]).toEqual([5, 1, 0]);
  });

  it("P94 is forgotten after a quiet while", async () => {
    const clock = new SimClock();
    const refusals = new Refusals(clock);
    refusals.add(ann, 5);
    await clock.advance(119_000);
    refusals.add({ ...ann, document: "other" }, 1);
    await clock.advance(2_000);
    expect(refusals.take(ann)).toBe(0);
    expect(refusals.take({ ...ann, document: "other" })).toBe(1);
    expect(refusals.size).toBe(0);
  });

  it("P94 is bounded, whoever comes", () => {
    const refusals = new Refusals(new SimClock());
    for (let index = 0; index < 20_000; index++) {
      refusals.add({ network: "192.0.2.1", document: `${index}` }, 3);
      refusals.add(ann, index);
    }
    expect(refusals.size).toBe(10_000);
    let clients = 0;
    while (refusals.take(ann) > 0) clients++;
    expect(clients).toBe(100);
  });

  it("P94 costs nothing at first, and at most half a minute", () => {
    expect([0, 1, 2].map(waitAfter)).toEqual([0, 0, 0]);
    expect([3, 4, 5, 8, 100].map(waitAfter)).toEqual([1_000, 2_000, 4_000, 30_000, 30_000]);
  });
});
