/** Conversions in rooms whose work beside the main loop a test holds up. */

import type { Background } from "@coscribe/server";
import { normaliseOptions } from "@coscribe/server/internal/options";
import { Library } from "@coscribe/server/internal/library/library";
import { Rooms } from "@coscribe/server/internal/room/rooms";
import { Converter } from "@coscribe/server/internal/content/converter";
import { inlineBackground } from "@coscribe/server/internal/worker/background";
import { JobLimitError, type ServerEvent } from "@coscribe/server";
import { parseDocumentName } from "@coscribe/shared";
import { plainText } from "@coscribe/shared/exchange";
import { flowText, readFlow } from "@coscribe/shared/flow";
import { describe, expect, it } from "vitest";
import { GatedStore } from "../../support/gated-store.ts";
import { SimClock } from "../../support/sim-clock.ts";
import { TestMember } from "../../support/test-room.ts";
import { until } from "../../support/until.ts";
import { element, runs } from "../../shared/convert/trees.ts";

const name = parseDocumentName("doc");

/** Converts when a test lets it. */
class GatedBackground implements Background {
  readonly compact = inlineBackground.compact;
  readonly screen = inlineBackground.screen;
  readonly read = inlineBackground.read;
  readonly edit = inlineBackground.edit;
  /** Those that wait, with what they would do. */
  readonly waiting: (() => void)[] = [];
  failure: Error | undefined;
  isGated = false;

  async convert(...args: Parameters<Background["convert"]>): ReturnType<Background["convert"]> {
    const signal = args[2];
    if (this.isGated) {
      await new Promise<void>((resolve, reject) => {
        this.waiting.push(resolve);
        signal?.addEventListener("abort", () => reject(signal.reason));
      });
    }
    if (this.failure !== undefined) throw this.failure;
    return inlineBackground.convert(...args);
  }
}

interface Setting {
  readonly background: GatedBackground;
  readonly clock: SimClock;
  readonly store: GatedStore;
  readonly rooms: Rooms;
  readonly library: Library;
  readonly converter: Converter;
  readonly events: ServerEvent[];
  /** Somebody who has written a line. */
  readonly writer: TestMember;
}

async function setting(): Promise<Setting> {
  const background = new GatedBackground();
  const clock = new SimClock();
  const store = new GatedStore();
  const events: ServerEvent[] = [];
  const onEvent = (event: ServerEvent): number => events.push(event);
  const settings = normaliseOptions({ store, clock, background, onEvent });
  const rooms = new Rooms(settings);
  const writer = new TestMember();
  writer.room = await rooms.enter(name, writer);
  const library = new Library(settings, rooms);
  const converter = new Converter(settings, rooms);
  const all = { background, clock, store, rooms, library, converter };
  type(writer, "one");
  await clock.advance(100);
  return { ...all, events, writer };
}

function type({ doc }: TestMember, line: string): void {
  doc.getXmlFragment("default").push([element("paragraph", {}, runs([line]))]);
}

function flowIn({ doc }: TestMember): string {
  return plainText(readFlow(flowText(doc)).blocks);
}

/** Lets time pass until `work` has settled. */
async function settled<T>(clock: SimClock, work: Promise<T>): Promise<PromiseSettledResult<T>> {
  let isDone = false;
  const [outcome] = await Promise.all([
    Promise.allSettled([work]).finally(() => (isDone = true)),
    until("it to settle", async () => {
      if (!isDone) await clock.advance(100);
      return isDone;
    }),
  ]);
  return outcome[0];
}

