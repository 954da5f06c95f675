import { rename } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "@coscribe/server/internal/clock";
import type { DocumentStore, LoadedBatch } from "@coscribe/server/internal/store/document-store";
import { KeyValueStore } from "@coscribe/server/internal/store/key-value/key-value-store";
import { LevelDatabase } from "@coscribe/server/internal/store/level/level-database";
import { StoreError } from "@coscribe/server/internal/store/store-error";
import {
  bytes,
  codeOf,
  documentName,
  read,
  text,
  texts,
  type ReadLog,
} from "../../contract/store-verbs.ts";
import { hastyClock } from "../../support/hasty-clock.ts";
import { describeWith, type Part } from "../../support/part.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { until } from "../../support/until.ts";
import { FailingDatabase, type Failure } from "./failing-database.ts";
import { deadRecords } from "./raw-level.ts";
import { startStore, startStoreOnSmallDisk } from "./store-process.ts";
import { promptStore } from "../../support/prompt-store.ts";

const kept = documentName("kept");

/** More updates than a compaction or deletion removes in one batch. */
const many = 2_500;

/** Documents that the story deletes, and how many updates they have. */
const doomedDocuments = [
  [documentName("short"), 3],
  [documentName("long"), many],
] as const;

/** A process whose files may not grow stands for a disk that is full. */
const smallDisk: Part<true> =
  process.platform === "win32"
    ? { isHere: false, because: "Windows limits no files", getIt: "npm test, on Linux or macOS" }
    : { isHere: true, value: true };

