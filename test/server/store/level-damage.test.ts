/** Damage to single records: LevelDB's files are sound, but hold something else than was written. */

import { beforeEach, describe, expect, it } from "vitest";
import type { LogDamage } from "@coscribe/server/internal/store/document-store";
import {
  headKey,
  recordKey,
  recordPrefix,
} from "@coscribe/server/internal/store/key-value/key-layout";
import {
  bytes,
  codeOf,
  documentName,
  read,
  readDamaged,
  texts,
} from "../../contract/store-verbs.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { rawEntries, rawWrite } from "./raw-level.ts";
import { promptStore } from "../../support/prompt-store.ts";

const a = documentName("a");

/** What {@link Loaded} is of an intact document `a`. */
const intact = { base: "123", updates: ["4", "5", "6"], damage: [] };

type Loaded = ReturnType<typeof texts> & { damage: readonly LogDamage[] };

describe("damage", () => {
  let directory: string;
  let generation: string;

  /** Document `a`: updates 1 to 6, of which 1 to 3 are in the base. And an intact neighbour. */
  beforeEach(async () => {
    directory = temporaryFolder();
    const store = promptStore(directory);
    const log = await store.open(a);
    ({ generation } = log);
    for (const update of ["1", "2", "3", "4", "5", "6"]) await log.append(bytes(update));
    await log.compact(bytes("123"), 3);
    await (await store.open(documentName("aa"))).append(bytes("intact"));
    await store.close();
  });

  function key(sequence: number): Buffer {
    return recordKey(recordPrefix(a, generation), sequence);
  }

  async function valueAt(at: Buffer): Promise<Buffer> {
    const entry = (await rawEntries(directory)).find(([candidate]) => candidate.equals(at));
    return entry![1];
  }

  /**
   * Opens and loads `a`. Checks that its neighbour is not touched by what is wrong, and that nothing
   * can be written to `a` where something is.
   */
  async function load(): Promise<Loaded> {
    const store = promptStore(directory);
    try {
      const neighbour = await store.open(documentName("aa"));
      expect(texts(await read(neighbour)).updates).toEqual(["intact"]);
      const log = await store.open(a);
      const { damage, ...loaded } = await readDamaged(log);
      if (damage.length > 0) {
        expect(await codeOf(log.append(bytes("7")))).toBe("damaged");
        expect(await codeOf(log.compact(bytes("456"), 6))).toBe("damaged");
      }
      return { ...texts(loaded), damage };
    } finally {
      await store.close();
    }
  }

  /** Loads `a`, and loads it again to see that the first time changed nothing. */
  async function loadTwice(): Promise<Loaded> {
    const before = await rawEntries(directory);
    const loaded = await load();
    expect(await rawEntries(directory)).toEqual(before);
    expect(await load()).toEqual(loaded);
    return loaded;
  }

  it.each([
    ["the base", 0, { base: undefined, updates: ["4", "5", "6"] }],
    ["an update", 5, { base: "123", updates: ["4", "6"] }],
    ["the last update", 6, { base: "123", updates: ["4", "5"] }],
  ])("S19 any altered byte in %s is reported, and the rest is read", async (_, sequence, rest) => {
    const written = await valueAt(key(sequence));
    for (let index = 0; index < written.length; index++) {
      const altered = Buffer.from(written);
      altered[index]! ^= 0x10;
      await rawWrite(directory, [key(sequence), altered]);
      const { damage, ...loaded } = await load();
      expect(loaded).toEqual(rest);
      const what = sequence === 0 ? "the base" : `update ${sequence}`;
      expect(damage).toEqual([{ sequence, problem: `${what} is not what was written` }]);
    }
    await rawWrite(directory, [key(sequence), written]);
    expect(await load()).toEqual(intact);
  });

  it.each([0, 3, 4, 9])("S19 an update cut to %i bytes is reported", async (length) => {
    await rawWrite(directory, [key(5), (await valueAt(key(5))).subarray(0, length)]);
    expect((await loadTwice()).damage).toEqual([
      { sequence: 5, problem: "update 5 is not what was written" },
    ]);
  });

  it("S19 an intact record in another's place is reported", async () => {
    await rawWrite(directory, [key(4), await valueAt(key(5))]);
    const { updates, damage } = await loadTwice();
    expect(updates).toEqual(["5", "6"]);
    expect(damage).toEqual([{ sequence: 4, problem: "update 4 is missing" }]);
  });

  it.each([
    ["one update", [5], ["4", "6"], 5, "update 5 is missing"],
    ["the first updates of the tail", [4, 5], ["6"], 4, "updates 4 to 5 are missing"],
    ["the last update", [6], ["4", "5"], 6, "update 6 is missing"],
    ["the base", [0], ["4", "5", "6"], 0, "the base is missing"],
    ["the base and the tail", [0, 4, 5, 6], [], 0, "all its records are missing"],
  ])("S19 %s gone is reported", async (_, gone, updates, sequence, problem) => {
    await rawWrite(directory, ...gone.map((each) => [key(each), undefined] as const));
    const loaded = await loadTwice();
    expect(loaded.updates).toEqual(updates);
    expect(loaded.damage).toEqual([{ sequence, problem }]);
  });

  it("S19 a base from before the last compaction is reported, and read", async () => {
    const old = await valueAt(key(0));
    const store = promptStore(directory);
    await (await store.open(a)).compact(bytes("1234"), 4);
    await store.close();
    await rawWrite(directory, [key(0), old]);
    const { base, updates, damage } = await loadTwice();
    expect({ base, updates }).toEqual({ base: "123", updates: ["5", "6"] });
    expect(damage).toEqual([
      { sequence: 0, problem: "the base is not the last one that was written" },
      { sequence: 4, problem: "update 4 is missing" },
    ]);
  });

  it("S19 a base from before the last compaction is read with the updates that the new one replaced", async () => {
    const older = await valueAt(key(0));
    const updates: [Buffer, Buffer][] = [];
    for (const sequence of [4, 5]) updates.push([key(sequence), await valueAt(key(sequence))]);
    const store = promptStore(directory);
    const log = await store.open(a);
    await log.compact(bytes("12345"), 5);
    await log.append(bytes("7"));
    await store.close();
    // What a disk leaves that has lost the middle of its log: compaction and head were two writes.
    await rawWrite(directory, [key(0), older], ...updates);
    const notTheLast = { sequence: 0, problem: "the base is not the last one that was written" };
    expect(await load()).toEqual({
      base: "123",
      updates: ["4", "5", "6", "7"],
      damage: [notTheLast],
    });
    // One of them is gone as well.
    await rawWrite(directory, [key(4), undefined]);
    expect(await load()).toEqual({
      base: "123",
      updates: ["5", "6", "7"],
      damage: [notTheLast, { sequence: 4, problem: "update 4 is missing" }],
    });
  });

  it("S19 a head gone or altered is reported, and the records tell what it said", async () => {
    const head = await valueAt(headKey(a));
    for (const [damaged, problem] of [
      [undefined, "its head is missing"],
      [Buffer.alloc(0), "its head is not what was written"],
      [Buffer.from(head).fill(0, 0, 1), "its head is not what was written"],
    ] as const) {
      await rawWrite(directory, [headKey(a), damaged]);
      const { damage, ...loaded } = await loadTwice();
      expect(loaded).toEqual({ base: "123", updates: ["4", "5", "6"] });
      expect(damage).toEqual([{ sequence: undefined, problem }]);
      const store = promptStore(directory);
      await expect(store.delete(a)).rejects.toMatchObject({ code: "damaged", document: "a" });
      expect((await store.open(a)).generation).toBe(generation);
      await store.close();
    }
    await rawWrite(directory, [headKey(a), head]);
    expect(await load()).toEqual(intact);
  });

  it("S19 a head from before the last updates is what a crash leaves, and no damage", async () => {
    const old = await valueAt(headKey(a));
    const store = promptStore(directory);
    await (await store.open(a)).append(bytes("7"));
    await store.close();
    await rawWrite(directory, [headKey(a), old]);
    expect(await loadTwice()).toEqual({ ...intact, updates: ["4", "5", "6", "7"] });
    // When it has been written to and is closed, the head knows the last one again.
    const again = promptStore(directory);
    await (await again.open(a)).append(bytes("8"));
    await again.close();
    await rawWrite(directory, [key(8), undefined]);
    expect((await load()).damage).toEqual([{ sequence: 8, problem: "update 8 is missing" }]);
  });

  it("S19 a damaged head and nothing else is not taken for a new document", async () => {
    await rawWrite(
      directory,
      ...[0, 4, 5, 6].map((sequence) => [key(sequence), undefined] as const),
      [headKey(a), Buffer.alloc(3)],
    );
    const { damage, ...loaded } = await loadTwice();
    expect(loaded).toEqual({ base: undefined, updates: [] });
    expect(damage.length).toBeGreaterThan(0);
  });

  it("S19 a name that is no name any more is reported by the list", async () => {
    await rawWrite(directory, [Buffer.from([0x02, 0xff]), Buffer.alloc(16)]);
    const store = promptStore(directory);
    await expect(store.list()).rejects.toMatchObject({ code: "damaged" });
    await store.close();
  });

  it("S19 a document that was deleted is not found damaged by what is left of it", async () => {
    const store = promptStore(directory);
    expect(await store.delete(a)).toBe(true);
    await store.close();
    expect(await load()).toEqual({ base: undefined, updates: [], damage: [] });
  });
});
