/** Documents that nobody needs at the moment. */

import { describe, expect, it } from "vitest";
import { lastingStore } from "../../support/lasting-store.ts";
import { answerOf, testRooms } from "../../support/test-room.ts";
import { until } from "../../support/until.ts";

/** A page and more in bytes, of which nothing can be compacted. */
const large = 100_000;
/** For how long that many stay, in milliseconds. */
const keptMs = 3_000;
/** The rooms are looked at this often. */
const lookMs = 2_500;

describe("a document of many bytes", () => {
  it("R85 is on disk only when nobody has needed it for a while, and read when somebody does", async () => {
    const { clock, enter } = testRooms({ store: lastingStore(), idleDocumentMs: 0 });
    const { room, member } = await enter();
    member.text.insert(0, "x".repeat(large));
    await clock.advance(lookMs);
    expect(room.residentBytes).toBeGreaterThan(large);
    await clock.advance(10 * keptMs);
    expect(room.residentBytes).toBe(0);

    member.text.insert(0, "and more ");
    await until("the edit", () => room.residentBytes > large);
    const reader = await enter();
    for (const frame of answerOf(room)) reader.member.take(frame);
    expect(reader.member.text.toString()).toBe(`and more ${"x".repeat(large)}`);
  });

  it("R85 stays while somebody writes", async () => {
    const { clock, enter } = testRooms({ store: lastingStore(), idleDocumentMs: 0 });
    const { room, member } = await enter();
    member.text.insert(0, "x".repeat(large));
    for (let seconds = 0; seconds < 60; seconds++) {
      // oxlint-disable-next-line no-await-in-loop -- time goes by
      await clock.advance(1_000);
      member.text.insert(0, "y");
      expect(room.residentBytes).toBeGreaterThan(large);
    }
  });

  it("R85 is not put away where it is small", async () => {
    const { clock, enter } = testRooms({ store: lastingStore(), idleDocumentMs: 0 });
    const { room, member } = await enter();
    member.text.insert(0, "x".repeat(10_000));
    await clock.advance(60_000);
    expect(room.residentBytes).toBeGreaterThan(10_000);
  });
});
