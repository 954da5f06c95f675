import { describe, expect, it } from "vitest";
import { crc32c, masked } from "@coscribe/server/internal/store/level/files/crc32c";
import { readLogFile, writeLogFile } from "@coscribe/server/internal/store/level/files/log-file";
import { keysOf, numbersOf } from "@coscribe/server/internal/store/level/files/write-batch";
import { filled } from "../../../contract/store-verbs.ts";
import { Random } from "../../../support/random.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { rawWrite } from "../raw-level.ts";
import { logFileIn } from "./level-files.ts";

/** Lengths around those of a block of 32 KiB and of a header of 7 bytes. */
const lengths = [0, 1, 100, 32_754, 32_761, 32_762, 5, 70_000, 32_768, 3, 12];

function records(): Buffer[] {
  return lengths.map((length, index) => Buffer.from(filled(length, index)));
}

/** The records in a file, and how many bytes cannot be read. */
function read(file: Buffer): { records: Buffer[]; unreadable: number } {
  const found: Buffer[] = [];
  let unreadable = 0;
  for (const piece of readLogFile(file)) {
    if (piece.type === "record") found.push(piece.bytes);
    else unreadable += piece.end - piece.offset;
  }
  return { records: found, unreadable };
}

describe("LevelDB's log files", () => {
  it("S26 the checksum is CRC-32C, masked as LevelDB does", () => {
    expect(crc32c(Buffer.from("123456789"), 0, 9)).toBe(0xe3069283);
    // From RFC 3720, B.4.
    expect(crc32c(Buffer.alloc(32), 0, 32)).toBe(0x8a9136aa);
    expect(crc32c(Buffer.alloc(40, 0xff), 4, 36)).toBe(0x62a8ab43);
    expect(masked(0)).toBe(0xa282ead8);
  });

  it("S26 records of any length are read as they were written", () => {
    expect(read(writeLogFile(records()))).toEqual({ records: records(), unreadable: 0 });
    expect(read(writeLogFile([]))).toEqual({ records: [], unreadable: 0 });
  });

  it("S26 a log of LevelDB itself is read, and written again byte by byte", async () => {
    const directory = temporaryFolder();
    const keys = Array.from({ length: 30 }, (_, index) => Buffer.from(`key ${index}`));
    await rawWrite(
      directory,
      ...keys.map((key, index) => [key, Buffer.from(filled(3_000, index))] as const),
      [Buffer.from("removed"), undefined],
    );
    const { bytes } = logFileIn(directory);
    const { records: batches, unreadable } = read(bytes);
    expect(unreadable).toBe(0);
    expect(batches.map(numbersOf)).toEqual([{ from: 1, to: 31 }]);
    expect(keysOf(batches[0]!)).toEqual([...keys, Buffer.from("removed")]);
    expect(writeLogFile(batches)).toEqual(bytes);
  });

  it("S26 a byte altered anywhere costs no more than the record, or the rest of the block after its header", () => {
    const random = new Random(1);
    // All in one block, 47 bytes each with its header.
    const small = Array.from({ length: 690 }, (_, index) => Buffer.from(filled(40, index)));
    const file = writeLogFile(small);
    const known = new Set(small.map((record) => record.toString("hex")));
    for (let round = 0; round < 500; round++) {
      const position = random.below(file.length);
      const altered = Buffer.from(file);
      altered[position]! ^= 1 << random.below(8);
      const { records: found, unreadable } = read(altered);
      const isInLength = [4, 5].includes(position % 47);
      expect(unreadable).toBeGreaterThan(0);
      expect(small.length - found.length).toBeLessThanOrEqual(isInLength ? small.length : 1);
      expect(found.filter((record) => !known.has(record.toString("hex")))).toEqual([]);
    }
  });

  it("S26 the image of a record inside a damaged one is not taken for a record", () => {
    const forged = writeLogFile([Buffer.from("forged")]);
    const file = writeLogFile([Buffer.from("a"), forged, Buffer.from("b")]);
    // The length of the record that holds the image, and its checksum.
    for (const position of [8 + 4, 8]) {
      const altered = Buffer.from(file);
      altered[position]! ^= 0x40;
      expect(read(altered).records).not.toContainEqual(Buffer.from("forged"));
    }
  });

  it("S26 half a record at the end, and zeros behind it, are unreadable and nothing else is", () => {
    const file = writeLogFile([Buffer.from("whole"), Buffer.from(filled(50_000))]);
    for (const length of [13, 20, 32_768, 40_000]) {
      const { records: found } = read(file.subarray(0, length));
      expect(found).toEqual([Buffer.from("whole")]);
    }
    const zeros = Buffer.concat([file.subarray(0, 12), Buffer.alloc(100)]);
    expect(read(zeros)).toEqual({ records: [Buffer.from("whole")], unreadable: 100 });
  });
});
