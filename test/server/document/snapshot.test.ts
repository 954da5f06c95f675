/** What joiners of a document share, and when it is made. */

import { inflateRawSync, constants } from "node:zlib";
import type { Frame } from "@coscribe/server/internal/connection/frame";
import { Replica } from "@coscribe/server/internal/document/replica";
import { Piece } from "@coscribe/server/internal/document/pieces";
import { Snapshot } from "@coscribe/server/internal/document/snapshot";
import type { StateVector } from "@coscribe/server/internal/update/state-vector";
import { decodeMessages, ProtocolError, type Message } from "@coscribe/shared";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Random } from "../../support/random.ts";
import { SimClock } from "../../support/sim-clock.ts";
import { answerOf, testRooms } from "../../support/test-room.ts";
import { contentOf, docOf } from "../../support/yjs-history.ts";
import { messageOf } from "../../support/message-of.ts";

function messagesOf(frames: readonly Frame[]): readonly Message[] {
  return frames.flatMap((frame) => {
    const messages = decodeMessages(messageOf(frame));
    if (messages instanceof ProtocolError) throw messages;
    return messages;
  });
}

function updatesOf(frames: readonly Frame[]): readonly Uint8Array[] {
  return messagesOf(frames).flatMap((message) => ("update" in message ? [message.update] : []));
}

function inflated(frame: Frame): Uint8Array {
  return inflateRawSync(messageOf(frame), { finishFlush: constants.Z_SYNC_FLUSH });
}

describe("a snapshot", () => {
  it("R21 is the whole document with what came later, whenever somebody joins", async () => {
    const { enter } = testRooms({ maxPieceBytes: 2_000 });
    const { room, member } = await enter();
    const words = new Random(3);
    const write = (count: number): void => {
      for (let index = 0; index < count; index++) {
        member.text.insert(words.below(member.text.length + 1), `${index} words `);
        if (index % 9 === 0) member.text.delete(words.below(member.text.length - 3), 3);
      }
    };
    write(2_000);
    for (const more of [0, 1, 40, 400, 4_000]) {
      write(more);
      const frames = answerOf(room);
      // A client is synced with the first SyncStep2, so that comes last.
      const types = messagesOf(frames).map(({ type }) => type);
      expect(types.indexOf("syncStep2")).toBe(frames.length - 1);
      expect(Math.max(...frames.map(({ byteLength }) => byteLength))).toBeLessThan(2_100);
      const doc = docOf(updatesOf(frames));
      expect(contentOf(doc)).toEqual(contentOf(member.doc));
      expect(Y.encodeStateAsUpdate(doc)).toEqual(Y.encodeStateAsUpdate(member.doc));
    }
  });

  it("R21 says the same deflated, as an Update and as SyncStep2", async () => {
    const doc = new Y.Doc();
    doc.getText("text").insert(0, "often ".repeat(20_000));
    const replica = new Replica();
    replica.add(replica.admit(Y.encodeStateAsUpdate(doc)).change);
    const settings = { maxPieceBytes: 10_000, clock: new SimClock() };
    const { pieces } = new Snapshot(replica, settings).stageFor(new Map());
    const piece = pieces.at(3);
    if (!(piece instanceof Piece)) throw new Error("it has no such piece");
    expect(piece.frame("update", true)).toBe(piece.frame("update", false));
    await piece.whenDeflated();
    expect(piece.whenDeflated()).toBeUndefined();
    for (const as of ["update", "syncStep2"] as const) {
      const frame = piece.frame(as, true);
      expect(frame).toBe(piece.frame(as, true));
      expect(frame.byteLength).toBeLessThan(500);
      expect(Buffer.compare(inflated(frame), messageOf(piece.frame(as, false)))).toBe(0);
    }
  });

  it("R21 is made anew when much has been added, and not for every edit", async () => {
    const { enter } = testRooms();
    const { room, member } = await enter();
    member.text.insert(0, "x".repeat(80_000));
    const [only] = answerOf(room);
    expect(answerOf(room)).toEqual([only]);
    member.text.insert(0, "y".repeat(4_000));
    const [first] = answerOf(room);
    member.text.insert(0, "y".repeat(4_000));
    const grown = answerOf(room);
    expect(grown).toHaveLength(2);
    expect(grown[0]).toBe(first);
    member.text.insert(0, "z".repeat(12_000));
    expect(answerOf(room)).toHaveLength(1);
  });

  it("R21 is only for those who have nothing of the document, and only for a large one", async () => {
    const { enter } = testRooms();
    const { room, member } = await enter();
    const isShared = (vector: StateVector): boolean =>
      answerOf(room, vector)[0] === answerOf(room, vector)[0];
    member.text.insert(0, "x".repeat(100));
    expect(isShared(new Map())).toBe(false);
    member.text.insert(0, "x".repeat(100_000));
    expect(isShared(new Map())).toBe(true);
    const somebodyElse = member.doc.clientID + 1;
    expect(isShared(new Map([[somebodyElse, 5]]))).toBe(true);
    expect(isShared(new Map([[member.doc.clientID, 5]]))).toBe(false);
  });

  it("R22 is given up when nobody has joined for a while", async () => {
    const { clock, enter } = testRooms({ idleDocumentMs: 10_000 });
    const { room, member } = await enter();
    member.text.insert(0, "x".repeat(50_000));
    const [first] = answerOf(room);
    await clock.advance(2_600);
    expect(answerOf(room)[0]).toBe(first);
    await clock.advance(6_000);
    expect(answerOf(room)[0]).not.toBe(first);
  });
});
