import { describe, expect, it } from "vitest";
import { recordPrefix } from "@coscribe/server/internal/store/level-keys";
import { recordCodec } from "@coscribe/server/internal/store/level-values";
import { readLog, type ExpectedLog } from "@coscribe/server/internal/store/read-log";
import { StoreError } from "@coscribe/server/internal/store/store-error";
import { bytes, documentName, text } from "../../contract/store-verbs.ts";

const name = documentName("a");
const codec = recordCodec(recordPrefix(name, "AAAAAAAA"));

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

/** Reads batches of values, the last of which may be an error, as one string. */
async function readAll(
  batches: readonly (readonly Buffer[] | Error)[],
  expected: Partial<ExpectedLog> = {},
): Promise<string> {
  const rest = [...batches];
  const cursor = {
    async next() {
      const batch = rest.shift() ?? [];
      if (batch instanceof Error) throw batch;
      return batch;
    },
    end: async () => undefined,
  };
  const whole = { name, exists: true, through: 0, last: 0, ...expected };
  let result = "";
  for await (const { base, updates } of readLog(cursor, codec, whole)) {
    if (base !== undefined) result += text(base);
    result += updates.map(text).join("");
  }
  return result;
}

describe("reading a log", () => {
  it("S4 updates that the base replaces are passed over, as long as they are not removed", async () => {
    expect(await readAll([values(0, 1, 2, 3), values(4)], { through: 2, last: 4 })).toBe("base34");
    expect(await readAll([values(0, 1), values(2), values(3)], { through: 2 })).toBe("base3");
  });

  it("S4 what was committed since the load began is no damage", async () => {
    expect(await readAll([values(1, 2)], { exists: false })).toBe("12");
    expect(await readAll([values(0, 3)], { through: 1, last: 2 })).toBe("base3");
  });

  it("S19 an end before the last update that is known is reported", async () => {
    await expect(readAll([values(1, 2)], { last: 4 })).rejects.toMatchObject({
      code: "damaged",
      sequence: 3,
      message: expect.stringContaining("updates 3 to 4 are missing"),
    });
  });

  it("S19 a base that is not the first record is reported", async () => {
    await expect(readAll([values(1, 0)])).rejects.toMatchObject({ code: "damaged", sequence: 0 });
  });

  it("S19 damage that the database itself found is reported with document and sequence", async () => {
    const found = new StoreError("damaged", "corrupted block");
    await expect(readAll([values(1, 2), found])).rejects.toMatchObject({
      code: "damaged",
      document: "a",
      sequence: 3,
      cause: found,
    });
    await expect(readAll([found], { through: 2 })).rejects.toMatchObject({ sequence: 0 });
  });

  it("S19 a disk that does not answer is not called damage", async () => {
    const failure = new StoreError("read-failed", "input/output error");
    await expect(readAll([values(1), failure])).rejects.toBe(failure);
  });
});
