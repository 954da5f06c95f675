/** People who are there and say nothing, as hidden tabs do, go on being shown to others. */

import { decodePresence, ProtocolError, type PresenceEntry } from "@coscribe/shared";
import { describe, expect, it } from "vitest";
import { testRooms, type TestMember } from "../../support/test-room.ts";

/** What a member was told of presence since the last call: client ID, clock, and whether it is there. */
function told(member: TestMember): readonly (readonly [number, number, boolean])[] {
  return member.received.splice(0).flatMap((message) => {
    if (message.type !== "presence") return [];
    const entries = decodePresence(message.update);
    if (entries instanceof ProtocolError) throw entries;
    return entries.map(({ clientId, clock, state }) => [clientId, clock, state !== null] as const);
  });
}

function entry(clientId: number, clock: number): PresenceEntry {
  return { clientId, clock, state: Buffer.from("{}") };
}

describe("presence of somebody who says nothing", () => {
  it("P6 is asked for, and as long as it is answered its owner's clock is what all see", async () => {
    const { clock, enter } = testRooms();
    const { room, member: hidden } = await enter();
    const { member: other } = await enter();
    room.show([entry(7, 1)], hidden);
    for (let minutes = 0, at = 1; minutes < 10; minutes += 1 / 3, at++) {
      // oxlint-disable-next-line no-await-in-loop -- time passes
      await clock.advance(20_000);
      expect(told(hidden).at(-1)).toEqual([7, at, false]);
      expect(told(other)).toEqual([[7, at, true]]);
      // As y-protocols does.
      room.show([entry(7, at + 1)], hidden);
    }
  });

  it("P6 is renewed by the server when even that is not answered, and its owner is not told of itself", async () => {
    const { clock, enter } = testRooms();
    const { room, member: hidden } = await enter();
    const { member: other } = await enter();
    room.show([entry(7, 1)], hidden);
    await clock.advance(100);
    expect(told(other)).toEqual([[7, 1, true]]);
    for (let seconds = 0; seconds < 300; seconds += 30) {
      // oxlint-disable-next-line no-await-in-loop -- time passes
      await clock.advance(30_000);
      expect(told(other).length, "heard of within what clients wait").toBeGreaterThan(0);
    }
    expect(told(hidden).some(([, , isThere]) => isThere)).toBe(false);
    // Its own clock is far behind by now; it is told so, and others see what it says all the same.
    const replies = room.show([entry(7, 2)], hidden);
    await clock.advance(100);
    const [[, shownClock] = []] = told(other);
    expect(shownClock).toBeGreaterThan(10);
    expect(replies).toEqual([{ clientId: 7, clock: shownClock, state: null }]);
    expect(told(hidden)).toEqual([]);
  });

  it("P6 is not renewed for somebody who is alone", async () => {
    const { clock, enter } = testRooms();
    const { room, member } = await enter();
    room.show([entry(7, 1)], member);
    await clock.advance(120_000);
    expect(told(member)).toEqual([]);
  });

  it("P6 ends for all when its connection ends", async () => {
    const { clock, enter } = testRooms();
    const { room, member: hidden } = await enter();
    const { member: other } = await enter();
    room.show([entry(7, 1)], hidden);
    await clock.advance(60_000);
    told(other);
    room.leave(hidden);
    await clock.advance(100);
    expect(told(other).map(([id, , isThere]) => [id, isThere])).toEqual([[7, false]]);
  });
});
