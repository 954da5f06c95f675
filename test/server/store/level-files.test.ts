/** What a store makes of LevelDB's files before LevelDB may read them. */

import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import type { DocumentStore } from "@coscribe/server/internal/store/document-store";
import { readLogFile, writeLogFile } from "@coscribe/server/internal/store/level/files/log-file";
import { bytes, documentName, filled, readDamaged, texts } from "../../contract/store-verbs.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { logFileIn, newestFile } from "./files/level-files.ts";
import { startStore } from "./store-process.ts";
import { promptStore } from "../../support/prompt-store.ts";

const a = documentName("a");
const b = documentName("b");

describe("the files of a store", () => {
  let directory: string;
  beforeEach(() => {
    directory = temporaryFolder();
  });

  /** Opens the store, uses it, and closes it. */
  async function withStore<T>(use: (store: DocumentStore) => Promise<T>): Promise<T> {
    const store = promptStore(directory);
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  }

  /** Appends updates one by one, so that each is in a batch of its own: `1` to `count`. */
  function append(name: typeof a, count: number): Promise<void> {
    return withStore(async (store) => {
      const log = await store.open(name);
      for (let number = 1; number <= count; number++) await log.append(bytes(String(number)));
    });
  }

  /** What is wrong with the store, and what can be read of a document. */
  function look(name = a): Promise<{ store: readonly string[]; updates: string[]; log: string[] }> {
    return withStore(async (store) => {
      const log = await store.open(name);
      const { damage, ...loaded } = await readDamaged(log);
      return {
        store: (store.damage ?? []).map((note) => note.slice(note.indexOf(" ") + 1)),
        updates: texts(loaded).updates,
        log: damage.map(({ problem }) => problem),
      };
    });
  }

  /** Turns a bit in record `index` of the newest log, far enough behind its header. */
  function damageRecord(index: number): void {
    const { path, bytes: file } = logFileIn(directory);
    const records = readLogFile(file).filter(({ type }) => type === "record");
    file[records[index]!.offset + 30]! ^= 1;
    writeFileSync(path, file);
  }

  it("S26 a bit turned in the log costs the batch it is in, which is named, and no other", async () => {
    await append(a, 100);
    damageRecord(50);
    const found = await look();
    expect(found.updates).toHaveLength(99);
    expect(found.log).toEqual(["update 50 is missing"]);
    expect(found.store).toEqual([
      expect.stringMatching(
        /^\d+ bytes of 000003\.log cannot be read, from byte \d+ on, with records of the document "a"; 1 write is missing before write 53$/,
      ),
    ]);
  });

  it("S26 what was found stays noted, and the damaged file kept, also when it is found again", async () => {
    await append(a, 10);
    const { bytes: file, path } = logFileIn(directory);
    damageRecord(5);
    const damaged = readFileSync(path);
    const first = await look();
    expect(first.store).toHaveLength(1);
    expect(await look()).toEqual(first);
    expect(readFileSync(join(directory, "set-aside", "000003.log"))).toEqual(damaged);
    expect(damaged).not.toEqual(file);
    expect(readFileSync(join(directory, "DAMAGE"), "utf8")).toMatch(
      /^\d{4}-\d\d-\d\dT[\d:.]+Z \d+ /,
    );
  });

  it("S26 a document whose last updates were in the damaged batch is noted by name", async () => {
    await withStore(async (store) => {
      const log = await store.open(b);
      for (let number = 1; number <= 10; number++) await log.append(bytes(String(number)));
      await (await store.open(a)).append(bytes("later"));
    });
    damageRecord(10);
    const found = await look(b);
    expect(found.updates).toHaveLength(9);
    expect(found.store).toEqual([expect.stringContaining('the document "b"')]);
  });

  it("S26 a whole block that is gone from the middle of the log is noticed", async () => {
    await withStore(async (store) => {
      const log = await store.open(a);
      for (let number = 0; number < 100; number++) await log.append(filled(1_000, number));
    });
    const { path, bytes: file } = logFileIn(directory);
    writeFileSync(path, Buffer.concat([file.subarray(0, 32_768), file.subarray(65_536)]));
    const found = await look();
    expect(found.store).toEqual([expect.stringMatching(/\d+ writes are missing before write/)]);
    expect(found.log).toEqual([expect.stringMatching(/updates \d+ to \d+ are missing/)]);
  });

  it("S26 half a batch at the end of the log is what a crash leaves, and no damage", async () => {
    const next = writeLogFile([filled(100_000)]);
    const torn = Buffer.from(next);
    torn.fill(0, 4_096, 65_536);
    const ends = [
      next.subarray(0, 3),
      next.subarray(0, 20),
      next.subarray(0, 50_000),
      torn,
      Buffer.alloc(10_000),
    ];
    for (const [index, end] of ends.entries()) {
      await append(a, 1);
      appendFileSync(logFileIn(directory).path, end);
      expect(await look()).toMatchObject({ store: [], log: [], updates: { length: index + 1 } });
    }
  });

  it("S26 a process killed while it writes leaves no damage", async () => {
    for (const linesBeforeKill of [1, 20, 60]) {
      const child = startStore("work", directory);
      await child.lines(linesBeforeKill);
      await child.kill();
      expect((await look()).store).toEqual([]);
    }
  });

  it("S26 a damaged table costs the block that is damaged, and is noted with the documents in it", async () => {
    await withStore(async (store) => {
      for (const name of [a, b]) {
        const log = await store.open(name);
        for (let number = 0; number < 50; number++) await log.append(filled(1_000, number));
      }
    });
    await look(); // Opening makes a table of the log.
    const { path, bytes: file } = newestFile(directory, ".ldb");
    file[Math.floor(file.length / 4)]! ^= 1;
    writeFileSync(path, file);
    const found = await look();
    expect(found.store).toEqual([
      expect.stringMatching(
        /^a part of \d+\.ldb cannot be read, with records of the document "a"$/,
      ),
    ]);
    expect(found.log).toEqual([expect.stringMatching(/^updates? \d+.* missing$/)]);
    expect(found.updates.length).toBeGreaterThan(40);
    expect(await look(b)).toMatchObject({ log: [], updates: { length: 50 } });
    expect(readFileSync(join(directory, "set-aside", path.slice(directory.length + 1)))).toEqual(
      file,
    );
  });

  it("S26 a store goes on with the mark of its format gone", async () => {
    await append(a, 300);
    await look();
    // The first block has the format and the head.
    const { path, bytes: file } = newestFile(directory, ".ldb");
    file[5]! ^= 1;
    writeFileSync(path, file);
    const { store, updates, log } = await look();
    expect(store).toHaveLength(1);
    expect(log).not.toEqual([]);
    expect(updates.length).toBeGreaterThan(100);
  });

  it.each([
    ["cut", (path: string) => truncateSync(path, statSync(path).size - 5), "1 write is"],
    ["altered", (path: string) => alterEnd(path), "1 write is"],
    ["emptied", (path: string) => truncateSync(path, 0), "13 writes are"],
    ["gone", (path: string) => rmSync(path), "13 writes are"],
  ])("S27 the end of a log that is %s is noticed, and how much", async (_, damage, missing) => {
    // The mark of the format, an update with its head, nine more, and the head of the close.
    await append(a, 10);
    damage(logFileIn(directory).path);
    const found = await look();
    expect(found.store).toEqual([
      expect.stringMatching(new RegExp(`^${missing} missing at the end: .*log`)),
    ]);
    expect((await look()).store).toEqual(found.store);
  });

  it("S27 the end of a log is noticed behind tables, too, and a later loss is noted as another", async () => {
    await append(a, 10);
    await look();
    for (const rounds of [1, 2]) {
      await append(a, 10);
      const { path } = logFileIn(directory);
      truncateSync(path, statSync(path).size - 5);
      expect((await look()).store).toHaveLength(rounds);
      await append(a, 3);
    }
  });

  it("S27 the last writes of a process that is killed are witnessed a fifth of a second later", async () => {
    const child = startStore("work", directory);
    await child.lines(50);
    // So that what is cut off is more than the witness does not know yet.
    await sleep(600);
    await child.kill();
    const { path } = logFileIn(directory);
    truncateSync(path, Math.floor(statSync(path).size / 4));
    // Killed while LevelDB was making a table of the log, it is not even opened.
    const found = await look().then(
      ({ store }) => store,
      (error: Error) => [error.message],
    );
    expect(found).toEqual([expect.stringMatching(/writes are missing at the end/)]);
  });

  it.each([
    ["gone", (path: string) => rmSync(path), "missing"],
    ["empty", (path: string) => truncateSync(path, 0), "unreadable"],
    ["zero", (path: string) => writeFileSync(path, Buffer.alloc(128)), "unreadable"],
  ])("S27 a witness that is %s is noted, and a new one begins", async (_, damage, what) => {
    await append(a, 3);
    damage(join(directory, "LAST-WRITE"));
    const found = await look();
    expect(found.updates).toHaveLength(3);
    expect(found.store).toEqual([
      `LAST-WRITE is ${what}, so that nobody can tell whether the last writes are there`,
    ]);
    await append(a, 3);
    expect((await look()).store).toEqual(found.store);
  });

  it("S27 a witness with one line damaged, or older than the writes, is no alarm", async () => {
    await append(a, 3);
    const path = join(directory, "LAST-WRITE");
    const older = readFileSync(path);
    await append(a, 3);
    const newer = readFileSync(path);
    for (const position of [3, 70]) {
      const damaged = Buffer.from(newer);
      damaged[position]! ^= 1;
      writeFileSync(path, damaged);
      expect((await look()).store).toEqual([]);
    }
    writeFileSync(path, older);
    expect((await look()).store).toEqual([]);
  });

  it("S27 a new store that is killed before it has written anything is no alarm", async () => {
    await withStore((store) => store.ready());
    rmSync(join(directory, "LAST-WRITE"));
    truncateSync(logFileIn(directory).path, 0);
    expect(await look()).toEqual({ store: [], updates: [], log: [] });
  });

  it.each([
    ["CURRENT", "gone", (path: string) => rmSync(path), "CURRENT is missing"],
    ["CURRENT", "empty", (path: string) => truncateSync(path, 0), "CURRENT is damaged"],
    ["CURRENT", "altered", (path: string) => writeFileSync(path, "MANIFEST-00000x\n"), "damaged"],
    ["MANIFEST-000004", "gone", (path: string) => rmSync(path), "MANIFEST-000004 is missing"],
    ["MANIFEST-000004", "empty", (path: string) => truncateSync(path, 0), "damaged"],
    ["MANIFEST-000004", "cut", (path: string) => truncateSync(path, 60), "damaged"],
    ["000005.ldb", "gone", (path: string) => rmSync(path), 'the document "a"'],
  ])(
    "S28 %s %s: it is refused with what to do, and stays as it is",
    async (file, _, damage, reason) => {
      await append(a, 10);
      await look();
      damage(join(directory, file));
      const files = (): string[] =>
        readdirSync(directory).filter((name) => /^(CURRENT|MANIFEST|\d+|DAMAGE|set)/.test(name));
      const before = files().map((name) => [name, statSync(join(directory, name)).size]);
      for (let attempt = 0; attempt < 2; attempt++) {
        const store = promptStore(directory);
        await expect(store.ready()).rejects.toMatchObject({
          code: "open-failed",
          message: expect.stringMatching(/run "coscribe check --repair"/),
        });
        await expect(store.ready()).rejects.toThrow(reason);
        await store.close();
      }
      expect(files().map((name) => [name, statSync(join(directory, name)).size])).toEqual(before);
    },
  );

  it("S28 a MANIFEST from before the last table is refused: LevelDB would remove the table", async () => {
    await append(a, 10);
    await look();
    const { path, bytes: manifest } = newestFile(directory, "MANIFEST-000004");
    await append(a, 10);
    // The next start makes a table of the log, a new MANIFEST and a new log.
    await look();
    const newer = newestFile(directory, "CURRENT").bytes.toString().trim();
    writeFileSync(path, manifest);
    writeFileSync(join(directory, "CURRENT"), "MANIFEST-000004\n");
    rmSync(join(directory, newer));
    const tables = readdirSync(directory).filter((name) => name.endsWith(".ldb"));
    const store = promptStore(directory);
    await expect(store.ready()).rejects.toThrow(/writes are missing at the end.*does not know/);
    await store.close();
    expect(readdirSync(directory).filter((name) => name.endsWith(".ldb"))).toEqual(tables);
  });

  it("S28 a directory in which only the witness is left is not taken for a new one", async () => {
    await append(a, 3);
    for (const name of readdirSync(directory)) {
      if (/^(CURRENT|MANIFEST|\d+\.)/.test(name)) rmSync(join(directory, name));
    }
    const store = promptStore(directory);
    await expect(store.ready()).rejects.toThrow("CURRENT is missing");
    await store.close();
  });

  it("S16 files of the lock that are damaged do not lock anybody out", async () => {
    await append(a, 1);
    for (const name of ["CURRENT", "MANIFEST-000002"]) {
      const path = join(directory, "owner", name);
      if (existsSync(path)) writeFileSync(path, "nonsense");
      expect((await look()).updates).toHaveLength(1);
    }
    renameSync(join(directory, "owner"), join(directory, "elsewhere"));
    expect((await look()).updates).toHaveLength(1);
  });
});

/** Turns a bit a few bytes before the end. */
function alterEnd(path: string): void {
  const file = readFileSync(path);
  file[file.length - 5]! ^= 1;
  writeFileSync(path, file);
}