describe("the converter", () => {
  it("V10 what others write while it works is in the conversion", async () => {
    const { background, clock, converter, writer } = await setting();
    background.isGated = true;
    const work = converter.convert(name, undefined);
    await until("it to begin", () => background.waiting.length === 1);
    type(writer, "two");
    background.isGated = false;
    background.waiting[0]?.();
    const outcome = await settled(clock, work);
    expect(outcome).toMatchObject({ status: "fulfilled", value: { blocks: 2 } });
    await clock.advance(100);
    expect(flowIn(writer)).toBe("one\ntwo");
  });

  it("V11 where others go on writing, it gives up and says so", async () => {
    const { background, clock, converter, writer } = await setting();
    background.isGated = true;
    const work = converter.convert(name, undefined);
    const progress = { isDone: false };
    const ended = settled(clock, work).finally(() => (progress.isDone = true));
    for (let turn = 0; !progress.isDone; turn++) {
      // oxlint-disable-next-line no-await-in-loop
      await until("a reading, or the end", () => progress.isDone || background.waiting.length > 0);
      type(writer, `line ${turn}`);
      background.waiting.shift()?.();
    }
    expect(await ended).toMatchObject({ reason: { code: "tryAgainLater" } });
    await clock.advance(100);
    expect(flowIn(writer)).toBe("");
  });

  it("V11 a flow that somebody begins meanwhile is left alone", async () => {
    const { background, clock, converter, writer } = await setting();
    background.isGated = true;
    const work = converter.convert(name, undefined);
    await until("it to begin", () => background.waiting.length === 1);
    flowText(writer.doc).insert(0, "mine");
    background.isGated = false;
    background.waiting[0]?.();
    expect(await settled(clock, work)).toMatchObject({ value: { roots: [] } });
    await clock.advance(100);
    expect(flowIn(writer)).toBe("mine");
  });

  it("V11 a disk that does not take it is told after a while, and it is saved when it does", async () => {
    const { clock, converter, events, store, writer } = await setting();
    store.mode = "fail";
    const outcome = await settled(clock, converter.convert(name, undefined));
    expect(outcome).toMatchObject({ reason: { code: "tryAgainLater" } });
    expect(events.map(({ type: each }) => each)).not.toContain("documentConverted");
    store.release();
    await clock.advance(60_000);
    expect(writer.room?.isSaved).toBe(true);
    expect(flowIn(writer)).toBe("one");
  });

  it("V11 what fails beside the main loop is reported, and too much work is refused", async () => {
    const { background, clock, converter, events, writer } = await setting();
    background.failure = new JobLimitError("it took longer than 60000 ms");
    expect(await settled(clock, converter.convert(name, undefined))).toMatchObject({
      reason: { code: "updateRefused" },
    });
    background.failure = new Error("out of order");
    expect(await settled(clock, converter.convert(name, undefined))).toMatchObject({
      reason: background.failure,
    });
    const failures = events.filter(({ type: each }) => each === "conversionFailed");
    expect(failures).toHaveLength(2);
    expect(flowIn(writer)).toBe("");
  });

  it("V11 a document that is deleted meanwhile is not written again", async () => {
    const { background, clock, converter, library, store } = await setting();
    background.isGated = true;
    const work = converter.convert(name, undefined);
    await until("it to begin", () => background.waiting.length === 1);
    const deleted = library.remove(name);
    expect(await settled(clock, work)).toMatchObject({ reason: { code: "documentDeleted" } });
    background.waiting[0]?.();
    expect(await settled(clock, deleted)).toMatchObject({ value: true });
    await clock.advance(1_000);
    expect(await store.list()).toEqual([]);
  });

  it("V11 so many wait at once, and further ones are told to come back", async () => {
    const { background, clock, converter } = await setting();
    background.isGated = true;
    const work = Array.from({ length: 17 }, () => converter.convert(name, undefined));
    await expect(work.at(-1)).rejects.toMatchObject({ code: "tryAgainLater" });
    background.isGated = false;
    await until("the first to begin", () => background.waiting.length === 1);
    background.waiting[0]?.();
    const outcomes = await settled(clock, Promise.all(work.slice(0, 16)));
    expect(outcomes).toMatchObject({ status: "fulfilled" });
  });

  it("V11 closing gives it up, and nothing of it is written", async () => {
    const { background, clock, converter, rooms, writer } = await setting();
    background.isGated = true;
    const work = settled(clock, converter.convert(name, undefined));
    await until("it to begin", () => background.waiting.length === 1);
    await converter.close();
    expect(await work).toMatchObject({ reason: { code: "serviceRestart" } });
    writer.room?.leave(writer);
    expect(await settled(clock, rooms.close())).toMatchObject({ status: "fulfilled" });
    expect(flowIn(writer)).toBe("");
  });
});
