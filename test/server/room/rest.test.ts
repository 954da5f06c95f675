/** Documents of which nobody reads the whole at the moment. */

import type { DocumentLog, DocumentStore, LoadedBatch } from "@coscribe/server";
import { Frame } from "@coscribe/server/internal/connection/frame";
import type { Room } from "@coscribe/server/internal/room/room";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { changedLog } from "../../support/changed-log.ts";
import { lastingStore } from "../../support/lasting-store.ts";
import { Random } from "../../support/random.ts";
import { TestMember, testRooms, type TestRooms } from "../../support/test-room.ts";
import { until } from "../../support/until.ts";

/** A page and more in bytes, of which nothing can be compacted. */
const large = 100_000;
/** For how long that many stay, in milliseconds. */
const keptMs = 1_000;
/** The rooms are looked at this often. */
const lookMs = 2_500;

/** Rooms on a disk, and how often a log was read; `read` may give another one. */
function roomsOnDisk(
  read: (log: DocumentLog) => AsyncIterable<LoadedBatch> = (log) => log.load(),
): TestRooms & { reads: () => number } {
  let reads = 0;
  const store = lastingStore();
  const counting: DocumentStore = {
    ...store,
    open: async (name, options) => {
      const log = await store.open(name, options);
      return changedLog(log, {
        load: () => {
          reads++;
          return read(log);
        },
      });
    },
  };
  return { ...testRooms({ store: counting, idleDocumentMs: 10_000 }), reads: () => reads };
}

const bytesIn = ({ residence }: Room): number => residence.residentBytes;

/** Sends `reader` what it lacks. */
async function bring(room: Room, reader: TestMember): Promise<void> {
  const vector = Y.decodeStateVector(Y.encodeStateVector(reader.doc));
  let isDone = false;
  const done = (): void => void (isDone = true);
  const wants = { vector, inflates: false, last: "syncStep2" } as const;
  await room.joining.answer(wants, done, async (answer) => {
    for (let next = answer.next(); next !== undefined; next = answer.next()) {
      if (next instanceof Frame) reader.take(next);
      // oxlint-disable-next-line no-await-in-loop -- one piece after the other
      else await next;
    }
  });
  await until("the answer", () => isDone);
}

async function textIn(room: Room): Promise<string> {
  const reader = new TestMember();
  await bring(room, reader);
  return reader.text.toString();
}

/** A room whose structs are on disk only; once it is lost, `left` is read. */
async function awayRoom(left?: (log: DocumentLog) => AsyncIterable<LoadedBatch>): Promise<
  Awaited<ReturnType<TestRooms["enter"]>> &
    Pick<TestRooms, "clock" | "enter" | "events"> & {
      lose: () => void;
      rescued: readonly Uint8Array[];
      compactions: () => number;
    }
> {
  let isLost = false;
  let compactions = 0;
  const rescued: Uint8Array[] = [];
  const store = lastingStore();
  const { clock, events, enter } = testRooms({
    idleDocumentMs: 10_000,
    store: {
      ...store,
      open: async (name, options) => {
        const log = await store.open(name, options);
        return changedLog(log, {
          load: () => (isLost && left !== undefined ? left(log) : log.load()),
          rescue: async (document) => void rescued.push(document),
          compact: async (base, through) => {
            compactions++;
            return log.compact(base, through);
          },
        });
      },
    },
  });
  const { room, member } = await enter();
  member.text.insert(0, "x".repeat(large));
  await until("its structs to be away", async () => {
    await clock.advance(lookMs);
    return bytesIn(room) < 1_000;
  });
  const lose = (): void => void (isLost = true);
  return { clock, events, enter, room, member, lose, rescued, compactions: () => compactions };
}

