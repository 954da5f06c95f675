/** What a large update may take: room in the document, in memory, and of everybody's time. */

import type { Background } from "@coscribe/server";
import { partsOf } from "@coscribe/server/internal/update/admit-update";
import type { Member } from "@coscribe/server/internal/room/member";
import type { Room } from "@coscribe/server/internal/room/room";
import { Replica } from "@coscribe/server/internal/document/replica";
import { inlineBackground } from "@coscribe/server/internal/worker/background";
import { JobLimitError } from "@coscribe/server/internal/worker/job-thread";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { contents, item, join, repeat, update, updateOf } from "../../hostile/bytes.ts";
import { testRooms, type TestRooms } from "../../support/test-room.ts";
import { contentOf, docOf } from "../../support/yjs-history.ts";

/** A text of so many letters. */
function text(length: number): Uint8Array {
  return updateOf(1, item(contents.string(repeat(join(120), length))));
}

/** Deletes every second letter of them. */
function holes(length: number): Uint8Array {
  const ranges = Array.from({ length: length / 2 }, (_, index) => [index * 2, 1] as const);
  return update([], [{ client: 1, ranges }]);
}

async function submitLarge(
  room: Room,
  large: Uint8Array,
  author: Member,
): Promise<boolean | undefined> {
  return room.submitScreened(await room.screen(large, author), author);
}

/** Everything was taken in, and everybody has been sent it. */
async function expectTaken(
  clock: TestRooms["clock"],
  submitted: ReturnType<typeof submitLarge>,
): Promise<void> {
  await clock.advance(1_000);
  expect(await submitted).toBe(true);
  await clock.advance(100);
}

describe("a large update", () => {
  it("R60 of deletions counts as what it takes, in the document and in memory", async () => {
    const maxDocumentBytes = 100_000;
    const { enter } = testRooms({ maxDocumentBytes });
    const { room, member } = await enter();
    expect(room.submit(text(60_000), member)).toBe(true);
    const before = room.residence.residentBytes;
    await expect(submitLarge(room, holes(60_000), member)).rejects.toMatchObject({
      code: "documentTooLarge",
      message: expect.stringContaining(String(maxDocumentBytes)),
    });
    expect(room.residence.residentBytes).toBe(before);
    expect(room.submit(holes(4_000), member)).toBe(true);
    expect(room.residence.residentBytes).toBeGreaterThan(before + 4_000);
  });

  it("R60 of types and of clients counts as what it takes", async () => {
    const { enter } = testRooms();
    const { room, member } = await enter();
    const doc = new Y.Doc();
    const types = Array.from({ length: 1_000 }, () => new Y.XmlElement("p"));
    doc.getXmlFragment("xml").insert(0, types);
    const state = Y.encodeStateAsUpdate(doc);
    void room.submit(state, member);
    expect(room.residence.residentBytes).toBeGreaterThan(state.length + 1_000 * 5 * 8);
    const before = room.residence.residentBytes;
    const structs = [item(contents.string("x"))];
    const runs = Array.from({ length: 1_000 }, (_, index) => ({ client: index, structs }));
    void room.submit(update(runs), member);
    expect(room.residence.residentBytes).toBeGreaterThan(before + 1_000 * 200);
  });

  it("R60 can make a document that is full smaller, but not larger", async () => {
    const { enter } = testRooms({ maxDocumentBytes: 50_500 });
    const { room, member } = await enter();
    void room.submit(text(50_000), member);
    expect(() => room.submit(updateOf(2, item(contents.string("x".repeat(400)))), member)).toThrow(
      "50500 bytes",
    );
    expect(room.submit(update([], [{ client: 1, ranges: [[0, 40_000]] }]), member)).toBe(true);
    expect(room.submit(holes(400), member)).toBe(true);
  });

  it("R65 of deletions is added in parts, none of them large, and all of them it", async () => {
    const replica = new Replica();
    replica.add(replica.admit(text(100_000)).change);
    const { change } = replica.admit(holes(100_000));
    const parts = [...partsOf(change, replica.known.places.types)];
    expect(parts.length).toBeGreaterThan(5);
    for (const part of parts) {
      expect(part.deletes.length / 3).toBeLessThanOrEqual(8_192);
      replica.add(part);
    }
    const expected = docOf([text(100_000), holes(100_000)]);
    expect(contentOf(docOf([replica.encode()]))).toEqual(contentOf(expected));

    const { clock, enter } = testRooms();
    const { room, member } = await enter();
    const { member: reader } = await enter();
    void room.submit(text(100_000), member);
    const submitted = submitLarge(room, holes(100_000), member);
    await expectTaken(clock, submitted);
    expect(contentOf(reader.doc)).toEqual(contentOf(expected));
    expect(reader.updates.length).toBeGreaterThan(1);
  });

  it("R112 of many clients is added in parts, none of them large, and all of them it", async () => {
    const structs = [item(contents.string("x"))];
    const runs = Array.from({ length: 20_000 }, (_, index) => ({ client: 5 + index, structs }));
    const many = update(runs, [{ client: 7, ranges: [[0, 1]] }]);
    const { clock, enter } = testRooms();
    const { room, member } = await enter();
    const { member: reader } = await enter();
    const submitted = submitLarge(room, many, member);
    await expectTaken(clock, submitted);
    expect(contentOf(reader.doc)).toEqual(contentOf(docOf([many])));
    expect(room.changeCount).toBe(6);
  });

  it("R112 of many clients who build on one another is added at once", async () => {
    const first = { client: 9, clock: 0 };
    const runs = Array.from({ length: 20_000 }, (_, index) => {
      const client = 10 + index;
      const place = { origin: index === 0 ? first : { client: client - 1, clock: 0 } };
      return { client, structs: [item(contents.string("x"), place)] };
    });
    const many = update([{ client: 9, structs: [item(contents.string("x"))] }, ...runs]);
    const { clock, enter } = testRooms();
    const { room, member } = await enter();
    const { member: reader } = await enter();
    const submitted = submitLarge(room, many, member);
    await expectTaken(clock, submitted);
    expect(reader.doc.getText("text").length).toBe(20_001);
    expect(room.changeCount).toBe(1);
  });

  it("R112 of many clients is screened again where somebody brings a part of it meanwhile", async () => {
    const structs = [item(contents.string("x"))];
    const runs = Array.from({ length: 20_000 }, (_, index) => ({ client: 5 + index, structs }));
    const { enter } = testRooms();
    const { room, member } = await enter();
    const { member: other } = await enter();
    const screened = await room.screen(update(runs), member);
    const submitted = room.submitScreened(screened, member);
    void room.submit(updateOf(20_004, ...structs), other);
    expect(await submitted).toBeUndefined();
    expect(await submitLarge(room, update(runs), member)).toBe(true);
  });

  it("R64 that takes too much to check is refused for good, with the reason", async () => {
    const background: Background = {
      ...inlineBackground,
      screen: () => Promise.reject(new JobLimitError("it took longer than 20000 ms")),
    };
    const { enter } = testRooms({ background });
    const { room, member } = await enter();
    await expect(room.screen(text(10), member)).rejects.toMatchObject({
      code: "updateRefused",
      message: expect.stringContaining("20000 ms"),
    });
  });
});
