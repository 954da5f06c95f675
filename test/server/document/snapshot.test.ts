/** What joiners of a document share, and when it is made. */

import { inflateRawSync, constants } from "node:zlib";
import type { Frame } from "@coscribe/server/internal/connection/frame";
import { Replica } from "@coscribe/server/internal/document/replica";
import { Snapshot } from "@coscribe/server/internal/document/snapshot";
import type { StateVector } from "@coscribe/server/internal/update/state-vector";
import { decodeMessages, ProtocolError, type Message } from "@coscribe/shared";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { answerOf, testRooms } from "../../support/test-room.ts";
import { contentOf, docOf, playHistory, type Step } from "../../support/yjs-history.ts";
import { messageOf } from "../../support/message-of.ts";

const steps = fc.array(
  fc.record({ replica: fc.nat(3), action: fc.nat(11), place: fc.nat(50), syncsWith: fc.nat(3) }),
  { maxLength: 60 },
);

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

/** What a peer reads that inflates. */
function inflated(frames: readonly Frame[]): readonly Uint8Array[] {
  const [first, ...rest] = frames;
  if (first === undefined) throw new Error("nothing was sent");
  const message = inflateRawSync(messageOf(first), { finishFlush: constants.Z_SYNC_FLUSH });
  return [message, ...rest.map(messageOf)];
}

describe("a snapshot", () => {
  it("R21 is the whole document with what came later, whenever somebody joins", () => {
    fc.assert(
      fc.property(steps, fc.nat(60), (history: readonly Step[], cut) => {
        const updates = playHistory(history, 4).updates.map(({ update }) => update);
        const replica = new Replica();
        let snapshot: Snapshot | undefined;
        updates.forEach((update, index) => {
          if (index === cut) snapshot = new Snapshot(replica.encode(), replica);
          const { change } = replica.admit(update);
          replica.add(change);
          snapshot?.add(change);
        });
        snapshot ??= new Snapshot(replica.encode(), replica);
        const frames = snapshot.frames(false);
        // A client is synced with the first SyncStep2, so that comes last.
        const types = messagesOf(frames).map(({ type }) => type);
        expect(types).toEqual(cut < updates.length ? ["update", "syncStep2"] : ["syncStep2"]);
        const doc = docOf(updatesOf(frames));
        expect(contentOf(doc)).toEqual(contentOf(docOf([replica.encode()])));
        expect(contentOf(doc)).toMatchObject({ isPending: false });
      }),
      { numRuns: 200 },
    );
  });

  it("R21 says the same deflated, before and after something was added", async () => {
    const doc = new Y.Doc();
    doc.getText("text").insert(0, "often ".repeat(2_000));
    const replica = new Replica();
    replica.add(replica.admit(Y.encodeStateAsUpdate(doc)).change);
    const snapshot = new Snapshot(replica.encode(), replica);
    expect(snapshot.frames(true)).toEqual(snapshot.frames(false));
    await snapshot.whenDeflated();
    expect(snapshot.whenDeflated()).toBeUndefined();
    expect(snapshot.frames(true)[0]?.byteLength).toBeLessThan(500);
    for (let round = 0; round < 3; round++) {
      const plain = snapshot.frames(false).map(messageOf);
      expect(inflated(snapshot.frames(true)).map((message) => Buffer.from(message))).toEqual(
        plain.map((message) => Buffer.from(message)),
      );
      doc.once("update", (update: Uint8Array) => snapshot.add(replica.admit(update).change));
      doc.getText("text").delete(3, 2);
    }
  });

  it("R21 is made anew when much has been added, and not for every edit", async () => {
    const { enter } = testRooms();
    const { room, member } = await enter();
    member.text.insert(0, "x".repeat(100_000));
    expect(answerOf(room)).toHaveLength(1);
    member.text.insert(0, "y".repeat(5_000));
    const [first] = answerOf(room);
    member.text.insert(0, "y".repeat(5_000));
    const grown = answerOf(room);
    expect(grown).toHaveLength(2);
    expect(grown[0]).toBe(first);
    member.text.insert(0, "z".repeat(15_000));
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
    member.text.insert(0, "x".repeat(100_000));
    const [first] = answerOf(room);
    await clock.advance(2_600);
    expect(answerOf(room)[0]).toBe(first);
    await clock.advance(6_000);
    expect(answerOf(room)[0]).not.toBe(first);
  });
});
