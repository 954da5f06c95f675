import { beforeEach, describe, expect, it } from "vitest";
import { GroupCommit } from "@coscribe/server/internal/store/key-value/group-commit";
import type { Write } from "@coscribe/server/internal/store/key-value/key-value";
import { SimClock } from "../../support/sim-clock.ts";

/** A disk that ends a write when it is told to. */
class HeldDisk {
  readonly batches: string[][] = [];
  #end: ((error?: Error) => void) | undefined;

  write(writes: readonly Write[]): Promise<void> {
    this.batches.push(writes.map(({ key }) => key.toString()));
    return new Promise((resolve, reject) => {
      this.#end = (error) => (error === undefined ? resolve() : reject(error));
    });
  }

  async end(error?: Error): Promise<void> {
    this.#end?.(error);
    await new Promise(setImmediate);
  }
}

function write(key: string, bytes = 1): Write {
  return { type: "put", key: Buffer.from(key), value: Buffer.alloc(bytes) };
}

describe("group commit", () => {
  let clock: SimClock;
  let disk: HeldDisk;
  let commits: GroupCommit;
  beforeEach(() => {
    clock = new SimClock();
    disk = new HeldDisk();
    commits = new GroupCommit(disk, clock, 4);
  });

  it("S22 after a quiet moment, all changes of one turn leave at its end, in one batch", async () => {
    void commits.write([write("a")]);
    void commits.write([write("b1"), write("b2")]);
    expect(disk.batches).toEqual([]);
    await clock.advance(0);
    expect(disk.batches).toEqual([["a", "b1", "b2"]]);
  });

  it("S22 while a batch is in flight the next one gathers, and leaves when it has ended", async () => {
    void commits.write([write("a")]);
    await clock.advance(0);
    void commits.write([write("b")]);
    await clock.advance(10);
    void commits.write([write("c")]);
    await clock.advance(10);
    expect(disk.batches).toEqual([["a"]]);
    await disk.end();
    await clock.advance(0);
    expect(disk.batches).toEqual([["a"], ["b", "c"]]);
  });

  it("S22 after a large batch the next one starts at once", async () => {
    void commits.write([write("large", 256 * 1024)]);
    await clock.advance(0);
    void commits.write([write("a")]);
    await disk.end();
    await clock.advance(0);
    expect(disk.batches).toEqual([["large"], ["a"]]);
  });

  it("S22 batches start no closer than the interval, and at once after a longer pause", async () => {
    void commits.write([write("a")]);
    await clock.advance(1);
    await disk.end();
    void commits.write([write("b")]);
    await clock.advance(2);
    void commits.write([write("c")]);
    expect(disk.batches).toEqual([["a"]]);
    await clock.advance(1);
    expect(disk.batches).toEqual([["a"], ["b", "c"]]);
    await disk.end();
    await clock.advance(4);
    void commits.write([write("d")]);
    await clock.advance(0);
    expect(disk.batches).toHaveLength(3);
  });

  it("S22 a change is told of its outcome when its batch has ended, not earlier", async () => {
    let isDone = false;
    void commits.write([write("a")]).then(() => (isDone = true));
    await clock.advance(100);
    expect(isDone).toBe(false);
    await disk.end();
    expect(isDone).toBe(true);
  });

  it("S22 a batch is bounded, and what does not fit follows in order", async () => {
    const megabyte = 1024 * 1024;
    for (let index = 0; index < 10; index++)
      void commits.write([write(`large ${index}`, megabyte)]);
    for (let index = 0; index < 5_000; index++) void commits.write([write(String(index), 0)]);
    void commits.write([write("huge", 20 * megabyte)]);
    for (let round = 0; round < 4; round++) {
      await clock.advance(4);
      await disk.end();
    }
    expect(disk.batches.map((batch) => batch.length)).toEqual([8, 4_000, 1_003]);
    expect(disk.batches.flat()).toHaveLength(5_011);
    expect(disk.batches.flat().slice(8, 12)).toEqual(["large 8", "large 9", "0", "1"]);
    expect(disk.batches.flat().at(-1)).toBe("huge");
  });

  it("S22 settled waits for everything that was added before it", async () => {
    await commits.settled();
    void commits.write([write("a")]);
    let isSettled = false;
    void commits.settled().then(() => (isSettled = true));
    await clock.advance(10);
    expect(isSettled).toBe(false);
    await disk.end();
    expect(isSettled).toBe(true);
  });

  it("S22 without pacing a waiting batch starts at the end of the turn", async () => {
    void commits.write([write("a")]);
    await clock.advance(0);
    await disk.end();
    void commits.write([write("b")]);
    await clock.advance(0);
    expect(disk.batches).toHaveLength(1);
    commits.stopPacing();
    await clock.advance(0);
    expect(disk.batches).toEqual([["a"], ["b"]]);
  });

  it("S23 after a failed batch its changes and all others fail, and nothing more is written", async () => {
    const cause = new Error("no space left on device");
    const first = expect(commits.write([write("a")])).rejects.toMatchObject({
      code: "write-failed",
      message: expect.stringContaining("no space left on device"),
      cause,
    });
    await clock.advance(0);
    const gathered = expect(commits.write([write("b")])).rejects.toMatchObject({ cause });
    const settled = commits.settled();
    await disk.end(cause);
    await Promise.all([first, gathered, settled]);
    await expect(commits.write([write("c")])).rejects.toMatchObject({ code: "write-failed" });
    await commits.settled();
    await clock.advance(100);
    expect(disk.batches).toEqual([["a"]]);
  });
});
