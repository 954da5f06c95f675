/** What those who are there are sent of a large change, and what comes after it. */

import { Frame } from "@coscribe/server/internal/connection/frame";
import type { FrameSource } from "@coscribe/server/internal/connection/transfers";
import type { HandOut } from "@coscribe/server/internal/room/member";
import type { Room } from "@coscribe/server/internal/room/room";
import { decodeMessages, ProtocolError, type Message } from "@coscribe/shared";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { messageOf } from "../../support/message-of.ts";
import { Random } from "../../support/random.ts";
import { testRooms, type TestMember } from "../../support/test-room.ts";

const maxPieceBytes = 2_000;
/** What a message has besides its update. */
const headBytes = 20;

/** The next message of `source`; undefined at its end. */
async function nextOf(source: FrameSource): Promise<Frame | undefined> {
  for (;;) {
    const next = source.next();
    if (!(next instanceof Promise)) return next;
    // oxlint-disable-next-line no-await-in-loop -- it is asked again then
    await next;
  }
}

async function takeAll(source: FrameSource, doc: Y.Doc): Promise<readonly Frame[]> {
  const frames: Frame[] = [];
  // oxlint-disable-next-line no-await-in-loop -- one after the other
  for (let next = await nextOf(source); next !== undefined; next = await nextOf(source)) {
    frames.push(next);
    apply(next, doc);
  }
  return frames;
}

function messageIn(frame: Frame): Message {
  const messages = decodeMessages(messageOf(frame));
  const [only] = messages instanceof ProtocolError ? [] : messages;
  if (only === undefined) throw new Error("the frame holds no message");
  return only;
}

function apply(frame: Frame, doc: Y.Doc): void {
  const message = messageIn(frame);
  if ("update" in message) Y.applyUpdate(doc, message.update);
}

function paste(member: TestMember, random: Random, bytes: number): void {
  const text = Array.from({ length: bytes }, () => random.below(36).toString(36)).join("");
  member.text.insert(random.below(member.text.length + 1), text);
}

/** A room with a writer, and readers that keep the large changes that they are given. */
async function roomWithReaders(): Promise<{
  room: Room;
  writer: TestMember;
  readers: readonly { readonly member: TestMember; readonly changes: HandOut[] }[];
  flush: () => Promise<void>;
}> {
  const { clock, enter } = testRooms({ maxPieceBytes });
  const { room, member: writer } = await enter();
  const entered = [await enter(), await enter()];
  const readers = entered.map(({ member }) => {
    const changes: HandOut[] = [];
    member.deliverLarge = (change) => void changes.push(change);
    return { member, changes };
  });
  writer.text.insert(0, "before");
  await clock.advance(20);
  return { room, writer, readers, flush: async () => clock.advance(20) };
}

function firstOf<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error("there is none");
  return first;
}

const ignore = (): void => undefined;

describe("a large change", () => {
  it("R123 is made ready once for everybody who is there, deflated too", async () => {
    const { writer, readers, flush } = await roomWithReaders();
    paste(writer, new Random(1), 30_000);
    await flush();
    const [change, other] = readers.map(({ changes }) => firstOf(changes));
    expect(change).toBe(other);
    if (change === undefined) return;
    for (const inflates of [false, true]) {
      const sources = [1, 2].map(() => change(inflates, ignore));
      for (let count = 0; count < 15; count++) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const frames = await Promise.all(sources.map(nextOf));
        expect(frames[0]).toBeInstanceOf(Frame);
        expect(frames[0]).toBe(frames[1]);
        expect(frames[0]?.isDeflated).toBe(inflates);
      }
    }
    expect(writer.received).toEqual([]);
  });

  it("R124 is followed by what was written meanwhile, in messages that are no larger", async () => {
    const { writer, readers, flush } = await roomWithReaders();
    const random = new Random(2);
    paste(writer, random, 30_000);
    await flush();
    const { member, changes } = firstOf(readers);
    let isOver = false;
    const source = firstOf(changes)(false, () => (isOver = true));
    for (let count = 0; count < 4; count++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      apply((await nextOf(source)) ?? new Frame({ type: "queryPresence" }), member.doc);
    }
    const typed = writer.text.length;
    paste(writer, random, 9_000);
    writer.text.insert(0, "typed ");
    writer.text.delete(typed, 100);
    await flush();
    // A reader that is being sent one is not given another.
    expect(isOver).toBe(false);
    const frames = await takeAll(source, member.doc);
    expect(isOver).toBe(true);
    for (const { byteLength } of frames) {
      expect(byteLength).toBeLessThanOrEqual(maxPieceBytes + headBytes);
    }
    expect(member.text.toString()).toBe(writer.text.toString());
    expect(member.doc.store.pendingStructs).toBeNull();
  });

  it("R124 is followed by it too where it was more than is kept", async () => {
    const { writer, readers, flush } = await roomWithReaders();
    const random = new Random(3);
    paste(writer, random, 5_000);
    await flush();
    const { member, changes } = firstOf(readers);
    const source = firstOf(changes)(false, ignore);
    apply((await nextOf(source)) ?? new Frame({ type: "queryPresence" }), member.doc);
    for (let count = 0; count < 5; count++) paste(writer, random, 5_000);
    writer.text.delete(10, 3_000);
    const frames = await takeAll(source, member.doc);
    for (const { byteLength } of frames) {
      expect(byteLength).toBeLessThanOrEqual(maxPieceBytes + headBytes);
    }
    expect(member.text.toString()).toBe(writer.text.toString());
    expect(member.doc.store.pendingStructs).toBeNull();
  });

  it("R124 does not keep anybody from being synced who joins while others go on writing much", async () => {
    const { room, writer } = await roomWithReaders();
    const random = new Random(4);
    paste(writer, random, 30_000);
    const doc = new Y.Doc();
    const reader = { vector: new Map(), inflates: false, last: "syncStep2" } as const;
    let source: FrameSource | undefined;
    await room.joining.answer(reader, ignore, (answer) => {
      source = answer;
      return undefined;
    });
    if (source === undefined) throw new Error("there is no answer");
    let isSynced = false;
    for (let count = 0; !isSynced && count < 500; count++) {
      // Always more than was sent.
      paste(writer, random, 4_000);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const frame = await nextOf(source);
      if (frame === undefined) throw new Error("it ended, and nobody was synced");
      expect(frame.byteLength).toBeLessThanOrEqual(maxPieceBytes + headBytes);
      apply(frame, doc);
      isSynced = messageIn(frame).type === "syncStep2";
    }
    expect(isSynced).toBe(true);
    // It has what was there when it came, at least.
    expect(doc.getText("text").length).toBeGreaterThan(30_000);
    const frames = await takeAll(source, doc);
    expect(frames.map((frame) => messageIn(frame).type)).not.toContain("syncStep2");
    expect(doc.getText("text").toString()).toBe(writer.text.toString());
  });
});