describe("a document of many bytes", () => {
  it("R85 has its structs on disk only when nobody has read it for a while, and takes edits without them", async () => {
    const { clock, enter, reads } = roomsOnDisk();
    const { room, member } = await enter();
    member.text.insert(0, "x".repeat(large));
    expect(bytesIn(room)).toBeGreaterThan(large);
    await clock.advance(lookMs + keptMs);
    await until("it to be compacted", async () => {
      await clock.advance(lookMs);
      return bytesIn(room) < 1_000;
    });

    const { member: other } = await enter();
    const before = reads();
    for (let edit = 0; edit < 100; edit++) {
      member.text.insert(edit, "y");
      member.text.delete(500, 1);
      // oxlint-disable-next-line no-await-in-loop -- time goes by
      await clock.advance(1_000);
    }
    expect(reads()).toBe(before);
    expect(bytesIn(room)).toBeLessThan(large / 2);
    expect(other.updates.length).toBeGreaterThan(50);
    expect(await textIn(room)).toBe(member.text.toString());
    expect(reads()).toBe(before + 1);
    await bring(room, other);
    expect(other.text.toString()).toBe(member.text.toString());
    expect(bytesIn(room)).toBeGreaterThan(large);
    expect(reads()).toBe(before + 1);
  });

  it("R85 is read with what was written meanwhile, also when that is not saved, or comes while it is read", async () => {
    let arrived = (): void => undefined;
    let go = Promise.resolve();
    const { clock, enter } = roomsOnDisk(async function* (log) {
      for await (const batch of log.load()) {
        arrived();
        yield batch;
        await go;
      }
    });
    const { room, member } = await enter();
    member.text.insert(0, "x".repeat(large));
    await until("its structs to be away", async () => {
      await clock.advance(lookMs);
      return bytesIn(room) < 1_000;
    });
    member.text.insert(0, "saved ");
    await clock.advance(1_000);
    expect(room.isSaved).toBe(true);
    member.text.insert(6, "not saved ");
    member.text.delete(20, 10);
    expect(room.isSaved).toBe(false);

    let end = (): void => undefined;
    go = new Promise((resolve) => (end = resolve));
    const isReading = new Promise<void>((resolve) => (arrived = resolve));
    const reading = textIn(room);
    await isReading;
    member.text.insert(16, "late ");
    member.text.delete(30, 1);
    end();
    expect(await reading).toBe(member.text.toString());
    await clock.advance(1_000);
    expect(await textIn(room)).toBe(member.text.toString());
  });

  it("R85 is what it was, whatever is written and read, and whenever it is compacted", async () => {
    for (let seed = 1; seed <= 8; seed++) {
      const random = new Random(seed);
      const { clock, enter, reads, rooms } = roomsOnDisk();
      // oxlint-disable-next-line no-await-in-loop -- one history after the other
      const { room, member } = await enter();
      // oxlint-disable-next-line no-await-in-loop
      const { member: second } = await enter();
      const members = [member, second];
      member.text.insert(0, "x".repeat(large));
      let timesAway = 0;
      const actions: readonly (() => Promise<void>)[] = [
        async () => {
          const { text } = random.pick(members);
          const at = random.below(text.length);
          text.insert(at, random.pick(["a", "a word ", "y".repeat(random.below(20_000))]));
        },
        async () => {
          const { text } = random.pick(members);
          const at = random.below(text.length);
          text.delete(at, random.below(Math.min(2_000, text.length - at)));
        },
        () => clock.advance(random.pick([1, 20, 1_000, 20_000, 90_000])),
        async () => {
          await clock.advance(100);
          expect(await textIn(room)).toBe(member.text.toString());
        },
        () => bring(room, random.pick(members)),
      ];
      for (let step = 0; step < 80; step++) {
        // oxlint-disable-next-line no-await-in-loop
        await random.pick(actions)();
        if (room.residence.structBytes < large / 2) timesAway++;
      }
      // oxlint-disable-next-line no-await-in-loop
      await clock.advance(1_000);
      expect(second.text.toString(), `seed ${seed}`).toBe(member.text.toString());
      expect(timesAway, `seed ${seed}`).toBeGreaterThan(5);
      expect(reads(), `seed ${seed}`).toBeGreaterThan(1);
      for (const each of members) room.leave(each);
      // oxlint-disable-next-line no-await-in-loop
      await clock.advance(60_000);
      // oxlint-disable-next-line no-await-in-loop
      const { room: reopened, member: last } = await enter();
      expect(reopened).not.toBe(room);
      // oxlint-disable-next-line no-await-in-loop
      expect(await textIn(reopened), `seed ${seed}`).toBe(member.text.toString());
      reopened.leave(last);
      // oxlint-disable-next-line no-await-in-loop
      await rooms.close();
    }
  });

  it("R85 that is not on disk any more takes no change, where the store tells, and nothing on disk is changed", async () => {
    const damage = [{ sequence: 1, problem: "update 1 is missing" }];
    const { clock, events, room, member, lose, compactions } = await awayRoom(async function* () {
      yield { updates: [], through: 1, damage };
    });
    member.text.insert(0, "in memory ");
    await clock.advance(10);
    lose();
    const before = compactions();
    expect(await textIn(room)).toBe("");
    expect(events).toContainEqual({ type: "documentDamaged", name: room.name, damage });
    expect(() => room.submit(Y.encodeStateAsUpdate(member.doc), member)).toThrow("damaged");
    await clock.advance(60_000);
    expect(compactions()).toBe(before);
  });

  it("R85 that is not on disk any more, which the store does not know, is brought back by who has it", async () => {
    const { clock, events, room, member, lose, enter } = await awayRoom(async function* () {
      // Nothing is there.
    });
    lose();
    await expect(textIn(room)).rejects.toThrow("cannot be found there any more");
    expect(member.hasRoomFailed).toBe(true);
    expect(events).toContainEqual(expect.objectContaining({ type: "documentFailed" }));
    room.leave(member);
    await clock.advance(1_000);
    const { room: anew, member: returned } = await enter();
    expect(anew).not.toBe(room);
    expect(await textIn(anew)).toBe("");
    expect(await anew.submit(Y.encodeStateAsUpdate(member.doc), returned)).toBe(true);
    expect(await textIn(anew)).toBe(member.text.toString());
  });

  it("R85 whose damage shows while its structs are away has the rest of it in memory kept", async () => {
    const { clock, room, member, rescued } = await awayRoom();
    const before = Y.encodeStateAsUpdate(member.doc);
    member.text.insert(0, "in memory ");
    member.text.delete(20, 5);
    room.damaged({ sequence: 2, problem: "update 2 is missing" });
    await clock.advance(100);
    expect(rescued).toHaveLength(1);
    const whole = new Y.Doc();
    for (const update of [before, ...rescued]) Y.applyUpdate(whole, update);
    expect(whole.getText("text").toString()).toBe(member.text.toString());
  });

  it("R85 keeps its structs longer where they are needed again soon", async () => {
    const { clock, enter, reads } = roomsOnDisk();
    const { room, member } = await enter();
    member.text.insert(0, "x".repeat(large));
    const visits = async (count: number, everyMs: number): Promise<number> => {
      const before = reads();
      for (let visit = 0; visit < count; visit++) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await clock.advance(everyMs);
        // oxlint-disable-next-line no-await-in-loop
        expect(await textIn(room)).toBe(member.text.toString());
      }
      return reads() - before;
    };
    expect(await visits(20, 5_000)).toBeLessThan(5);
    expect(await visits(3, 120_000)).toBe(3);
    await clock.advance(5_000);
    expect(room.residence.structBytes).toBe(0);
  });

  it("R85 is not put away where it is small", async () => {
    const { clock, enter } = testRooms({ store: lastingStore(), idleDocumentMs: 0 });
    const { room, member } = await enter();
    member.text.insert(0, "x".repeat(10_000));
    await clock.advance(60_000);
    expect(bytesIn(room)).toBeGreaterThan(10_000);
  });
});
