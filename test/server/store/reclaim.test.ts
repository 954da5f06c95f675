import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { Clock } from "@coscribe/server";
import type { DocumentLog, DocumentStore } from "@coscribe/server/internal/store/document-store";
import { KeyValueStore } from "@coscribe/server/internal/store/key-value/key-value-store";
import { LevelDatabase } from "@coscribe/server/internal/store/level/level-database";
import { everything } from "@coscribe/server/internal/store/key-value/key-layout";
import { levelStore } from "@coscribe/server/internal/store/level/level-store";
import { LogSpace } from "@coscribe/server/internal/store/key-value/log-space";
import { Reclaim } from "@coscribe/server/internal/store/key-value/reclaim";
import { bytes, documentName, filled, read, text, texts } from "../../contract/store-verbs.ts";
import { hastyClock } from "../../support/hasty-clock.ts";
import { SimClock } from "../../support/sim-clock.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { until } from "../../support/until.ts";
import { FailingDatabase } from "./failing-database.ts";
import { startStoreOnSmallDisk } from "./store-process.ts";

const a = documentName("a");
const kilobyte = 1_024;

/** Time does not pass, so that whatever waits for a while never comes. */
const frozenClock: Clock = { ...hastyClock, after: () => ({ cancel: () => undefined }) };

describe("space of what was removed", () => {
  let directory: string;
  beforeEach(() => {
    directory = temporaryFolder();
  });

  /** Bytes of LevelDB's tables and logs. */
  function bytesOnDisk(): number {
    return readdirSync(directory)
      .filter((file) => /\.(ldb|log)$/.test(file))
      .reduce((sum, file) => sum + (statSync(join(directory, file)).size ?? 0), 0);
  }

  /** Resolves when files that LevelDB may just be removing take less than `limit`. */
  async function untilBelow(limit: number): Promise<void> {
    await until(`less than ${limit} bytes on disk`, () => {
      try {
        return bytesOnDisk() < limit;
      } catch {
        return false;
      }
    });
  }

  /** A megabyte of updates becomes a base of some bytes; three updates follow. */
  async function fillAndCompact(store: DocumentStore): Promise<DocumentLog> {
    const log = await store.open(a);
    for (let round = 0; round < 5; round++) {
      await Promise.all(
        Array.from({ length: 1_000 }, (_, index) => log.append(filled(200, index * 5 + round))),
      );
    }
    await log.compact(bytes("base"), 5_000);
    for (const update of ["x", "y", "z"]) await log.append(bytes(update));
    return log;
  }

  const expected = { base: "base", updates: ["x", "y", "z"] };

  it("S30 is given back to the disk soon after a compaction, and the rest is as it was", async () => {
    const store = levelStore(directory, { clock: hastyClock });
    const log = await fillAndCompact(store);
    expect(bytesOnDisk()).toBeGreaterThan(1_000 * kilobyte);
    await untilBelow(16 * kilobyte);
    expect(texts(await read(log))).toEqual(expected);
    await store.close();
    const again = levelStore(directory);
    expect(texts(await read(await again.open(a)))).toEqual(expected);
    await again.close();
    expect(bytesOnDisk()).toBeLessThan(16 * kilobyte);
  });

  it("S30 is given back also where the process ended before that, once the document is loaded", async () => {
    const store = levelStore(directory, { clock: frozenClock, commitIntervalMs: 0 });
    await fillAndCompact(store);
    await store.close();
    const again = levelStore(directory, { clock: hastyClock });
    const log = await again.open(a);
    expect(bytesOnDisk()).toBeGreaterThan(1_000 * kilobyte);
    expect(texts(await read(log))).toEqual(expected);
    await untilBelow(16 * kilobyte);
    expect(texts(await read(log))).toEqual(expected);
    await again.close();
  });

  it("S30 is given back when a document is deleted", async () => {
    const store = levelStore(directory, { clock: frozenClock, commitIntervalMs: 0 });
    const log = await store.open(a);
    await log.append(filled(500 * kilobyte));
    await store.close();
    const again = levelStore(directory, { clock: hastyClock });
    await again.delete(a);
    await untilBelow(16 * kilobyte);
    expect(await again.list()).toEqual([]);
    await again.close();
  });

  it("S30 is given back while others write, whose edits are all there", async () => {
    const store = levelStore(directory, { clock: hastyClock });
    const other = await store.open(documentName("other"));
    const log = await fillAndCompact(store);
    let count = 0;
    await until("little space to be taken", async () => {
      count = await other.append(bytes("typed"));
      return bytesOnDisk() < 300 * kilobyte;
    });
    expect((await read(other)).updates).toHaveLength(count);
    expect(texts(await read(log))).toEqual(expected);
    await store.close();
  });

  it("S31 where it fails, that is told, edits go on, and it is tried again with the next removal", async () => {
    const failed: unknown[] = [];
    const level = new LevelDatabase(directory, hastyClock);
    const database = new FailingDatabase(level, directory, {
      atWrite: Infinity,
      leaves: "nothing",
    });
    database.rewriteFailure = new Error("too little space");
    const store = new KeyValueStore(database, {
      where: "the test",
      clock: hastyClock,
      commitIntervalMs: 0,
      onReclaimFailed: (cause) => failed.push(cause),
      randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    });
    const log = await fillAndCompact(store);
    await until("the failure to be told", () => failed.length > 0);
    expect(failed).toEqual([database.rewriteFailure]);
    expect(await log.append(bytes("after"))).toBe(5_004);
    expect(bytesOnDisk()).toBeGreaterThan(1_000 * kilobyte);
    database.rewriteFailure = undefined;
    await log.compact(bytes("again"), 5_004);
    await untilBelow(16 * kilobyte);
    expect(texts(await read(log))).toEqual({ base: "again", updates: [] });
    expect(failed).toHaveLength(1);
    await store.close();
  });

  it("S31 it is not begun where the disk has too little space for it", async () => {
    const store = levelStore(directory, { clock: frozenClock, commitIntervalMs: 0 });
    await fillAndCompact(store);
    await store.close();
    const database = new LevelDatabase(directory, hastyClock);
    await database.open();
    const before = bytesOnDisk();
    await expect(database.rewrite(everything, 2 ** 60)).rejects.toThrow(
      /bytes are free on the disk/,
    );
    expect(bytesOnDisk()).toBe(before);
    await database.close();
  });

  it("S31 where LevelDB fails in the middle, the next edit is written, and all is there", async () => {
    const base = filled(9 * 1_024 * kilobyte);
    const store = levelStore(directory, { clock: frozenClock, commitIntervalMs: 0 });
    const log = await store.open(documentName("numbers"));
    await log.compact(base, await log.append(filled(9 * 1_024 * kilobyte, 1)));
    await store.close();
    // What it has written becomes tables, of which each file is larger than the next process may write.
    const between = levelStore(directory);
    await between.ready();
    await between.close();

    const { lines, exitCode } = await startStoreOnSmallDisk("reclaim", directory, 4).ended();
    expect([...lines, exitCode]).toEqual(["failed: write-failed", "appended", 0]);
    const again = levelStore(directory);
    const found = await read(await again.open(log.name));
    expect(Buffer.compare(found.base ?? bytes("no base"), base)).toBe(0);
    expect(found.updates.map(text)).toEqual(["after"]);
    expect(again.damage).toEqual([]);
    await again.close();
  });

  it("S31 a store that is closed meanwhile waits for it, and is whole", async () => {
    const store = levelStore(directory, { clock: hastyClock });
    await fillAndCompact(store);
    const before = bytesOnDisk();
    await until("it to begin", () => bytesOnDisk() !== before);
    await store.close();
    const again = levelStore(directory);
    expect(texts(await read(await again.open(a)))).toEqual(expected);
    expect(again.damage).toEqual([]);
    await again.close();
  });
});

