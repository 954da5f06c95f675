import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { headKey, recordKey, recordPrefix } from "@coscribe/server/internal/store/level-keys";
import { levelStore } from "@coscribe/server/internal/store/level-store";
import { StoreError } from "@coscribe/server/internal/store/store-error";
import { bytes, documentName, filled, read, texts } from "../../contract/store-verbs.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { rawEntries, rawWrite } from "./raw-level.ts";

const a = documentName("a");

describe("damage", () => {
  let directory: string;
  let generation: string;

  beforeEach(() => {
    directory = temporaryFolder();
  });

  /** Document `a`: updates 1 to 6, of which 1 to 3 are in the base. And an intact neighbour. */
  async function makeStore(): Promise<void> {
    const store = levelStore(directory);
    const log = await store.open(a);
    ({ generation } = log);
    for (const update of ["1", "2", "3", "4", "5", "6"]) await log.append(bytes(update));
    await log.compact(bytes("123"), 3);
    await (await store.open(documentName("aa"))).append(bytes("intact"));
    await store.close();
  }

  function key(sequence: number): Buffer {
    return recordKey(recordPrefix(a, generation), sequence);
  }

  async function valueAt(at: Buffer): Promise<Buffer> {
    const entry = (await rawEntries(directory)).find(([candidate]) => candidate.equals(at));
    return entry![1];
  }

  /** Opens and loads `a`, after checking that its neighbour is not touched by what is wrong. */
  async function load(): Promise<ReturnType<typeof texts>> {
    const store = levelStore(directory);
    try {
      const neighbour = await store.open(documentName("aa"));
      expect(texts(await read(neighbour)).updates).toEqual(["intact"]);
      return texts(await read(await store.open(a)));
    } finally {
      await store.close();
    }
  }

  it.each([
    ["the base", 0],
    ["an update", 5],
    ["the last update", 6],
  ])("S19 any altered byte in %s is reported with document and sequence", async (_, sequence) => {
    await makeStore();
    const intact = await valueAt(key(sequence));
    for (let index = 0; index < intact.length; index++) {
      const altered = Buffer.from(intact);
      altered[index] = altered[index]! ^ 0x10;
      await rawWrite(directory, [key(sequence), altered]);
      await expect(load()).rejects.toMatchObject({
        code: "damaged",
        document: "a",
        sequence,
        message: expect.stringMatching(
          /"a" is damaged: (the base|update \d) is not what was written/,
        ),
      });
    }
    await rawWrite(directory, [key(sequence), intact]);
    expect(await load()).toEqual({ base: "123", updates: ["4", "5", "6"] });
  });

  it.each([0, 3, 4, 9])("S19 an update cut to %i bytes is reported", async (length) => {
    await makeStore();
    await rawWrite(directory, [key(5), (await valueAt(key(5))).subarray(0, length)]);
    await expect(load()).rejects.toMatchObject({ code: "damaged", document: "a", sequence: 5 });
  });

  it("S19 an intact record in another's place is reported", async () => {
    await makeStore();
    await rawWrite(directory, [key(4), await valueAt(key(5))]);
    await expect(load()).rejects.toMatchObject({ code: "damaged", sequence: 4 });
  });

  it.each([
    ["one update", [5], 5, "update 5 is missing"],
    ["the first updates of the tail", [4, 5], 4, "updates 4 to 5 are missing"],
    ["the base", [0], 0, "the base is missing"],
    ["the base and the tail", [0, 4, 5, 6], 0, "all its records are missing"],
  ])("S19 %s gone is reported as a hole", async (_, sequences, sequence, problem) => {
    await makeStore();
    await rawWrite(directory, ...sequences.map((each) => [key(each), undefined] as const));
    await expect(load()).rejects.toMatchObject({
      code: "damaged",
      document: "a",
      sequence,
      message: expect.stringContaining(problem),
    });
  });

  it("S19 a base from before the last compaction is reported", async () => {
    await makeStore();
    const old = await valueAt(key(0));
    const store = levelStore(directory);
    await (await store.open(a)).compact(bytes("1234"), 4);
    await store.close();
    await rawWrite(directory, [key(0), old]);
    await expect(load()).rejects.toMatchObject({ code: "damaged", sequence: 0 });
  });

  it("S19 a head gone or altered is reported, and the document is not begun anew", async () => {
    await makeStore();
    const head = await valueAt(headKey(a));
    for (const damaged of [undefined, Buffer.alloc(0), Buffer.from(head).fill(0, 0, 1)]) {
      await rawWrite(directory, [headKey(a), damaged]);
      await expect(load()).rejects.toMatchObject({
        code: "damaged",
        document: "a",
        message: expect.stringContaining("its head is"),
      });
      const store = levelStore(directory);
      await expect(store.delete(a)).rejects.toMatchObject({ code: "damaged", document: "a" });
      await store.close();
    }
    await rawWrite(directory, [headKey(a), head]);
    expect(await load()).toEqual({ base: "123", updates: ["4", "5", "6"] });
  });

  it("S19 a name that is no name any more is reported by the list", async () => {
    await makeStore();
    await rawWrite(directory, [Buffer.from([0x02, 0xff]), Buffer.alloc(16)]);
    const store = levelStore(directory);
    await expect(store.list()).rejects.toMatchObject({ code: "damaged" });
    await store.close();
  });

  it("S19 appending to a document that cannot be loaded loses nothing more", async () => {
    await makeStore();
    const lost = await valueAt(key(5));
    await rawWrite(directory, [key(5), undefined]);
    const store = levelStore(directory);
    expect(await (await store.open(a)).append(bytes("7"))).toBe(7);
    await store.close();
    await rawWrite(directory, [key(5), lost]);
    expect(await load()).toEqual({ base: "123", updates: ["4", "5", "6", "7"] });
  });

  it("S19 a byte altered in the middle of LevelDB's own log leaves a hole, which is reported", async () => {
    const store = levelStore(directory);
    const log = await store.open(a);
    for (let index = 0; index < 200; index++) await log.append(filled(1_000, index));
    await store.close();
    await alter(".log", (size) => [Math.floor(size / 2)]);
    await expect(loadAlone()).rejects.toMatchObject({
      code: "damaged",
      document: "a",
      message: expect.stringMatching(/updates \d+ to \d+ are missing/),
    });
  });

  it("S19 a byte altered in a table of LevelDB is reported, or has harmed nothing", async () => {
    const store = levelStore(directory);
    const log = await store.open(a);
    for (let index = 0; index < 300; index++) await log.append(filled(1_000, index));
    await store.close();
    await loadAlone(); // Opening moves the log into a table.
    let reported = 0;
    const size = await sizeOf(".ldb");
    expect(size).toBeGreaterThan(300_000);
    for (let position = 1; position < size; position += 2_999) {
      const restore = await alter(".ldb", () => [position]);
      try {
        expect(await loadAlone()).toBe(300);
      } catch (error) {
        expect(error).toBeInstanceOf(StoreError);
        reported += 1;
      }
      await restore();
    }
    expect(reported).toBeGreaterThan(95);
  });

  async function loadAlone(): Promise<number> {
    const store = levelStore(directory);
    try {
      const { updates } = await read(await store.open(a));
      for (const [index, update] of updates.entries()) {
        expect(Buffer.compare(update, filled(1_000, index))).toBe(0);
      }
      return updates.length;
    } finally {
      await store.close();
    }
  }

  async function alter(
    extension: string,
    positions: (size: number) => readonly number[],
  ): Promise<() => Promise<void>> {
    const path = await largest(extension);
    const intact = await readFile(path);
    const altered = Buffer.from(intact);
    for (const position of positions(intact.length)) altered[position] = altered[position]! ^ 0x01;
    await writeFile(path, altered);
    return () => writeFile(path, intact);
  }

  async function largest(extension: string): Promise<string> {
    const files = (await readdir(directory)).filter((file) => file.endsWith(extension));
    const sizes = await Promise.all(
      files.map(async (file) => (await readFile(join(directory, file))).length),
    );
    return join(directory, files[sizes.indexOf(Math.max(...sizes))]!);
  }

  async function sizeOf(extension: string): Promise<number> {
    return (await readFile(await largest(extension))).length;
  }
});
