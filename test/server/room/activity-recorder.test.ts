/** What is written down of documents while people write in them, on a clock that stands still. */

import { expect, it } from "vitest";
import { MemoryMedium } from "@coscribe/server/internal/store/memory/memory-store";
import { parseDocumentName } from "@coscribe/shared";
import { InterruptedStore } from "../../support/interrupted-store.ts";
import { testRooms } from "../../support/test-room.ts";

const name = parseDocumentName("doc");

it("A22 who changed a document is written down every few seconds, not with each key", async () => {
  const store = new InterruptedStore(new MemoryMedium());
  const { clock, enter, rooms } = testRooms({ store });
  const { member, room } = await enter();
  let appended = 0;
  for (let second = 0; second < 20; second++) {
    member.text.insert(0, "x");
    await clock.advance(1_000);
    appended++;
  }
  const activity = await rooms.registry.activity(name);
  expect(activity.createdAt).toBe(1_700_000_005_000);
  expect(activity.changedAt).toBe(1_700_000_020_000);
  expect(store.writeCount - appended).toBe(4);
  await clock.advance(60_000);
  expect(store.writeCount - appended).toBe(4);
  member.text.insert(0, "last");
  await clock.advance(100);
  room.leave(member);
  await rooms.close();
  expect((await rooms.registry.activity(name)).changedAt).toBe(1_700_000_080_100);
});

it("A47 what it is called is read when nobody has typed for a moment, and now and then while somebody does", async () => {
  const { clock, enter, rooms } = testRooms();
  const read: number[] = [];
  rooms.tellTitles(async () => {
    read.push(clock.now());
    return { title: `title ${read.length}`, isTitleSet: false };
  });
  const title = async (): Promise<string | undefined> =>
    (await rooms.registry.activity(name)).title;
  const { member } = await enter();
  for (let second = 0; second < 70; second++) {
    member.text.insert(0, "x");
    await clock.advance(1_000);
  }
  expect(read).toEqual([65_000]);
  expect(await title()).toBe("title 1");
  await clock.advance(10_000);
  expect(read).toEqual([65_000, 75_000]);
  await clock.advance(600_000);
  expect(read).toHaveLength(2);
  expect(await title()).toBe("title 2");
  await rooms.close();
});

it("A22 where the disk does not take it, it is tried again, and nobody is disturbed", async () => {
  const store = new InterruptedStore(new MemoryMedium());
  const { clock, enter, events, rooms } = testRooms({ store });
  const { member } = await enter();
  member.text.insert(0, "x");
  await clock.advance(100);
  store.interruption = { atWrite: store.writeCount + 1, type: "failure", isWritten: false };
  await clock.advance(5_000);
  expect(await rooms.registry.activity(name)).toEqual({});
  await clock.advance(5_000);
  expect((await rooms.registry.activity(name)).changedAt).toBe(1_700_000_010_000);
  expect(events.filter(({ type }) => type.endsWith("Failed"))).toEqual([]);
  await rooms.close();
});
