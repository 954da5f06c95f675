import { describe, expect, it } from "vitest";
import { recordPrefix } from "@coscribe/server/internal/store/key-value/key-layout";
import { RecordCodec } from "@coscribe/server/internal/store/key-value/value-layout";
import {
  readLog,
  type ExpectedLog,
  type RecordSource,
} from "@coscribe/server/internal/store/key-value/read-log";
import { StoreError } from "@coscribe/server/internal/store/store-error";
import { bytes, documentName, text } from "../../contract/store-verbs.ts";

const name = documentName("a");
const codec = new RecordCodec(recordPrefix(name, "AAAAAAAA"));

/** The values of updates with these sequences; 0 stands for a base through 2. */
function values(...sequences: readonly number[]): Buffer[] {
  return sequences.map((sequence) => {
    const write =
      sequence === 0
        ? codec.putBase(2, bytes("base"))
        : codec.putUpdate(sequence, bytes(String(sequence)));
    if (write.type !== "put") throw new Error("not a value");
    return write.value;
  });
}

/** The records of a log, in batches, the last of which may be an error, as a source. */
function sourceOf(batches: readonly (readonly Buffer[] | Error)[], single: readonly Buffer[] = []) {
  const rest = [...batches];
  return {
    next: async () => {
      const batch = rest.shift() ?? [];
      if (batch instanceof Error) throw batch;
      return batch.map((value) => codec.decode(value));
    },
    get: async (sequence: number) =>
      single
        .map((value) => codec.decode(value))
        .find((record) => (record?.type === "base" ? 0 : record?.sequence) === sequence),
  };
}

/** Reads a log as one string, behind it what is wrong with it. */
async function readAll(
  source: RecordSource,
  expected: Partial<ExpectedLog> = {},
): Promise<string[]> {
  const whole = { exists: true, through: 0, last: 0, damage: [], ...expected };
  let result = "";
  const problems: string[] = [];
  for await (const { base, updates, damage = [] } of readLog(source, whole)) {
    if (base !== undefined) result += text(base);
    result += updates.map(text).join("");
    problems.push(...damage.map(({ sequence, problem }) => `${sequence}: ${problem}`));
  }
  return [result, ...problems];
}

describe("reading a log", () => {
  it("S4 updates that the base replaces are passed over, as long as they are not removed", async () => {
    const early = sourceOf([values(0, 1, 2, 3), values(4)]);
    expect(await readAll(early, { through: 2, last: 4 })).toEqual(["base34"]);
    const late = sourceOf([values(0, 1), values(2), values(3)]);
    expect(await readAll(late, { through: 2 })).toEqual(["base3"]);
  });

  it("S4 what was committed since the load began is no damage", async () => {
    expect(await readAll(sourceOf([values(1, 2)]), { exists: false })).toEqual(["12"]);
    expect(await readAll(sourceOf([values(0, 3)]), { through: 1, last: 2 })).toEqual(["base3"]);
  });

  it("S19 an end before the last update that is known is reported", async () => {
    expect(await readAll(sourceOf([values(1, 2)]), { last: 4 })).toEqual([
      "12",
      "3: updates 3 to 4 are missing",
    ]);
  });

  it("S19 each hole is reported, and what is between them is read", async () => {
    const source = sourceOf([values(2, 3), values(6), values(8)]);
    expect(await readAll(source, { last: 9 })).toEqual([
      "2368",
      "1: update 1 is missing",
      "4: updates 4 to 5 are missing",
      "7: update 7 is missing",
      "9: update 9 is missing",
    ]);
  });

  it("S19 what is not what was written is told from what is missing", async () => {
    const [one, bad, , four] = values(1, 2, 3, 4);
    bad![0]! ^= 1;
    const source = sourceOf([[one!, bad!, four!]]);
    expect(await readAll(source, { last: 4 })).toEqual([
      "14",
      "2: updates 2 to 3 are missing or not what was written",
    ]);
    const [first, second] = values(0, 3);
    first![9]! ^= 1;
    expect(await readAll(sourceOf([[first!, second!]]), { through: 2, last: 3 })).toEqual([
      "3",
      "0: the base is not what was written",
    ]);
  });

  it("S19 a base that is not the first record is passed over", async () => {
    expect(await readAll(sourceOf([values(1, 0, 3)]), { last: 3 })).toEqual([
      "13",
      "2: update 2 is not what was written",
    ]);
  });

  it("S19 an intact record in another's place counts once, in its own", async () => {
    expect(await readAll(sourceOf([values(1, 3, 3, 4)]), { last: 4 })).toEqual([
      "134",
      "2: update 2 is missing",
    ]);
  });

  it("S19 where the database cannot read on, the rest is asked for one by one", async () => {
    const found = new StoreError("damaged", "corrupted block");
    const source = sourceOf([values(1, 2), found], values(1, 2, 4, 6));
    expect(await readAll(source, { last: 6 })).toEqual([
      "1246",
      "3: update 3 cannot be read",
      "5: update 5 cannot be read",
    ]);
    const withBase = sourceOf([found], values(0, 4));
    expect(await readAll(withBase, { through: 2, last: 4 })).toEqual([
      "base4",
      "3: update 3 cannot be read",
    ]);
    const withoutBase = sourceOf([found], values(3, 4));
    expect(await readAll(withoutBase, { through: 2, last: 4 })).toEqual([
      "34",
      "0: the base cannot be read",
    ]);
  });

  it("S19 a disk that does not answer is not called damage", async () => {
    const failure = new StoreError("read-failed", "input/output error");
    await expect(readAll(sourceOf([values(1), failure]))).rejects.toBe(failure);
  });

  it("S73 a record that was passed over, but can be read, is not taken for missing", async () => {
    const all = values(0, 3, 4, 5);
    const cases: readonly [readonly number[], Partial<ExpectedLog>][] = [
      [[0, 3, 5], { through: 2, last: 5 }],
      [[0, 3], { through: 2, last: 5 }],
      [[3, 4, 5], { through: 2, last: 5 }],
    ];
    for (const [passedOn, expected] of cases) {
      const reading = readAll(sourceOf([values(...passedOn)], all), expected);
      await expect(reading).rejects.toMatchObject({ code: "read-failed" });
    }
  });

  it("S73 a record of which nobody knows at the moment whether it is there is not missing", async () => {
    const source = {
      ...sourceOf([values(1, 3)]),
      get: async () => {
        throw new StoreError("read-failed", "too many open files");
      },
    };
    await expect(readAll(source)).rejects.toThrow("too many open files");
  });
});
