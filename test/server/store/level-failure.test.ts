import { beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "@coscribe/server/internal/clock";
import type { DocumentStore } from "@coscribe/server/internal/store/document-store";
import { KeyedStore } from "@coscribe/server/internal/store/keyed-store";
import { LevelDatabase, levelStore } from "@coscribe/server/internal/store/level-store";
import { bytes, codeOf, documentName, read, texts } from "../../contract/store-verbs.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { FailingDatabase, type Failure } from "./failing-database.ts";
import { deadRecords } from "./raw-level.ts";
import { startStoreOnSmallDisk } from "./store-process.ts";

const kept = documentName("kept");

/** More updates than a compaction or deletion removes in one batch. */
const many = 4_500;

/** Documents that the story deletes, and how many updates they have. */
const doomedDocuments = [
  [documentName("short"), 3],
  [documentName("long"), many],
] as const;

describe("a disk that gives up", () => {
  let directory: string;
  beforeEach(() => {
    directory = temporaryFolder();
  });

  function failingStore(failure: Failure): { store: DocumentStore; database: FailingDatabase } {
    const database = new FailingDatabase(new LevelDatabase(directory), failure);
    const store = new KeyedStore(database, {
      where: "the test",
      clock: systemClock,
      commitIntervalMs: 0,
      randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    });
    return { store, database };
  }

  it("S23 after a failed write it acknowledges nothing more and writes nothing more", async () => {
    const { store, database } = failingStore({ atWrite: 3, isWritten: false });
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
    const { store } = failingStore({ atWrite: 3, isWritten: false });
    const log = await store.open(kept);
    await log.append(bytes("1"));
    await codeOf(log.append(bytes("2")));
    expect(texts(await read(log)).updates).toEqual(["1"]);
    expect(log.tailLength).toBe(1);
    expect(await store.list()).toEqual([kept]);
    await store.close();
  });

  it("S23 a store opened anew goes on after the last update that is on disk", async () => {
    for (const isWritten of [false, true]) {
      const { store } = failingStore({ atWrite: 3, isWritten });
      const log = await store.open(documentName(`written: ${isWritten}`));
      await log.append(bytes("1"));
      await codeOf(log.append(bytes("2")));
      await store.close();
      const again = levelStore(directory);
      const next = await again.open(log.name);
      await next.append(bytes("2 again"));
      const expected = isWritten ? ["1", "2", "2 again"] : ["1", "2 again"];
      expect(texts(await read(next)).updates).toEqual(expected);
      await again.close();
      directory = temporaryFolder();
    }
  });

  it("S10 a document whose deletion was cut short can be begun anew in the same store", async () => {
    const { store } = failingStore({ atWrite: 6, isWritten: false });
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

  it.each([false, true])(
    "S20 giving up at any write (written: %s) leaves the old or the new, and every acknowledged update",
    async (isWritten) => {
      let atWrite = 1;
      for (; ; atWrite++) {
        directory = temporaryFolder();
        const { store } = failingStore({ atWrite, isWritten });
        const done = await tellStory(store);
        await store.close();
        await expectStory(done);
        if (done.has("end")) break;
      }
      expect(atWrite).toBeGreaterThan(12);
    },
  );

  async function expectStory(done: ReadonlySet<string>): Promise<void> {
    const store = levelStore(directory);
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
    await store.close();
    expect(await deadRecords(directory)).toEqual([]);
  }

  it.skipIf(process.platform === "win32")(
    "S23 a full disk ends writing, not reading, and loses nothing acknowledged",
    async () => {
      const { lines, exitCode } = await startStoreOnSmallDisk("fill", directory).ended();
      expect(exitCode).toBe(0);
      const [acknowledged = "", ...rest] = lines;
      expect(Number(acknowledged)).toBeGreaterThan(10);
      expect(rest).toEqual(["write-failed", "write-failed", acknowledged]);
      const store = levelStore(directory);
      const { updates } = await read(await store.open(documentName("numbers")));
      expect(updates.length).toBeGreaterThanOrEqual(Number(acknowledged));
      await store.close();
    },
  );
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
