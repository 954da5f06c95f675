import { beforeEach, describe, expect, it } from "vitest";
import { ReopeningCommit } from "@coscribe/server/internal/store/key-value/reopening-commit";
import { GroupCommit } from "@coscribe/server/internal/store/key-value/group-commit";
import type { Write } from "@coscribe/server/internal/store/key-value/key-value";
import { SimClock } from "../../support/sim-clock.ts";

/** A database that writes, and opens anew, as long as it is well. */
class MoodyDatabase {
  isWell = true;
  canReopen = true;
  isReadable = true;
  readonly written: string[] = [];
  reopenings: number[] = [];

  async write(writes: readonly Write[]): Promise<void> {
    if (!this.isWell) throw new Error("no space left on device");
    this.written.push(...writes.map(({ key }) => key.toString()));
  }
}

function write(key: string): readonly Write[] {
  return [{ type: "put", key: Buffer.from(key), value: Buffer.alloc(0) }];
}

describe("writing after a failure", () => {
  let clock: SimClock;
  let database: MoodyDatabase;
  let commits: ReopeningCommit;

  beforeEach(() => {
    clock = new SimClock();
    database = new MoodyDatabase();
    const begin = (): GroupCommit => new GroupCommit(database, clock, 0);
    commits = new ReopeningCommit(begin(), {
      clock,
      database,
      reopen: async () => {
        database.reopenings.push(clock.now());
        if (!database.canReopen) throw new Error("still no space");
        database.isReadable = true;
        return begin();
      },
    });
  });

  /** Tries a write and lets it come to its end: undefined, or why it failed. */
  async function outcomeOf(key: string): Promise<string | undefined> {
    const outcome = commits.write(write(key)).then(
      () => undefined,
      (error: Error) => error.message,
    );
    await clock.advance(0);
    await clock.advance(0);
    return outcome;
  }

  it("S24 the first write after a pause opens the database anew, and is written there", async () => {
    database.isWell = false;
    expect(await outcomeOf("a")).toMatch(/no space left on device.*free some space/);
    database.isWell = true;
    expect(await outcomeOf("too early")).toContain("no space left");
    await clock.advance(100);
    expect(await outcomeOf("b")).toBeUndefined();
    expect(database.reopenings).toEqual([100]);
    expect(await outcomeOf("c")).toBeUndefined();
    expect(database.written).toEqual(["b", "c"]);
  });

  it("S24 what is to be written while it is being opened waits, and keeps its order", async () => {
    database.isWell = false;
    await outcomeOf("a");
    database.isWell = true;
    await clock.advance(100);
    const writes = ["b", "c", "d"].map((key) => commits.write(write(key)));
    await clock.advance(0);
    await Promise.all(writes);
    expect(database.written).toEqual(["b", "c", "d"]);
    expect(database.reopenings).toHaveLength(1);
  });

  it("S25 attempts are paced: the pause grows to two seconds while they fail", async () => {
    database.isWell = false;
    database.canReopen = false;
    await outcomeOf("a");
    for (let time = 0; time < 10_000; time += 10) {
      await clock.advance(10);
      expect(await outcomeOf("again")).toContain("no space");
    }
    const pauses = database.reopenings.map(
      (at, index) => at - (database.reopenings[index - 1] ?? 0),
    );
    expect(pauses).toEqual([100, 200, 400, 800, 1_600, 2_000, 2_000, 2_000]);
  });

  it("S25 the pause grows, too, while the database opens but cannot be written to", async () => {
    database.isWell = false;
    await outcomeOf("a");
    for (let time = 0; time < 4_000; time += 10) {
      await clock.advance(10);
      expect(await outcomeOf("again")).toContain("no space");
    }
    expect(database.reopenings.length).toBeLessThan(7);
  });

  it("S25 after a good while, the next failure begins with a short pause again", async () => {
    for (const start of [0, 60_000]) {
      await clock.advance(start - clock.now());
      database.isWell = false;
      await outcomeOf("a");
      database.isWell = true;
      await clock.advance(100);
      expect(await outcomeOf("b")).toBeUndefined();
    }
    expect(database.reopenings).toEqual([100, 60_100]);
  });

  it("S25 a read opens a database that cannot be read, as often as a write would", async () => {
    database.isWell = false;
    database.canReopen = false;
    await outcomeOf("a");
    await clock.advance(100);
    await outcomeOf("b");
    database.isReadable = false;
    for (let count = 0; count < 10; count++) await commits.readable();
    expect(database.reopenings).toHaveLength(1);
    await clock.advance(200);
    database.canReopen = true;
    await Promise.all([commits.readable(), commits.readable()]);
    expect(database.reopenings).toEqual([100, 300]);
    expect(database.isReadable).toBe(true);
  });

  it("S13 settled waits for a reopening and what waits for it", async () => {
    database.isWell = false;
    await outcomeOf("a");
    database.isWell = true;
    await clock.advance(100);
    void commits.write(write("b"));
    const settled = commits.settled();
    await clock.advance(0);
    await clock.advance(0);
    await settled;
    expect(database.written).toEqual(["b"]);
  });
});