describe("a disk that gives up", () => {
  let directory: string;
  beforeEach(() => {
    directory = temporaryFolder();
  });

  function failingStore(
    failure: Failure,
    clock = systemClock,
  ): { store: DocumentStore; database: FailingDatabase } {
    const level = new LevelDatabase(directory, clock);
    const database = new FailingDatabase(level, directory, failure);
    const store = new KeyValueStore(database, {
      where: "the test",
      clock,
      commitIntervalMs: 0,
      randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    });
    return { store, database };
  }

  it("S23 after a failed write it acknowledges nothing more and writes nothing more", async () => {
    const { store, database } = failingStore({ atWrite: 3, leaves: "nothing" });
    const log = await store.open(kept);
    expect(await log.append(bytes("1"))).toBe(1);
    await expect(log.append(bytes("2"))).rejects.toMatchObject({
      code: "write-failed",
      cause: new Error("the disk gave up"),
    });
    expect(await codeOf(log.append(bytes("3")))).toBe("write-failed");
    expect(await codeOf(log.compact(bytes("1"), 1))).toBe("write-failed");
    expect(database.writeCount).toBe(3);
    await store.close();
  });

  it("S23 after a failed write it still reads, and closes", async () => {
    const { store } = failingStore({ atWrite: 3, leaves: "nothing" });
    const log = await store.open(kept);
    await log.append(bytes("1"));
    await codeOf(log.append(bytes("2")));
    expect(texts(await read(log)).updates).toEqual(["1"]);
    expect(log.tailLength).toBe(1);
    expect(await store.list()).toEqual([kept]);
    await store.close();
  });

  it("S23 a new store goes on after the last update that is on disk", async () => {
    for (const leaves of ["nothing", "all"] as const) {
      const { store } = failingStore({ atWrite: 3, leaves });
      const log = await store.open(documentName(`leaves ${leaves}`));
      await log.append(bytes("1"));
      await codeOf(log.append(bytes("2")));
      await store.close();
      const again = promptStore(directory);
      const next = await again.open(log.name);
      await next.append(bytes("2 again"));
      const expected = leaves === "all" ? ["1", "2", "2 again"] : ["1", "2 again"];
      expect(texts(await read(next)).updates).toEqual(expected);
      await again.close();
      directory = temporaryFolder();
    }
  });

  it("S10 a document whose deletion was cut short can be begun anew in the same store", async () => {
    const { store } = failingStore({ atWrite: 5, leaves: "nothing" });
    const doomed = await store.open(kept);
    await Promise.all(Array.from({ length: many }, () => doomed.append(bytes("doomed"))));
    await doomed.close();
    expect(await codeOf(store.delete(kept))).toBe("write-failed");
    expect(await store.list()).toEqual([]);
    const next = await store.open(kept);
    expect(next.generation).not.toBe(doomed.generation);
    expect((await read(next)).updates).toEqual([]);
    await store.close();
  });

  it.each(["nothing", "all"] as const)(
    "S20 giving up at any write, of which %s is on disk, leaves the old or the new, and every acknowledged update",
    async (leaves) => {
      let atWrite = 1;
      for (; ; atWrite++) {
        directory = temporaryFolder();
        const { store } = failingStore({ atWrite, leaves });
        const done = await tellStory(store);
        await store.close();
        await expectStory(done);
        if (done.has("end")) break;
      }
      expect(atWrite).toBeGreaterThan(12);
    },
  );

  async function expectStory(done: ReadonlySet<string>): Promise<void> {
    const store = promptStore(directory);
    const { base, updates } = texts(await read(await store.open(kept)));
    const through = Number(base?.replace("1-", "") ?? 0);
    expect(updates).toEqual(updates.map((_, index) => String(through + index + 1)));
    const last = through + updates.length;
    for (const count of [1, many, many + 1]) {
      if (done.has(String(count))) expect(last).toBeGreaterThanOrEqual(count);
    }
    if (done.has("long compaction")) expect(through).toBeGreaterThanOrEqual(many - 1);
    if (done.has("short compaction")) expect(through).toBe(many + 1);
    for (const [name, count] of doomedDocuments) {
      const { updates: doomed } = await read(await store.open(name));
      if (done.has(`${name} deleted`)) expect(doomed).toEqual([]);
      else if (done.has(`${name} written`)) expect([0, count]).toContain(doomed.length);
    }
    expect(store.damage).toEqual([]);
    await store.close();
    expect(await deadRecords(directory)).toEqual([]);
  }

  it.each([
    ["nothing", 0],
    ["half", 0],
    ["all", 0],
    ["half", 2],
  ] as const)(
    "S24 recovering from any failed write, of which %s is on disk, after %i vain attempts, loses nothing",
    async (leaves, failedReopenings) => {
      for (let atWrite = 2; ; atWrite++) {
        directory = temporaryFolder();
        const failure = { atWrite, leaves, failedReopenings };
        const { store, database } = failingStore(failure, hastyClock);
        const before = await tellPersistently(store);
        await store.close();
        expect(await deadRecords(directory)).toEqual([]);
        const again = promptStore(directory);
        const after = await read(await again.open(kept));
        expect(after).toMatchObject({ base: before.base, updates: before.updates });
        expect(again.damage).toEqual([]);
        await again.close();
        expect(database.reopenCount).toBe(
          database.writeCount >= atWrite && database.reopenCount > 0 ? failedReopenings + 1 : 0,
        );
        if (database.reopenCount === 0) break;
        expect(atWrite).toBeLessThan(50);
      }
    },
  );

  it("S24 all open logs go on: known ones, new ones and those opened while the disk failed", async () => {
    const failure: Failure = { atWrite: 3, leaves: "all", failedReopenings: 1 };
    const { store } = failingStore(failure, hastyClock);
    const known = await store.open(documentName("known"));
    await known.append(bytes("1"));
    const fresh = await store.open(documentName("fresh"));
    const appends = [known.append(bytes("2")), fresh.append(bytes("1"))];
    for (const append of appends) expect(await codeOf(append)).toBe("write-failed");
    const late = await store.open(documentName("late"));
    const sequences = [];
    for (const log of [late, fresh, known]) {
      sequences.push(await persist(() => log.append(bytes("again"))));
    }
    // The two that failed were on disk all the same.
    expect(sequences).toEqual([1, 2, 3]);
    expect(texts(await read(known)).updates).toEqual(["1", "2", "again"]);
    expect(texts(await read(fresh)).updates).toEqual(["1", "again"]);
    expect(known.tailLength).toBe(3);
    await store.close();
  });

  it("S24 a load that is under way when the database is opened anew ends with read-failed", async () => {
    const { store } = failingStore({ atWrite: 5, leaves: "all", failedReopenings: 0 }, hastyClock);
    const log = await store.open(kept);
    for (let round = 0; round < 3; round++) {
      await Promise.all(Array.from({ length: many }, () => log.append(bytes("x"))));
    }
    const load = log.load()[Symbol.asyncIterator]();
    await load.next();
    await persist(() => log.append(bytes("y")));
    expect(await codeOf(readToEnd(load))).toBe("read-failed");
    expect((await read(log)).updates.length).toBeGreaterThan(3 * many);
    await store.close();
  });

  it("S25 a database that cannot be opened anew is read again as soon as it can, and stays owned", async () => {
    const failure: Failure = { atWrite: 3, leaves: "nothing", failedReopenings: 0 };
    const { store } = failingStore(failure, hastyClock);
    const log = await store.open(kept);
    await log.append(bytes("1"));
    // A file is gone for a moment, as with a network disk; LevelDB must not begin a new database.
    await rename(join(directory, "CURRENT"), join(directory, "elsewhere"));
    expect(await codeOf(log.append(bytes("2")))).toBe("write-failed");
    await until("it to be closed", () =>
      log.append(bytes("2")).then(
        () => false,
        (error: Error) => error.message.includes("CURRENT is missing"),
      ),
    );
    expect(await codeOf(store.open(documentName("other")))).toBe("read-failed");
    expect(await codeOf(read(log))).toBe("read-failed");
    expect((await startStore("ready", directory).ended()).lines).toEqual(["locked"]);
    await rename(join(directory, "elsewhere"), join(directory, "CURRENT"));
    const other = await persist(() => store.open(documentName("other")));
    expect(texts(await read(log)).updates).toEqual(["1"]);
    expect(await persist(() => log.append(bytes("2")))).toBe(2);
    expect(await other.append(bytes("1"))).toBe(1);
    await store.close();
  });

  describeWith("on a small disk", smallDisk, () => {
    it("S23 a full disk ends writing, not reading, and loses nothing acknowledged", async () => {
      const { lines, exitCode } = await startStoreOnSmallDisk("fill", directory).ended();
      expect(exitCode).toBe(0);
      const [acknowledged = "", ...rest] = lines;
      expect(Number(acknowledged)).toBeGreaterThan(10);
      expect(rest).toEqual(["write-failed", "write-failed", acknowledged]);
      const store = promptStore(directory);
      const { updates } = await read(await store.open(documentName("numbers")));
      expect(updates.length).toBeGreaterThanOrEqual(Number(acknowledged));
      await store.close();
    });
  });
});

