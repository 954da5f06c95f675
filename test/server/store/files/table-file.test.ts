import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cutOut, examineTable } from "@coscribe/server/internal/store/level/files/table-file";
import type { ManifestTable } from "@coscribe/server/internal/store/level/files/manifest";
import { uncompress } from "@coscribe/server/internal/store/level/files/snappy";
import { filled } from "../../../contract/store-verbs.ts";
import { Random } from "../../../support/random.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { rawEntries, rawWrite } from "../raw-level.ts";
import { manifestIn, newestFile } from "./level-files.ts";

const entryCount = 2_000;

/** Values of which some compress well and some not at all. */
function valueOf(index: number): Buffer {
  return index % 2 === 0 ? Buffer.alloc(50, `value ${index} `) : Buffer.from(filled(50, index));
}

/** A database with one table. */
async function makeTable(): Promise<{
  directory: string;
  path: string;
  file: Buffer;
  table: ManifestTable;
}> {
  const directory = temporaryFolder();
  const entries = Array.from({ length: entryCount }, (_, index) => {
    return [Buffer.from(`key ${String(index).padStart(6, "0")}`), valueOf(index)] as const;
  });
  await rawWrite(directory, ...entries);
  await rawEntries(directory); // Opening makes a table of the log.
  const { path, bytes: file } = newestFile(directory, ".ldb");
  const [table] = manifestIn(directory).tables;
  return { directory, path, file, table: table! };
}

describe("LevelDB's tables", () => {
  it("S26 a table as it was written is sound, and its MANIFEST knows its keys", async () => {
    const { file, table } = await makeTable();
    const { isSound, blocks, lost } = examineTable(file, table);
    expect({ isSound, lost }).toEqual({ isSound: true, lost: [] });
    expect(blocks.length).toBeGreaterThan(20);
    expect(table).toMatchObject({ bytes: file.length });
    expect(table.smallest.toString()).toBe("key 000000");
    expect(table.largest.toString()).toBe(`key 00${entryCount - 1}`);
  });

  it("S26 any byte altered is noticed, but for the unused ones of the footer", async () => {
    const { file, table } = await makeTable();
    const random = new Random(1);
    const footer = file.length - 48;
    const positions = Array.from({ length: 400 }, () => random.below(footer));
    for (let position = footer - 2_000; position < file.length; position += 7)
      positions.push(position);
    for (const position of positions) {
      const altered = Buffer.from(file);
      altered[position]! ^= 1 << random.below(8);
      const isUnused = position > footer + 8 && position < file.length - 8;
      if (!isUnused) expect(examineTable(altered, table).isSound).toBe(false);
    }
  });

  it("S26 cut out, a damaged block costs its own keys and no others, for LevelDB too", async () => {
    const { directory, path, file, table } = await makeTable();
    const altered = Buffer.from(file);
    const [, second] = examineTable(file, table).blocks;
    altered[second!.offset + 10]! ^= 1;
    const { blocks, lost } = examineTable(altered, table);
    expect(lost).toHaveLength(1);
    writeFileSync(path, cutOut(altered, table.bytes, blocks));
    const keys = (await rawEntries(directory)).map(([key]) => key.toString());
    const gone = entryCount - keys.length;
    expect(gone).toBeGreaterThan(5);
    expect(gone).toBeLessThan(150);
    const [{ from, to }] = lost as [(typeof lost)[number]];
    for (let index = 0; index < entryCount; index++) {
      const key = `key ${String(index).padStart(6, "0")}`;
      const isLost = key > from.toString() && key <= to.toString();
      expect(keys.includes(key)).toBe(!isLost);
    }
  });

  it("S26 a mended table is sound, and can be mended again", async () => {
    const { file, table } = await makeTable();
    let current: Buffer = file;
    for (let round = 1; round <= 3; round++) {
      const { blocks } = examineTable(current, table);
      current = Buffer.from(current);
      current[blocks[round]!.offset]! ^= 1;
      const found = examineTable(current, table);
      expect(found).toMatchObject({ isSound: false, blocks: { length: blocks.length - 1 } });
      current = cutOut(current, table.bytes, found.blocks);
      expect(examineTable(current, table).isSound).toBe(true);
    }
  });

  it.each([
    ["its index altered", (file: Buffer) => flipped(file, file.length - 100)],
    ["its footer altered", (file: Buffer) => flipped(file, file.length - 1)],
    ["its footer cut off", (file: Buffer) => file.subarray(0, file.length - 10)],
  ])("S26 with %s, every block is found all the same", async (_, damage) => {
    const { directory, path, file, table } = await makeTable();
    const damaged = damage(file);
    const { isSound, blocks, lost } = examineTable(damaged, table);
    expect({ isSound, lost }).toEqual({ isSound: false, lost: [] });
    writeFileSync(path, cutOut(damaged, table.bytes, blocks));
    const entries = await rawEntries(directory);
    expect(entries).toHaveLength(entryCount);
    for (const [index, [, value]] of entries.entries()) expect(value).toEqual(valueOf(index));
  });

  it("S26 of a table that was cut in two, the blocks before the cut are found", async () => {
    const { directory, path, file, table } = await makeTable();
    const damaged = file.subarray(0, file.length / 2);
    const { blocks, lost } = examineTable(damaged, table);
    expect(lost.map(({ to }) => to)).toEqual([table.largest]);
    writeFileSync(path, cutOut(damaged, table.bytes, blocks));
    const keys = (await rawEntries(directory)).map(([key]) => key.toString());
    expect(keys.length).toBeGreaterThan(entryCount / 3);
    expect(keys).toEqual(keys.map((_, index) => `key ${String(index).padStart(6, "0")}`));
  });

  it("S26 a table that is empty or zero is lost whole, and LevelDB reads nothing from it", async () => {
    const { directory, path, file, table } = await makeTable();
    for (const damaged of [Buffer.alloc(0), Buffer.alloc(file.length)]) {
      const { blocks, lost } = examineTable(damaged, table);
      expect(blocks).toEqual([]);
      expect(lost).toEqual([{ from: table.smallest, to: table.largest }]);
      writeFileSync(path, cutOut(damaged, table.bytes, blocks));
      expect(await rawEntries(directory)).toEqual([]);
    }
  });
});

describe("Snappy", () => {
  it.each([
    ["a literal", "05 10 68656c6c6f", "hello"],
    ["a copy that reaches beyond the end", "0a 04 6162 1d 02 00", undefined],
    ["a copy with one byte of distance", "08 04 6162 09 02", "abababab"],
    ["a copy with two bytes of distance", "08 04 6162 16 0200", "abababab"],
    ["a copy with four bytes of distance", "08 04 6162 17 02000000", "abababab"],
    ["too few bytes", "09 04 6162 09 02", undefined],
    ["too many bytes", "07 04 6162 09 02", undefined],
    ["a copy from before the beginning", "08 04 6162 09 03", undefined],
    ["a literal without its bytes", "05 10 6865", undefined],
  ])("S26 uncompresses %s, or refuses it", (_, hex, expected) => {
    const compressed = Buffer.from(hex.replaceAll(" ", ""), "hex");
    if (expected === undefined) expect(() => uncompress(compressed)).toThrow(Error);
    else expect(uncompress(compressed).toString()).toBe(expected);
  });
});

function flipped(file: Buffer, position: number): Buffer {
  const altered = Buffer.from(file);
  altered[position]! ^= 1;
  return altered;
}