/** A model of a disk on which one document lies among others, and what rewriting it has cost. */
class ModelDisk {
  rewritten = 0;
  readonly #space: LogSpace;
  readonly #others: number;

  constructor(space: LogSpace, others: number) {
    this.#space = space;
    this.#others = others;
  }

  async sizeOf({ gte }: { readonly gte: Buffer }): Promise<number> {
    return gte === everything.gte ? this.#others + this.#space.live : this.#space.live;
  }

  async rewrite(): Promise<void> {
    // Whole tables: all that is there of the document, and four megabytes of others at most.
    this.rewritten += this.#space.live + this.#space.dead + Math.min(this.#others, 4 * 2 ** 20);
  }
}

describe("the cost of giving space back", () => {
  const life = fc.array(
    fc.record({
      appended: fc.array(fc.integer({ min: 1, max: 300_000 }), { maxLength: 8 }),
      /** How much of what was there is in the new base. */
      kept: fc.double({ min: 0, max: 1, noNaN: true }),
      idleMs: fc.integer({ min: 0, max: 5_000 }),
    }),
    { minLength: 1, maxLength: 40 },
  );

  it("S32 in one round at most five bytes are rewritten for each one that was removed", async () => {
    let worst = 0;
    await fc.assert(
      fc.asyncProperty(life, fc.integer({ min: 0, max: 2 ** 30 }), async (rounds, others) => {
        const clock = new SimClock();
        const space = new LogSpace(Buffer.from("document"));
        const database = new ModelDisk(space, others);
        const commits = { write: () => Promise.resolve() };
        const reclaim = new Reclaim({ clock, database, commits, onFailed: undefined });
        let removed = 0;
        for (const { appended, kept, idleMs } of rounds) {
          for (const length of appended) space.appended(new Uint8Array(length));
          const before = space.live;
          const dead = space.dead;
          space.compacted(new Uint8Array(Math.floor(before * kept)), 1);
          removed += space.dead - dead;
          reclaim.ask(space);
          await clock.advance(idleMs);
        }
        await reclaim.close();
        expect(database.rewritten).toBeLessThanOrEqual(5 * removed);
        worst = Math.max(worst, database.rewritten / Math.max(removed, 1));
      }),
      { numRuns: 200 },
    );
    expect(worst).toBeGreaterThan(1);
  });

  it("S32 it works a tenth of the time at most", async () => {
    const clock = new SimClock();
    const begun: number[] = [];
    const database = {
      sizeOf: async () => 0,
      rewrite: async () => {
        begun.push(clock.now());
        await new Promise<void>((resolve) => clock.after(1_000, resolve));
      },
    };
    const commits = { write: () => Promise.resolve() };
    const reclaim = new Reclaim({ clock, database, commits, onFailed: undefined });
    for (let count = 0; count < 5; count++) {
      reclaim.ask(new LogSpace(Buffer.of(count), 1_000_000));
    }
    await clock.advance(60_000);
    expect(begun).toHaveLength(5);
    const pauses = begun.slice(1).map((at, index) => at - (begun[index] ?? 0));
    for (const pause of pauses) expect(pause).toBeGreaterThanOrEqual(10_000);
    await reclaim.close();
  });
});
