/** What leaves when, on a socket that takes what a test lets it, on a clock that tests move. */

import { LatePieces } from "@coscribe/client/internal/link/late-pieces";
import { maxMessageBytes, Outbox } from "@coscribe/client/internal/link/outbox";
import { encodeQuestion } from "@coscribe/client/internal/link/question";
import { updatePieces } from "@coscribe/client/internal/link/update-pieces";
import type { UploadProgress } from "@coscribe/client";
import { decodeMessages, encodeMessage, type OutgoingMessage } from "@coscribe/shared";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { SimClock } from "../../support/sim-clock.ts";

const loaded = new LatePieces();
await loaded.load();

/** An outbox, and what its socket was given. */
class TestSocket {
  readonly sent: Uint8Array[] = [];
  readonly told: (UploadProgress | undefined)[] = [];
  readonly clock = new SimClock();
  readonly outbox: Outbox;
  bufferedBytes = 0;
  isOpen = true;

  constructor(late: LatePieces = loaded) {
    this.outbox = new Outbox(this, this.clock, (progress) => this.told.push(progress), late);
  }

  send(frame: Uint8Array): void {
    this.sent.push(frame);
    this.bufferedBytes += frame.length;
  }

  post(message: OutgoingMessage): void {
    this.outbox.send(encodeMessage(message));
  }

  /** The types of what was sent since the last call. */
  taken(): string[] {
    return this.sent.splice(0).flatMap((frame) => {
      const messages = decodeMessages(frame);
      if (messages instanceof Error) throw messages;
      return messages.map(({ type }) => type);
    });
  }

  /** Lets everything leave, piece by piece, with the answers of a server that keeps each at once. */
  async drain(acknowledge: boolean): Promise<string[]> {
    const types: string[] = [];
    for (let piece = 1; piece < 200; piece++) {
      this.bufferedBytes = 0;
      if (acknowledge) this.outbox.acknowledged(piece);
      await this.clock.advance(50);
      types.push(...this.taken());
    }
    return types;
  }
}

/** An update of so many bytes. */
function update(bytes: number): Uint8Array {
  const doc = new Y.Doc();
  doc.getText("text").insert(0, "x".repeat(bytes));
  return Y.encodeStateAsUpdate(doc);
}

const small = update(10);
const question = encodeQuestion({ about: "edits", number: 1 });
const awareness = { type: "presence", update: Uint8Array.of(0) } as const;

/** One that has answered the server's SyncStep1. */
function answered(late?: LatePieces): TestSocket {
  const socket = new TestSocket(late);
  socket.post({ type: "syncStep2", update: small });
  expect(socket.taken()).toEqual(["syncStep2"]);
  socket.bufferedBytes = 0;
  return socket;
}

const piece = ["update", "syncStatus"];