/** Appends, compacts and deletes, a few records and many. Returns the steps that were acknowledged. */
async function tellStory(store: DocumentStore): Promise<ReadonlySet<string>> {
  const done = new Set<string>();
  try {
    const log = await store.open(kept);
    await log.append(bytes("1"));
    done.add("1");
    await Promise.all(
      Array.from({ length: many - 1 }, (_, index) => log.append(bytes(String(index + 2)))),
    );
    done.add(`${many}`);
    await log.compact(bytes(`1-${many - 1}`), many - 1);
    done.add("long compaction");
    await log.append(bytes(`${many + 1}`));
    done.add(`${many + 1}`);
    await log.compact(bytes(`1-${many + 1}`), many + 1);
    done.add("short compaction");
    for (const [name, count] of doomedDocuments) {
      const doomed = await store.open(name);
      await Promise.all(Array.from({ length: count }, () => doomed.append(bytes("doomed"))));
      done.add(`${name} written`);
      await doomed.close();
      await store.delete(name);
      done.add(`${name} deleted`);
    }
    done.add("end");
  } catch (error) {
    expect(error).toMatchObject({ message: expect.stringContaining("the disk gave up") });
  }
  return done;
}

/**
 * The same, but each step is repeated until it is acknowledged, as rooms do. Checks that every
 * acknowledged update stands at its sequence; returns the document that was kept.
 */
async function tellPersistently(store: DocumentStore): Promise<ReadLog> {
  const log = await persist(() => store.open(kept));
  const appended = new Map<number, string>();
  let last = 0;
  const append = async (content: string): Promise<void> => {
    const sequence = await persist(() => log.append(bytes(content)));
    appended.set(sequence, content);
    last = Math.max(last, sequence);
  };
  await append("first");
  await Promise.all(Array.from({ length: many }, (_, index) => append(`many ${index}`)));
  await persist(() => log.compact(bytes("long"), last - 1));
  await append("between");
  await persist(() => log.compact(bytes("short"), last));
  for (const [name, count] of doomedDocuments) {
    const doomed = await persist(() => store.open(name));
    const update = bytes("doomed");
    await Promise.all(Array.from({ length: count }, () => persist(() => doomed.append(update))));
    await doomed.close();
    await persist(() => store.delete(name));
  }
  for (const content of ["the", "end"]) await append(content);

  const result = await read(log);
  const through = result.through - result.updates.length;
  expect(result.base && text(result.base)).toBe("short");
  for (const [sequence, content] of appended) {
    if (sequence > through) expect(text(result.updates[sequence - through - 1]!)).toBe(content);
  }
  expect(appended.size).toBe(many + 4);
  expect(log.tailLength).toBe(result.updates.length);
  return result;
}

/** Repeats `work` for as long as the disk fails. */
async function persist<T>(work: () => Promise<T>): Promise<T> {
  let result: { readonly value: T } | undefined;
  await until("the disk to recover", async () => {
    try {
      result = { value: await work() };
    } catch (error) {
      const isDisk =
        error instanceof StoreError && ["write-failed", "read-failed"].includes(error.code);
      if (!isDisk) throw error;
    }
    return result !== undefined;
  });
  return result!.value;
}

async function readToEnd(load: AsyncIterator<LoadedBatch>): Promise<void> {
  while ((await load.next()).done !== true);
}
