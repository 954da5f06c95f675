/** What of ours goes wrong ends what it concerns, and never the process or anybody else's session. */

import { createSyncServer, memoryStore } from "@coscribe/server";
import { Outbox } from "@coscribe/server/internal/room/outbox";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { syncedClient, textOf } from "../../support/stock-client.ts";
import { answerOf, TestMember, testRooms } from "../../support/test-room.ts";
import { lastingStore } from "../../support/lasting-store.ts";
import { until } from "../../support/until.ts";

describe("a mistake of ours", () => {
  it("R95 in a room ends the sessions in it, acknowledges nothing, and lets the document be opened anew", async () => {
    const { rooms, clock, events, enter } = testRooms({ store: lastingStore() });
    const { room, member } = await enter();
    const { member: other } = await enter();
    member.text.insert(0, "saved");
    await clock.advance(1_000);
    let isDurable = false;
    vi.spyOn(Outbox.prototype, "take").mockImplementationOnce(() => {
      throw new RangeError("no memory for the update");
    });
    member.text.insert(0, "not ");
    void room.whenDurable().then(() => (isDurable = true));
    await clock.advance(100);
    expect([member.hasRoomFailed, other.hasRoomFailed]).toEqual([true, true]);
    expect(events).toContainEqual(expect.objectContaining({ type: "documentFailed" }));
    room.leave(member);
    room.leave(other);
    await clock.advance(1_000);
    expect(isDurable).toBe(false);
    const { room: anew, member: returned } = await enter();
    expect(anew).not.toBe(room);
    for (const frame of answerOf(anew)) returned.take(frame);
    expect(returned.text.toString()).toBe("saved");
    anew.leave(returned);
    await rooms.close();
  });

  it("R95 with one member concerns no other", async () => {
    const { clock, enter } = testRooms();
    const { room, member } = await enter();
    const { member: other } = await enter();
    const broken = new TestMember();
    const causes: unknown[] = [];
    broken.deliver = () => {
      throw new Error("a bug in a session");
    };
    broken.failed = (cause) => void causes.push(cause);
    room.enter(broken);
    member.text.insert(0, "to all");
    await clock.advance(100);
    expect(other.text.toString()).toBe("to all");
    expect(causes).toHaveLength(1);
  });

  it("R95 or of the program, in a listener of events, changes nothing", async () => {
    const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    onTestFinished(() => warned.mockRestore());
    const warnings = (): string[] => warned.mock.calls.map(([message]) => String(message));
    for (const onEvent of [
      () => {
        throw new Error("a bug in a listener");
      },
      () => Promise.reject(new Error("a bug in a listener")),
    ]) {
      const server = createSyncServer({ store: memoryStore(), onEvent });
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { url } = await server.listen({ port: 0 });
      const address = url.replace("http", "ws");
      // oxlint-disable-next-line no-await-in-loop
      const writer = await syncedClient(address, "doc");
      writer.doc.getText("text").insert(0, "kept");
      // oxlint-disable-next-line no-await-in-loop
      const reader = await syncedClient(address, "doc");
      // oxlint-disable-next-line no-await-in-loop
      await until("the edit", () => textOf(reader) === "kept");
      writer.provider.destroy();
      reader.provider.destroy();
      // oxlint-disable-next-line no-await-in-loop
      await server.close();
    }
    await until("both to be told of", () => warnings().length >= 2);
    expect(warnings().every((message) => message.includes("a bug in a listener"))).toBe(true);
  });
});
