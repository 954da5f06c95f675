import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import type { ServerEvent } from "@coscribe/server";
import { inlineBackground } from "@coscribe/server/internal/worker/background";
import { documentName } from "../../contract/store-verbs.ts";
import { lastingStore } from "../../support/lasting-store.ts";
import { testRooms } from "../../support/test-room.ts";

function countOf(events: readonly ServerEvent[], type: ServerEvent["type"]): number {
  return events.filter((event) => event.type === type).length;
}

describe("a document at rest", () => {
  it("S33 is compacted for a tail of a quarter of its base, and not while it is written to", async () => {
    const { clock, enter, events, rooms } = testRooms();
    const { room, member } = await enter();
    for (let round = 0; round < 100; round++) {
      member.text.insert(0, "x".repeat(1_000));
      await clock.advance(20);
    }
    // 64 KB were enough for a first base; what follows is less than it.
    expect(countOf(events, "compacted")).toBe(1);
    await clock.advance(4_000);
    expect(countOf(events, "compacted")).toBe(1);
    await clock.advance(1_000);
    expect(countOf(events, "compacted")).toBe(2);
    // 100 KB in the base: 24 KB are too little, however long the rest.
    for (let round = 0; round < 24; round++) {
      member.text.insert(0, "y".repeat(1_000));
      await clock.advance(3_000);
    }
    await clock.advance(60_000);
    expect(countOf(events, "compacted")).toBe(2);
    member.text.insert(0, "z".repeat(4_000));
    await clock.advance(5_100);
    expect(countOf(events, "compacted")).toBe(3);
    room.leave(member);
    await rooms.close();
  });

  it("S33 is compacted for what an earlier process left, when it has been open for a while", async () => {
    const store = lastingStore();
    const first = testRooms({ store });
    const { room, member } = await first.enter();
    member.text.insert(0, "x".repeat(20_000));
    room.leave(member);
    await first.rooms.close();
    expect(countOf(first.events, "compacted")).toBe(0);
    const again = testRooms({ store });
    await again.enter();
    await again.clock.advance(4_900);
    expect(countOf(again.events, "compacted")).toBe(0);
    await again.clock.advance(200);
    expect(countOf(again.events, "compacted")).toBe(1);
  });

  it("S33 is compacted for a tail as heavy as its base as soon as whoever opened it has been served", async () => {
    const store = lastingStore();
    const doc = new Y.Doc();
    doc.getText("text").insert(0, "x".repeat(70_000));
    const log = await store.open(documentName("doc"));
    await log.append(Y.encodeStateAsUpdate(doc));
    await log.close();
    const again = testRooms({ store });
    await again.enter();
    await again.clock.advance(900);
    expect(countOf(again.events, "compacted")).toBe(0);
    await again.clock.advance(200);
    expect(countOf(again.events, "compacted")).toBe(1);
  });

  it("S33 is not compacted once it is being closed", async () => {
    const { clock, enter, events, rooms } = testRooms();
    const { room, member } = await enter();
    member.text.insert(0, "x".repeat(20_000));
    room.leave(member);
    await clock.advance(20);
    await rooms.close();
    await clock.advance(60_000);
    expect(countOf(events, "compacted")).toBe(0);
  });

  it("R9 a compaction that fails is not tried again with every edit after very many", async () => {
    const compact = (): Promise<never> => Promise.reject(new Error("out of memory"));
    const { clock, enter, events, rooms } = testRooms({
      background: { ...inlineBackground, compact },
    });
    const { room, member } = await enter();
    for (let round = 0; round < 5_200; round++) {
      member.text.insert(0, "x");
      await clock.advance(20);
    }
    expect(countOf(events, "compactionFailed")).toBeGreaterThan(0);
    expect(countOf(events, "compactionFailed")).toBeLessThan(5);
    room.leave(member);
    await rooms.close();
  }, 60_000);
});
