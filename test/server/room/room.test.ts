/** Rooms without sockets: when edits leave, when they are on disk, when a room closes. */

import { memoryStore, type DocumentLog, type DocumentStore } from "@coscribe/server";
import { Replica } from "@coscribe/server/internal/document/replica";
import type { Room } from "@coscribe/server/internal/room/room";
import { inlineBackground } from "@coscribe/server/internal/worker/background";
import { parseDocumentName } from "@coscribe/shared";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { changedLog } from "../../support/changed-log.ts";
import { lastingStore } from "../../support/lasting-store.ts";
import { answerOf, testRooms } from "../../support/test-room.ts";
import { messageOf } from "../../support/message-of.ts";

const doc = parseDocumentName("doc");

/** A store whose logs are changed by `change`. */
function storeWith(change: (log: DocumentLog) => Partial<DocumentLog>): DocumentStore {
  const store = lastingStore();
  return {
    ...store,
    open: async (name, options) => {
      const log = await store.open(name, options);
      return changedLog(log, change(log));
    },
  };
}

/** The message with the whole document. */
function wholeOf(room: Room): Uint8Array {
  const [only, ...others] = answerOf(room);
  if (only === undefined || others.length > 0) throw new Error("it is not sent in one message");
  return messageOf(only);
}

describe("a room", () => {
  it("R7 sends the first edit after a millisecond, and later ones once per 16 ms, joined", async () => {
    const { clock, enter } = testRooms();
    const { member: writer } = await enter();
    const { member: reader } = await enter();
    writer.text.insert(0, "a");
    writer.text.insert(1, "b");
    expect(reader.updates).toHaveLength(0);
    await clock.advance(1);
    expect(reader.updates).toHaveLength(1);
    expect(reader.text.toString()).toBe("ab");
    for (let time = 0; time < 48; time++) {
      writer.text.insert(0, "c");
      await clock.advance(1);
    }
    expect(reader.updates.length).toBeLessThanOrEqual(4);
    await clock.advance(16);
    expect(reader.text.length).toBe(50);
    expect(writer.received).toEqual([]);
  });

  it("R72 sends a large paste in parts that readers take in at once", async () => {
    const { clock, enter } = testRooms({ maxPieceBytes: 10_000 });
    const { member: writer } = await enter();
    const { member: reader } = await enter();
    writer.text.insert(0, "before");
    await clock.advance(20);
    const lengths: number[] = [];
    reader.text.observe(({ target }) => lengths.push(target.length));
    writer.doc.transact(() => {
      writer.text.insert(3, "x".repeat(80_000));
      writer.text.insert(9, "bold".repeat(2_000), { bold: true });
      writer.text.delete(100, 7);
    });
    writer.text.insert(0, "after ");
    await clock.advance(20);
    expect(reader.updates.length).toBeGreaterThan(8);
    for (const message of reader.updates) {
      expect("update" in message ? message.update.length : 0).toBeLessThanOrEqual(10_100);
    }
    expect(lengths).toEqual([writer.text.length]);
    expect(reader.text.toDelta()).toEqual(writer.text.toDelta());
    expect(reader.doc.store.pendingStructs).toBeNull();
  });

  it("R7 sends what two wrote in one moment to both, joined", async () => {
    const { clock, enter } = testRooms();
    const { member: ada } = await enter();
    const { member: ben } = await enter();
    const { member: reader } = await enter();
    ada.text.insert(0, "a");
    ben.text.insert(0, "b");
    await clock.advance(1);
    for (const { updates } of [ada, ben, reader]) expect(updates).toHaveLength(1);
    expect(ada.text.toString()).toBe(ben.text.toString());
    expect(reader.text.toString()).toBe(ada.text.toString());
  });

  it("R8 writes what it sent, in one record per flush", async () => {
    const store = lastingStore();
    const { clock, enter, rooms } = testRooms({ store });
    const { room, member } = await enter();
    for (const letter of "one turn") member.text.insert(0, letter);
    await clock.advance(1);
    await room.whenDurable();
    room.leave(member);
    await rooms.close();
    const log = await store.open(doc);
    expect(log.tailLength).toBe(1);
    await log.close();
  });

  it("R8 keeps an edit that cannot be written, tries again in order, and stays open until then", async () => {
    let isBroken = true;
    const written: number[] = [];
    const store = storeWith((log) => ({
      append: async (update) => {
        if (isBroken) throw new Error("no space");
        written.push(update.length);
        return log.append(update);
      },
    }));
    const { clock, enter, events, rooms } = testRooms({ store });
    const { room, member } = await enter();
    member.text.insert(0, "first");
    await clock.advance(20);
    member.text.insert(5, " second");
    await clock.advance(60_000);
    expect(room.isFailing).toBe(true);
    let isDurable = false;
    void room.whenDurable().then(() => (isDurable = true));
    room.leave(member);
    await clock.advance(60_000);
    expect(room.isIdle).toBe(false);
    expect(isDurable).toBe(false);
    expect(events.filter(({ type }) => type === "writeFailed").length).toBeGreaterThan(5);
    isBroken = false;
    await clock.advance(6_000);
    expect(isDurable).toBe(true);
    expect(room.isFailing).toBe(false);
    expect(events.at(-1)?.type).toBe("writeRecovered");
    await rooms.close();
    const again = testRooms({ store });
    const { room: reopened } = await again.enter();
    const copy = new Y.Doc();
    Y.applyUpdate(copy, updateOf(wholeOf(reopened)));
    expect(copy.getText("text").toString()).toBe("first second");
  });

  it("R9 compacts when the updates weigh as much as the base, and holds the same document", async () => {
    const { clock, enter, events, rooms } = testRooms({ store: lastingStore() });
    const { room, member } = await enter();
    for (let round = 0; round < 400; round++) {
      member.text.insert(0, "x".repeat(500));
      member.text.delete(0, 490);
      await clock.advance(20);
    }
    await room.whenDurable();
    await clock.advance(100);
    const compactions = events.flatMap((event) => (event.type === "compacted" ? [event] : []));
    expect(compactions.length).toBeGreaterThan(1);
    const [first] = compactions;
    expect(first?.bytesAfter).toBeLessThan((first?.bytesBefore ?? 0) / 2);
    const { member: reader } = await enter();
    Y.applyUpdate(reader.doc, updateOf(wholeOf(room)), reader);
    expect(reader.text.toString()).toBe(member.text.toString());
    room.leave(member);
    room.leave(reader);
    await rooms.close();
  });

  it("R9 goes on as before when a compaction fails, or would lose something", async () => {
    const failures = [
      () => Promise.reject(new Error("out of memory")),
      () => inlineBackground.compact(new Replica().freeze(), false),
    ];
    for (const compact of failures) {
      const store = lastingStore();
      const { clock, enter, events, rooms } = testRooms({
        store,
        background: { ...inlineBackground, compact },
      });
      const { room, member } = await enter();
      for (let round = 0; round < 200; round++) {
        member.text.insert(0, "x".repeat(500));
        await clock.advance(20);
      }
      await clock.advance(100);
      expect(events.filter(({ type }) => type === "compactionFailed").length).toBeGreaterThan(0);
      expect(events.filter(({ type }) => type === "compactionFailed").length).toBeLessThan(5);
      room.leave(member);
      await rooms.close();
      const again = testRooms({ store });
      const { room: reopened } = await again.enter();
      const copy = new Y.Doc();
      Y.applyUpdate(copy, updateOf(wholeOf(reopened)));
      expect(copy.getText("text").length).toBe(100_000);
    }
  });

  it("R10 is loaded once, however many ask at once, and again after it was closed", async () => {
    let loads = 0;
    const store = storeWith((log) => ({
      load: () => {
        loads++;
        return log.load();
      },
    }));
    const { clock, enter, rooms } = testRooms({ store, idleDocumentMs: 10_000 });
    const entered = await Promise.all(Array.from({ length: 20 }, () => enter()));
    expect(new Set(entered.map(({ room }) => room)).size).toBe(1);
    expect(loads).toBe(1);
    for (const { room, member } of entered) room.leave(member);
    await clock.advance(5_000);
    expect(rooms.open).toHaveLength(1);
    await clock.advance(10_000);
    expect(rooms.open).toHaveLength(0);
    await enter();
    expect(loads).toBe(2);
  });

  it("R10 is not opened while it is still being closed", async () => {
    let finishClosing: () => void = () => undefined;
    const store = storeWith((log) => ({
      close: async () => {
        await new Promise<void>((resolve) => (finishClosing = resolve));
        await log.close();
      },
    }));
    const { clock, enter, rooms } = testRooms({ store, idleDocumentMs: 1_000 });
    const { room, member } = await enter();
    room.leave(member);
    await clock.advance(3_000);
    expect(rooms.open).toHaveLength(0);
    let isEntered = false;
    const entering = enter().then(() => (isEntered = true));
    await clock.advance(3_000);
    expect(isEntered).toBe(false);
    finishClosing();
    await entering;
    expect(rooms.open).toHaveLength(1);
  });

  it("R10 is tried again after its document could not be read", async () => {
    let isBroken = true;
    const store = storeWith((log) => ({
      load: () => {
        if (isBroken) throw new Error("the disk does not answer");
        return log.load();
      },
    }));
    const { enter, events } = testRooms({ store });
    await expect(enter()).rejects.toThrow("does not answer");
    expect(events.at(-1)?.type).toBe("documentFailed");
    isBroken = false;
    await enter();
  });

  it("R11 sends everybody away when its document is deleted, and starts empty again", async () => {
    const store = memoryStore();
    const { clock, enter, library } = testRooms({ store });
    const { member } = await enter();
    member.text.insert(0, "old");
    await clock.advance(100);
    const deleted = library.remove(doc);
    const entering = enter();
    expect(await deleted).toBe(true);
    expect(member.isExpelled).toBe(true);
    const { room } = await entering;
    expect([...wholeOf(room)]).toEqual([0, 1, 2, 0, 0]);
    expect(await library.remove(parseDocumentName("never written"))).toBe(false);
  });
});

/** The update inside a SyncStep2 message. */
function updateOf(message: Uint8Array): Uint8Array {
  let at = 2;
  while ((message[at] ?? 0) >= 0x80) at++;
  return message.subarray(at + 1);
}
