/** What was acknowledged, and is not there when the database is opened anew after a failed write. */

import { beforeEach, describe, expect, it } from "vitest";
import type {
  DocumentLog,
  DocumentStore,
  LogDamage,
} from "@coscribe/server/internal/store/document-store";
import {
  headKey,
  recordKey,
  recordPrefix,
} from "@coscribe/server/internal/store/key-value/key-layout";
import type { Write } from "@coscribe/server/internal/store/key-value/key-value";
import { KeyValueStore } from "@coscribe/server/internal/store/key-value/key-value-store";
import { putHead } from "@coscribe/server/internal/store/key-value/value-layout";
import { LevelDatabase } from "@coscribe/server/internal/store/level/level-database";
import {
  bytes,
  codeOf,
  documentName,
  readDamaged,
  text,
  texts,
} from "../../contract/store-verbs.ts";
import { hastyClock } from "../../support/hasty-clock.ts";
import { promptStore } from "../../support/prompt-store.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { until } from "../../support/until.ts";
import { FailingDatabase, type Failure } from "./failing-database.ts";
import { rawEntries } from "./raw-level.ts";

const name = documentName("doc");
const other = documentName("other");

describe("acknowledged records that a disk has lost", () => {
  let directory: string;
  let generation: string;
  let damage: LogDamage[];
  let database: FailingDatabase;
  beforeEach(() => {
    directory = temporaryFolder();
    damage = [];
  });

  function failingStore(failure: Failure): DocumentStore {
    const level = new LevelDatabase(directory, hastyClock);
    database = new FailingDatabase(level, directory, failure);
    return new KeyValueStore(database, {
      where: "the test",
      clock: hastyClock,
      commitIntervalMs: 0,
      randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    });
  }

  /** Five updates are acknowledged, the first two of them compacted; then a write fails. */
  async function untilFailed(loses: () => readonly Write[]): Promise<{
    store: DocumentStore;
    log: DocumentLog;
    next: DocumentLog;
  }> {
    const store = failingStore({ atWrite: 9, leaves: "nothing", failedReopenings: 0, loses });
    const log = await store.open(name, { onDamage: (_, found) => damage.push(found) });
    ({ generation } = log);
    for (let count = 1; count <= 5; count++) await log.append(bytes(String(count)));
    await log.compact(bytes("1-2"), 2);
    const next = await store.open(other);
    await next.append(bytes("a"));
    expect(await codeOf(log.append(bytes("6")))).toBe("write-failed");
    return { store, log, next };
  }

  /** The code of the first append that does not fail for the disk. */
  async function codeOfAppend(log: DocumentLog): Promise<string> {
    let code: string = "write-failed";
    await until("the disk to recover", async () => {
      code = await log.append(bytes("again")).then(
        () => "appended",
        (error) => error.code,
      );
      return code !== "write-failed";
    });
    return code;
  }

  function remove(...sequences: readonly number[]): Write[] {
    const prefix = recordPrefix(name, generation);
    return sequences.map((sequence) => ({ type: "del", key: recordKey(prefix, sequence) }));
  }

  const removeHead = (): Write => ({ type: "del", key: headKey(name) });
  const headOf = (head: { generation: string; through: number; last: number }): Write =>
    putHead(headKey(name), { ...head, keepsDeleted: false });

  it.each([
    ["the last updates", () => remove(4, 5), /^update 4 is missing, and maybe others after it$/],
    ["an update", () => remove(4), /^update 4 is missing/],
    ["the base", () => remove(0), /^the base is missing or not the last one/],
    ["its head", () => [removeHead()], /^its head is missing$/],
    ["everything", () => [removeHead(), ...remove(0, 3, 4, 5)], /^all its records are missing$/],
    [
      "the last compaction",
      () => [headOf({ generation, through: 1, last: 5 })],
      /^the base is missing or not the last one/,
    ],
    [
      "its place to another history",
      () => [headOf({ generation: "AAAAAAAA", through: 0, last: 1 })],
      /^another document has taken its place/,
    ],
  ] as const)("S70 %s being gone is damage: the log takes nothing, others go on", async (...of) => {
    const [, loses, problem] = of;
    const { store, log, next } = await untilFailed(loses);
    // Some wait for the reopening, and must not be written behind the hole.
    const waiting = [log.append(bytes("6")), log.append(bytes("7")), next.append(bytes("b"))];
    const settled = await Promise.allSettled(waiting);
    const codes = settled.map((outcome) =>
      outcome.status === "rejected" ? outcome.reason.code : outcome.value,
    );
    if (codes[0] === "write-failed") expect(await codeOfAppend(log)).toBe("damaged");
    else expect(codes).toEqual(["damaged", "damaged", 2]);
    const before = await recordsOfDocument();
    expect(damage).toMatchObject([{ problem: expect.stringMatching(problem) }]);
    await expect(log.append(bytes("8"))).rejects.toMatchObject({ problem: damage[0]?.problem });
    expect(await codeOf(log.compact(bytes("x"), 5))).toBe("damaged");
    expect(await codeOf(log.keepDeleted(true))).toBe("damaged");
    expect((await readDamaged(log)).damage).toContainEqual(damage[0]);
    expect(await codeOfAppend(next)).toBe("appended");
    await log.close();
    expect(await recordsOfDocument()).toEqual(before);
    await store.close();
  });

  /** The keys of the document's records, through the database that has it open. */
  async function recordsOfDocument(): Promise<readonly string[]> {
    const keys = await database.keys({ gte: Buffer.of(0), lt: Buffer.of(0xff) });
    return keys.filter((key) => key.includes("doc")).map((key) => key.toString("hex"));
  }

  it("S70 what waits while the database is opened anew is not written behind a hole", async () => {
    const { store, log } = await untilFailed(() => remove(4, 5));
    let outcomes: readonly PromiseSettledResult<number>[] = [];
    await until("some to have waited", async () => {
      outcomes = await Promise.allSettled([log.append(bytes("6")), log.append(bytes("7"))]);
      return outcomes.some(
        (outcome) => outcome.status === "rejected" && outcome.reason.code === "damaged",
      );
    });
    for (const outcome of outcomes) expect(outcome.status).toBe("rejected");
    await store.close();
    const prefix = recordPrefix(name, generation);
    const sequences = (await rawEntries(directory))
      .filter(([key]) => key.subarray(0, prefix.length).equals(prefix))
      .map(([key]) => key.readUIntBE(prefix.length, 6));
    expect(sequences).toEqual([0, 3]);
  });

  it.each([
    ["the last updates", () => remove(4, 5)],
    ["everything", () => [removeHead(), ...remove(0, 3, 4, 5)]],
  ] as const)(
    "S71 what is rescued of a document that lost %s is handed out from then on, and by no other",
    async (_, loses) => {
      const { store, log, next } = await untilFailed(loses);
      expect(await codeOfAppend(log)).toBe("damaged");
      await expect(next.rescue(bytes("x"))).rejects.toThrow(RangeError);
      await log.rescue(bytes("1-6"));
      expect((await readDamaged(log)).updates.map(text).at(-1)).toBe("1-6");
      await store.close();

      const again = promptStore(directory);
      const reopened = await again.open(name);
      expect(reopened.generation).toBe(generation);
      const { damage: found, ...whole } = await readDamaged(reopened);
      expect(texts(whole).updates.at(-1)).toBe("1-6");
      expect(found.map(({ problem }) => problem)).toContain(damage[0]?.problem);
      expect(await codeOf(reopened.append(bytes("7")))).toBe("damaged");
      expect(texts(await readDamaged(await again.open(other))).updates).toContain("a");
      await again.close();
    },
  );

  it.each(["nothing", "all"] as const)(
    "S75 a mark whose write fails, of which %s is on disk, counts at once and is stored in the end",
    async (leaves) => {
      const store = failingStore({ atWrite: 3, leaves, failedReopenings: 0 });
      const log = await store.open(name);
      await log.append(bytes("1"));
      expect(await codeOf(log.keepDeleted(true))).toBe("write-failed");
      expect(log.keepsDeleted).toBe(true);
      expect(await codeOfAppend(log)).toBe("appended");
      await store.close();
      const again = promptStore(directory);
      expect((await again.open(name)).keepsDeleted).toBe(true);
      await again.close();
    },
  );

  it("S71 what was rescued is deleted with its document", async () => {
    const { store, log } = await untilFailed(() => remove(5));
    expect(await codeOfAppend(log)).toBe("damaged");
    await log.rescue(bytes("1-6"));
    await log.close();
    expect(await store.delete(name)).toBe(true);
    const anew = await store.open(name);
    expect(await readDamaged(anew)).toMatchObject({ updates: [], damage: [] });
    expect(await anew.append(bytes("1"))).toBe(1);
    await store.close();
    const keys = (await rawEntries(directory)).map(([key]) => key);
    expect(keys.filter((key) => key[0] === 0x05)).toEqual([]);
  });
});