describe("an outbox", () => {
  it("C91 sends what is small as it comes", () => {
    const socket = answered();
    socket.post({ type: "update", update: small });
    socket.outbox.ask(question);
    expect(socket.taken()).toEqual(["update", "syncStatus"]);
    expect(socket.told).toEqual([]);
  });

  it("C91 sends the next piece when the socket has taken those before, presence at once", async () => {
    const socket = answered();
    socket.post({ type: "update", update: update(10 * maxMessageBytes) });
    const first = socket.taken();
    expect(first).toEqual(first.map((_, index) => piece[index % 2]));
    expect(first.length).toBeLessThanOrEqual(2 * 5);
    socket.post(awareness);
    socket.post({ type: "update", update: small });
    socket.outbox.ask(question);
    expect(socket.taken()).toEqual(["presence"]);
    await socket.clock.advance(1_000);
    expect(socket.taken()).toEqual([]);
    const rest = await socket.drain(true);
    expect(first.length + rest.length).toBeGreaterThan(2 * 10);
    expect(rest.slice(-4)).toEqual([...piece, "update", "syncStatus"]);
    expect(socket.told.at(-1)).toBeUndefined();
  });

  it("C91 holds updates back until the server has been told what it lacked, in their place", () => {
    const socket = new TestSocket();
    socket.post({ type: "syncStep1", stateVector: Uint8Array.of(0) });
    socket.post({ type: "update", update: small });
    socket.post({ type: "update", update: update(2 * maxMessageBytes) });
    expect(socket.taken()).toEqual(["syncStep1"]);
    socket.post({ type: "syncStep2", update: small });
    expect(socket.taken()).toEqual(["syncStep2"]);
    socket.post({ type: "update", update: small });
    expect(socket.taken()).toEqual(["update"]);
  });

  it("C91 sends updates to a server that does not ask, once it has answered", () => {
    const socket = new TestSocket();
    socket.post({ type: "update", update: small });
    expect(socket.taken()).toEqual([]);
    socket.outbox.answered();
    expect(socket.taken()).toEqual(["update"]);
  });

  it("C91 begins anew when the server asks again, and keeps questions behind", async () => {
    const socket = answered();
    socket.post({ type: "update", update: update(8 * maxMessageBytes) });
    socket.post({ type: "update", update: small });
    socket.outbox.ask(question);
    socket.taken();
    const before = socket.told.at(-1)?.totalBytes ?? 0;
    socket.post({ type: "syncStep2", update: update(2 * maxMessageBytes) });
    const rest = await socket.drain(true);
    const last = rest.indexOf("syncStep2");
    expect(rest.slice(0, last)).toEqual(rest.slice(0, last).map((_, index) => piece[index % 2]));
    expect(rest.slice(last)).toEqual(["syncStep2", "syncStatus", "syncStatus"]);
    expect(rest.length).toBeLessThan(12);
    expect(Math.max(...socket.told.map((told) => told?.totalBytes ?? 0))).toBeLessThanOrEqual(
      before,
    );
  });

  it("C91 gives a server that acknowledges no more than 1 MiB ahead, unless it falls silent", async () => {
    const socket = answered();
    socket.post({ type: "update", update: update(40 * maxMessageBytes) });
    socket.outbox.acknowledged(1);
    const given = async (): Promise<number> => {
      let pieces = 0;
      for (let look = 0; look < 20; look++) {
        socket.bufferedBytes = 0;
        await socket.clock.advance(50);
        pieces += socket.taken().filter((type) => type === "update").length;
      }
      return pieces;
    };
    expect(await given()).toBeLessThan(20);
    expect(await given()).toBe(0);
    socket.outbox.acknowledged(8);
    expect(await given()).toBeGreaterThan(2);
    expect(await given()).toBe(0);
    await socket.clock.advance(10_000);
    expect(await given()).toBeGreaterThan(20);
  });

  it("C91 tells of progress when bytes leave, and not when they do not", async () => {
    const socket = answered();
    socket.post({ type: "update", update: update(10 * maxMessageBytes) });
    socket.told.length = 0;
    await socket.clock.advance(1_000);
    expect(socket.told).toEqual([]);
    socket.bufferedBytes -= 1_000;
    await socket.clock.advance(50);
    expect(socket.told).toHaveLength(1);
    expect(socket.told[0]).toMatchObject({ acknowledgedBytes: 0 });
    socket.outbox.acknowledged(1);
    expect(socket.told[1]?.acknowledgedBytes).toBeGreaterThan(maxMessageBytes / 2);
  });

  it("E260 has a large update, and what comes behind it, wait for what cuts it", async () => {
    let bring = (): void => undefined;
    const late = new LatePieces(
      () =>
        new Promise((resolve) => {
          bring = () => resolve(updatePieces);
        }),
    );
    const socket = answered(late);
    socket.post({ type: "update", update: update(2 * maxMessageBytes) });
    socket.post({ type: "update", update: small });
    socket.outbox.ask(question);
    socket.post(awareness);
    expect(socket.taken()).toEqual(["presence"]);
    bring();
    expect(await socket.drain(true)).toEqual([
      ...piece,
      ...piece,
      ...piece,
      ...piece,
      "update",
      "syncStatus",
    ]);
  });

  it("E260 sends a large update whole where what cuts it cannot be loaded, or at the end", async () => {
    const late = new LatePieces(async () => Promise.reject(new Error("no network")));
    const socket = answered(late);
    socket.post({ type: "update", update: update(2 * maxMessageBytes) });
    socket.post({ type: "update", update: small });
    await late.load();
    expect(await socket.drain(true)).toEqual(["update", "update"]);
    socket.post({ type: "update", update: update(2 * maxMessageBytes) });
    socket.outbox.flush();
    expect(socket.taken()).toEqual(["update"]);
  });

  it("C91 gives all that is left to the socket at the end, and nothing afterwards", async () => {
    const socket = answered();
    socket.post({ type: "update", update: update(10 * maxMessageBytes) });
    socket.taken();
    socket.outbox.flush();
    expect(socket.taken().length).toBeGreaterThan(2 * 7);
    socket.post({ type: "update", update: update(10 * maxMessageBytes) });
    socket.taken();
    socket.outbox.close();
    expect(await socket.drain(true)).toEqual([]);
  });
});
