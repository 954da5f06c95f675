/** What a program is told of documents, whatever it does with that. */

import type { DocumentNotice, SavedNotice, ServerHooks } from "@coscribe/server";
import { Notices } from "@coscribe/server/internal/hooks/notices";
import { normaliseOptions } from "@coscribe/server/internal/options";
import { Rooms } from "@coscribe/server/internal/room/rooms";
import { inlineBackground } from "@coscribe/server/internal/worker/background";
import { parseDocumentName } from "@coscribe/shared";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { GatedStore } from "../../support/gated-store.ts";
import { SimClock } from "../../support/sim-clock.ts";
import { syncedClient, textOf } from "../../support/stock-client.ts";
import { TestMember } from "../../support/test-room.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

/** Rooms that tell hooks, on a clock that a test moves. */
function watchedRooms(hooks: ServerHooks): {
  clock: SimClock;
  store: GatedStore;
  rooms: Rooms;
  enter: (user: string) => Promise<TestMember>;
} {
  const clock = new SimClock();
  const store = new GatedStore();
  const settings = normaliseOptions({ store, clock, background: inlineBackground, hooks });
  const notices = new Notices(settings);
  const rooms = new Rooms(settings, (room) => notices.watch(room));
  const enter = async (id: string): Promise<TestMember> => {
    const member = new TestMember();
    member.grant = { ...member.grant, user: { id } };
    member.room = await rooms.enter(parseDocumentName("doc"), member);
    return member;
  };
  return { clock, store, rooms, enter };
}

const idsIn = ({ users }: SavedNotice): string => users.map(({ id }) => id).join();

describe("hooks", () => {
  it("T30 are told of a document's life in order, with who has changed it", async () => {
    const told: unknown[] = [];
    const tell = (type: string) => (notice: DocumentNotice) => void told.push([type, notice]);
    const { server, url } = await testServer({
      idleDocumentMs: 0,
      savedQuietMs: 20,
      authorize: () => ({ user: { id: "ann" }, access: "write" }),
      hooks: {
        documentOpened: tell("opened"),
        documentSaved: tell("saved"),
        documentClosed: tell("closed"),
      },
    });
    const client = await syncedClient(url, "doc");
    client.doc.getText("text").insert(0, "words");
    await until("it to be told", () => told.length === 2);
    client.provider.destroy();
    await until("the end", () => told.length === 3);
    const saved = { document: "doc", generation: expect.any(String), sequence: 1 };
    expect(told).toEqual([
      ["opened", { document: "doc" }],
      ["saved", { ...saved, users: [{ id: "ann" }] }],
      ["closed", { document: "doc" }],
    ]);
    await server.close();
    expect(told).toHaveLength(3);
  });

  it("T31 are told that something is saved when it is, in a pause, and now and then where there is none", async () => {
    const saved: SavedNotice[] = [];
    const { clock, store, enter } = watchedRooms({
      documentSaved: (notice) => void saved.push(notice),
    });
    const ann = await enter("ann");
    const bob = await enter("bob");
    ann.text.insert(0, "a");
    await clock.advance(1_900);
    bob.text.insert(0, "b");
    await clock.advance(1_900);
    expect(saved).toEqual([]);
    await clock.advance(200);
    expect(saved.map(idsIn)).toEqual(["ann,bob"]);
    for (let second = 0; second < 11; second++) {
      bob.text.insert(0, "b");
      // oxlint-disable-next-line no-await-in-loop -- somebody who goes on typing
      await clock.advance(1_000);
    }
    expect(saved.map(idsIn)).toEqual(["ann,bob", "bob"]);
    await clock.advance(2_000);
    expect(saved).toHaveLength(3);
    store.mode = "hold";
    ann.text.insert(0, "a");
    await clock.advance(20_000);
    expect(saved).toHaveLength(3);
    store.release();
    await clock.advance(2_100);
    expect(saved.map(idsIn)).toEqual(["ann,bob", "bob", "bob", "ann"]);
    const sequences = saved.map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.toSorted((one, other) => one - other));
  });

  it("T31 are told what was saved before a document is closed", async () => {
    const told: string[] = [];
    const { clock, rooms, enter } = watchedRooms({
      documentSaved: (notice) => void told.push(`saved by ${idsIn(notice)}`),
      documentClosed: () => void told.push("closed"),
    });
    const ann = await enter("ann");
    ann.text.insert(0, "a");
    await clock.advance(100);
    ann.room?.leave(ann);
    await rooms.close();
    await clock.advance(0);
    expect(told).toEqual(["saved by ann", "closed"]);
  });

  it("T32 that take long are waited for, and what is saved meanwhile is told once", async () => {
    const saved: SavedNotice[] = [];
    const answers: (() => void)[] = [];
    const { clock, enter } = watchedRooms({
      documentSaved: async (notice) => {
        saved.push(notice);
        await new Promise<void>((resolve) => answers.push(resolve));
      },
    });
    const ann = await enter("ann");
    ann.text.insert(0, "a");
    await clock.advance(2_100);
    for (let turn = 0; turn < 3; turn++) {
      ann.text.insert(0, "a");
      // oxlint-disable-next-line no-await-in-loop
      await clock.advance(600);
    }
    expect(saved).toHaveLength(1);
    answers[0]?.();
    await clock.advance(2_100);
    expect(saved).toHaveLength(2);
    // This one never answers.
    await clock.advance(4_100);
    ann.text.insert(0, "a");
    await clock.advance(2_100);
    expect(saved).toHaveLength(3);
  });

  it.each([
    [
      "throw",
      (): never => {
        throw new Error("a bug in a hook");
      },
    ],
    ["reject", () => Promise.reject(new Error("a bug in a hook"))],
    ["hang", () => new Promise<void>(() => undefined)],
  ] as const)("T33 that %s harm nobody, and the next one is called", async (_, fail) => {
    const called: string[] = [];
    const { server, url, events } = await testServer({
      idleDocumentMs: 0,
      hookTimeoutMs: 30,
      savedQuietMs: 0,
      hooks: {
        documentOpened: () => (called.push("opened"), fail()),
        documentSaved: () => (called.push("saved"), fail()),
        documentClosed: () => (called.push("closed"), fail()),
      },
    });
    const writer = await syncedClient(url, "doc");
    writer.doc.getText("text").insert(0, "kept");
    const reader = await syncedClient(url, "doc");
    await until("the edit", () => textOf(reader) === "kept");
    writer.provider.destroy();
    reader.provider.destroy();
    await until("all failures", () => {
      return events.filter(({ type }) => type === "hookFailed").length === 3;
    });
    expect(called).toEqual(["opened", "saved", "closed"]);
    await server.close();
  });

  it.each([
    [
      "throws",
      (): never => {
        throw new Error("a bug in a listener");
      },
    ],
    ["rejects", () => Promise.reject(new Error("a bug in a listener"))],
    ["hangs", () => new Promise<void>(() => undefined)],
  ] as const)("T33 a listener of events that %s harms nobody", async (_, onEvent) => {
    const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    onTestFinished(() => warned.mockRestore());
    const { server, url } = await testServer({
      onEvent,
      hooks: {
        documentSaved: () => {
          throw new Error("a bug in a hook");
        },
      },
    });
    const writer = await syncedClient(url, "doc");
    writer.doc.getText("text").insert(0, "kept");
    const reader = await syncedClient(url, "doc");
    await until("the edit", () => textOf(reader) === "kept");
    await server.close();
  });
});
