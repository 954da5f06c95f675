/** A room that closes waits for what must be on disk, and for nothing else. */

import type { Background } from "@coscribe/server";
import { inlineBackground } from "@coscribe/server/internal/worker/background";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { lastingStore } from "../../support/lasting-store.ts";
import { testRooms } from "../../support/test-room.ts";
import { until } from "../../support/until.ts";

/** Compacts and screens, but never comes to an end; a compaction is given up when it is to be. */
function stuck(isHeedful: boolean): { background: Background; asked: string[] } {
  const asked: string[] = [];
  const background: Background = {
    compact: (_, __, signal) => {
      asked.push("compact");
      return new Promise((___, reject) => {
        signal?.addEventListener("abort", () => {
          asked.push("given up");
          if (isHeedful) reject(signal.reason);
        });
      });
    },
    screen: () => {
      asked.push("screen");
      return new Promise(() => undefined);
    },
    convert: () => new Promise(() => undefined),
    read: () => new Promise(() => undefined),
    edit: () => new Promise(() => undefined),
  };
  return { background, asked };
}

describe("a room that is being closed", () => {
  it.each([true, false])("R62 gives its compaction up (told of it: %s)", async (isHeedful) => {
    const store = lastingStore();
    const { background, asked } = stuck(isHeedful);
    const { clock, enter, events, rooms } = testRooms({ store, background });
    const { room, member } = await enter();
    member.text.insert(0, "x".repeat(100_000));
    await clock.advance(20);
    await until("the compaction", () => asked.includes("compact"));
    room.leave(member);
    await rooms.close();
    expect(asked).toEqual(["compact", "given up"]);
    expect(events.filter(({ type }) => type === "compactionFailed")).toEqual([]);
    const again = testRooms({ store });
    const { room: reopened } = await again.enter();
    expect(reopened.residence.residentBytes).toBeGreaterThan(100_000);
  });

  it("R62 does not wait for what is being screened, which is not acknowledged", async () => {
    const { background, asked } = stuck(true);
    const { enter, rooms } = testRooms({ background });
    const { room, member } = await enter();
    void room.screen(Uint8Array.of(0, 0), member);
    expect(asked).toEqual(["screen"]);
    await rooms.close();
    expect(room.isOpen).toBe(false);
  });

  it("R62 takes in nothing of what was screened too late", async () => {
    const store = lastingStore();
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const background: Background = {
      ...inlineBackground,
      screen: async (update, known) => {
        await released;
        return inlineBackground.screen(update, known);
      },
    };
    const { enter, rooms } = testRooms({ store, background });
    const { room, member } = await enter();
    const doc = new Y.Doc();
    doc.getText("text").insert(0, "late");
    const submitted = room.screen(Y.encodeStateAsUpdate(doc), member);
    const closed = rooms.close();
    release();
    await expect(submitted).rejects.toMatchObject({ code: "tryAgainLater" });
    await closed;
    const again = testRooms({ store });
    const { room: reopened } = await again.enter();
    expect(reopened.generation).toBeUndefined();
  });
});
